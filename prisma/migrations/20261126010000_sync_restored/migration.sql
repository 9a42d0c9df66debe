-- AlterTable
ALTER TABLE "Sync" ADD COLUMN     "restoredAt" TIMESTAMPTZ(3),
ADD COLUMN     "restoredTo" TIMESTAMPTZ(3);

