-- What the history of a contact can also say. Values of an enum are usable only after their transaction, so they have a migration of their own.
ALTER TYPE "EditKind" ADD VALUE 'hide';
ALTER TYPE "EditKind" ADD VALUE 'share';
ALTER TYPE "EditKind" ADD VALUE 'merge';
ALTER TYPE "EditKind" ADD VALUE 'unmerge';
