-- CreateEnum
CREATE TYPE "Role" AS ENUM ('admin', 'member');

-- CreateEnum
CREATE TYPE "ContactKind" AS ENUM ('person', 'company');

-- CreateEnum
CREATE TYPE "EditKind" AS ENUM ('create', 'edit', 'delete', 'restore');

-- CreateEnum
CREATE TYPE "SyncKind" AS ENUM ('contacts');

-- CreateEnum
CREATE TYPE "SyncState" AS ENUM ('idle', 'active', 'stopped');

-- CreateEnum
CREATE TYPE "TombstoneSide" AS ENUM ('local', 'remote');

-- CreateEnum
CREATE TYPE "RunKind" AS ENUM ('first', 'scheduled', 'manual', 'edit');

-- CreateEnum
CREATE TYPE "RunState" AS ENUM ('reading', 'comparing', 'ready', 'applying', 'done', 'discarded', 'stopped', 'failed');

-- CreateEnum
CREATE TYPE "ChangeKind" AS ENUM ('createLocal', 'createRemote', 'link', 'update', 'question', 'deleteRemote', 'tombstone', 'forget');

-- CreateEnum
CREATE TYPE "ChangeState" AS ENUM ('planned', 'sent', 'applied', 'waiting', 'failed', 'excluded', 'superseded');

