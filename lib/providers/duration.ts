// How long each address book will take for so many writes, as pure functions: what a page says before anything is written.
import { writingMs as google } from './google/duration'
import type { ProviderName } from './provider'

export interface Writes {
  readonly creates: number
  /** Sizes of the groups that alter the same fields each: only those can share a call. */
  readonly updates: readonly number[]
  readonly deletes: number
}

const REMOTE: Readonly<Record<ProviderName, (writes: Writes, rootUrl: string) => number>> = { google }

/** Milliseconds, roughly. `provider` as a connection names it, `rootUrl` where its interface is reached. */
export const writingMs = (provider: string, rootUrl: string, writes: Writes): number =>
  REMOTE[provider as ProviderName](writes, rootUrl)
