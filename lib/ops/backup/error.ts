/** The message is for the person at the command line: what is amiss and what to do. */
export class BackupError extends Error {
  /** Told without a trace: it is no bug. */
  readonly expected = true
}