-- CreateTable
CREATE TABLE "Firm" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Firm_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3),
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "invitedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "acceptedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Contact" (
    "id" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "kind" "ContactKind" NOT NULL,
    "prefix" TEXT NOT NULL DEFAULT '',
    "firstName" TEXT NOT NULL DEFAULT '',
    "middleName" TEXT NOT NULL DEFAULT '',
    "lastName" TEXT NOT NULL DEFAULT '',
    "suffix" TEXT NOT NULL DEFAULT '',
    "nickname" TEXT NOT NULL DEFAULT '',
    "company" TEXT NOT NULL DEFAULT '',
    "title" TEXT NOT NULL DEFAULT '',
    "department" TEXT NOT NULL DEFAULT '',
    "notes" TEXT NOT NULL DEFAULT '',
    "birthYear" INTEGER,
    "birthMonth" INTEGER,
    "birthDay" INTEGER,
    "emails" JSONB NOT NULL DEFAULT '[]',
    "phones" JSONB NOT NULL DEFAULT '[]',
    "websites" JSONB NOT NULL DEFAULT '[]',
    "addresses" JSONB NOT NULL DEFAULT '[]',
    "version" INTEGER NOT NULL DEFAULT 1,
    "sortKey" TEXT NOT NULL,
    "search" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),
    "deletedById" UUID,

    CONSTRAINT "Contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ContactEdit" (
    "id" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" "EditKind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "userId" UUID,
    "changeId" UUID,
    "importId" UUID,
    "from" JSONB,
    "to" JSONB,

    CONSTRAINT "ContactEdit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Import" (
    "id" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "fileName" TEXT NOT NULL,
    "contacts" JSONB NOT NULL,
    "problems" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Connection" (
    "id" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "accountEmail" TEXT NOT NULL,
    "scopes" TEXT[],
    "refreshToken" TEXT,
    "accessToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMPTZ(3),
    "connectedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "consentLostAt" TIMESTAMPTZ(3),
    "disconnectedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Sync" (
    "id" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "kind" "SyncKind" NOT NULL,
    "state" "SyncState" NOT NULL DEFAULT 'idle',
    "settings" JSONB NOT NULL,
    "cursorToken" TEXT,
    "cursorShape" TEXT,
    "fullReadAt" TIMESTAMPTZ(3),
    "startedAt" TIMESTAMPTZ(3),
    "stoppedAt" TIMESTAMPTZ(3),
    "stoppedById" UUID,
    "lastSuccessAt" TIMESTAMPTZ(3),
    "nextCheckAt" TIMESTAMPTZ(3),
    "wokenAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Sync_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Entry" (
    "syncId" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "remoteId" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "contact" JSONB NOT NULL,
    "raw" JSONB,
    "key" TEXT,
    "deleted" BOOLEAN NOT NULL DEFAULT false,
    "changedAt" TIMESTAMPTZ(3),
    "seenAt" TIMESTAMPTZ(3) NOT NULL,
    "seenRunId" UUID,

    CONSTRAINT "Entry_pkey" PRIMARY KEY ("syncId","remoteId")
);

-- CreateTable
CREATE TABLE "Link" (
    "id" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "syncId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "remoteId" TEXT NOT NULL,
    "baseLocal" JSONB NOT NULL,
    "baseRemote" JSONB NOT NULL,
    "localVersion" INTEGER NOT NULL,
    "remoteVersion" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "agreedAt" TIMESTAMPTZ(3) NOT NULL,
    "tombstone" "TombstoneSide",
    "tombstoneAt" TIMESTAMPTZ(3),

    CONSTRAINT "Link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Exclusion" (
    "id" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "syncId" UUID NOT NULL,
    "contactId" UUID,
    "remoteId" TEXT,
    "name" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Exclusion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Separation" (
    "syncId" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "remoteId" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Separation_pkey" PRIMARY KEY ("syncId","contactId","remoteId")
);

-- CreateTable
CREATE TABLE "Run" (
    "id" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "syncId" UUID NOT NULL,
    "kind" "RunKind" NOT NULL,
    "state" "RunState" NOT NULL DEFAULT 'reading',
    "full" BOOLEAN NOT NULL,
    "userId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "readyAt" TIMESTAMPTZ(3),
    "applyingAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "pageToken" TEXT,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "entriesRead" INTEGER,
    "entriesTotal" INTEGER,
    "same" INTEGER NOT NULL DEFAULT 0,
    "apiCalls" INTEGER NOT NULL DEFAULT 0,
    "waitKind" TEXT,
    "waitUntil" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "problem" JSONB,

    CONSTRAINT "Run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Change" (
    "id" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "syncId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "kind" "ChangeKind" NOT NULL,
    "state" "ChangeState" NOT NULL DEFAULT 'planned',
    "linkId" UUID,
    "contactId" UUID,
    "contactVersion" INTEGER,
    "remoteId" TEXT,
    "remoteVersion" TEXT,
    "body" JSONB NOT NULL,
    "answers" JSONB NOT NULL DEFAULT '{}',
    "group" TEXT NOT NULL,
    "undecided" BOOLEAN NOT NULL DEFAULT false,
    "drifted" BOOLEAN NOT NULL DEFAULT false,
    "name" TEXT NOT NULL,
    "sortKey" TEXT NOT NULL,
    "search" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sentAt" TIMESTAMPTZ(3),
    "writtenVersion" INTEGER,
    "appliedAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "retryAt" TIMESTAMPTZ(3),
    "error" JSONB,

    CONSTRAINT "Change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Lane" (
    "account" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Lane_pkey" PRIMARY KEY ("account")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_subject_key" ON "User"("subject");

-- CreateIndex
CREATE INDEX "User_firmId_email_idx" ON "User"("firmId", "email");

-- CreateIndex
CREATE INDEX "Invitation_email_idx" ON "Invitation"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_firmId_email_key" ON "Invitation"("firmId", "email");

-- CreateIndex
CREATE INDEX "Contact_firmId_deletedAt_sortKey_id_idx" ON "Contact"("firmId", "deletedAt", "sortKey", "id");

-- CreateIndex
CREATE INDEX "ContactEdit_firmId_contactId_version_idx" ON "ContactEdit"("firmId", "contactId", "version");

-- CreateIndex
CREATE INDEX "Import_firmId_createdAt_idx" ON "Import"("firmId", "createdAt");

-- CreateIndex
CREATE INDEX "Connection_firmId_userId_idx" ON "Connection"("firmId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "Connection_userId_provider_accountId_key" ON "Connection"("userId", "provider", "accountId");

-- CreateIndex
CREATE INDEX "Sync_firmId_state_idx" ON "Sync"("firmId", "state");

-- CreateIndex
CREATE INDEX "Sync_state_nextCheckAt_idx" ON "Sync"("state", "nextCheckAt");

-- CreateIndex
CREATE UNIQUE INDEX "Sync_connectionId_kind_key" ON "Sync"("connectionId", "kind");

-- CreateIndex
CREATE INDEX "Entry_firmId_syncId_idx" ON "Entry"("firmId", "syncId");

-- CreateIndex
CREATE INDEX "Entry_syncId_key_idx" ON "Entry"("syncId", "key");

-- CreateIndex
CREATE INDEX "Link_firmId_contactId_idx" ON "Link"("firmId", "contactId");

-- CreateIndex
CREATE UNIQUE INDEX "Link_syncId_contactId_key" ON "Link"("syncId", "contactId");

-- CreateIndex
CREATE UNIQUE INDEX "Link_syncId_remoteId_key" ON "Link"("syncId", "remoteId");

-- CreateIndex
CREATE INDEX "Exclusion_firmId_syncId_idx" ON "Exclusion"("firmId", "syncId");

-- CreateIndex
CREATE INDEX "Exclusion_syncId_remoteId_idx" ON "Exclusion"("syncId", "remoteId");

-- CreateIndex
CREATE UNIQUE INDEX "Exclusion_syncId_contactId_remoteId_key" ON "Exclusion"("syncId", "contactId", "remoteId");

-- CreateIndex
CREATE INDEX "Run_firmId_syncId_createdAt_idx" ON "Run"("firmId", "syncId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Run_syncId_state_idx" ON "Run"("syncId", "state");

-- CreateIndex
CREATE INDEX "Change_firmId_runId_group_sortKey_id_idx" ON "Change"("firmId", "runId", "group", "sortKey", "id");

-- CreateIndex
CREATE INDEX "Change_runId_state_idx" ON "Change"("runId", "state");

-- CreateIndex
CREATE INDEX "Change_syncId_state_idx" ON "Change"("syncId", "state");

-- CreateIndex
CREATE INDEX "Change_firmId_contactId_createdAt_idx" ON "Change"("firmId", "contactId", "createdAt" DESC);

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_firmId_fkey" FOREIGN KEY ("firmId") REFERENCES "Firm"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_firmId_fkey" FOREIGN KEY ("firmId") REFERENCES "Firm"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_firmId_fkey" FOREIGN KEY ("firmId") REFERENCES "Firm"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactEdit" ADD CONSTRAINT "ContactEdit_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Connection" ADD CONSTRAINT "Connection_firmId_fkey" FOREIGN KEY ("firmId") REFERENCES "Firm"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Connection" ADD CONSTRAINT "Connection_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Sync" ADD CONSTRAINT "Sync_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entry" ADD CONSTRAINT "Entry_syncId_fkey" FOREIGN KEY ("syncId") REFERENCES "Sync"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Link" ADD CONSTRAINT "Link_syncId_fkey" FOREIGN KEY ("syncId") REFERENCES "Sync"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Link" ADD CONSTRAINT "Link_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Exclusion" ADD CONSTRAINT "Exclusion_syncId_fkey" FOREIGN KEY ("syncId") REFERENCES "Sync"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Separation" ADD CONSTRAINT "Separation_syncId_fkey" FOREIGN KEY ("syncId") REFERENCES "Sync"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_syncId_fkey" FOREIGN KEY ("syncId") REFERENCES "Sync"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Change" ADD CONSTRAINT "Change_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Change" ADD CONSTRAINT "Change_syncId_fkey" FOREIGN KEY ("syncId") REFERENCES "Sync"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand: what the schema cannot say.

-- A sync has one open run at a time, whoever asks at once.
CREATE UNIQUE INDEX "Run_one_open" ON "Run" ("syncId") WHERE state IN ('reading', 'comparing', 'ready', 'applying');

-- A person has one account connected at each provider; earlier ones are kept, disconnected, with what they knew.
CREATE UNIQUE INDEX "Connection_one_open" ON "Connection" ("userId", provider) WHERE "disconnectedAt" IS NULL;
