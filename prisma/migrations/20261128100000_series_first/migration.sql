-- A change of an occurrence is carried out after the changes of whole series, which it depends on.
ALTER TABLE "Change" ADD COLUMN "ofSeries" BOOLEAN NOT NULL DEFAULT false;
