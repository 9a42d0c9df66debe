/** The message is for the person at the command line: what is wrong and what to do. */
export class BackupError extends Error {
  /** Printed without a stack trace, since it is not a bug. */
  readonly expected = true
}

export const NO_TABLES = 'The database has no tables of Concord, or needs npm run db:migrate first.'
