-- How many contacts are in sync is asked by every open page: counted in the index, without the links' contents.
CREATE INDEX "Link_live" ON "Link" ("firmId", "syncId") WHERE tombstone IS NULL;
