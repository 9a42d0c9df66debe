-- The run that Resume opens after a pause.
ALTER TYPE "RunKind" ADD VALUE 'resume';
