-- AlterTable
ALTER TABLE "Action" ADD COLUMN     "isPart" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "ContactEdit" ADD COLUMN     "isUndo" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "ContactTagEdit" ADD COLUMN     "isUndo" BOOLEAN NOT NULL DEFAULT false;
