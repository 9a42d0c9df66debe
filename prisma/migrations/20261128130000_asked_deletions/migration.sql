-- A person is asked before some deletions go on to the other side. Nothing is written until they answer.
ALTER TYPE "ChangeKind" ADD VALUE 'deletion' AFTER 'deleteRemote';
