// Whether the database is there, as those who connect to it found it last. Said once when it goes and once when it is back, however
// many ask meanwhile. A connection that breaks says nothing: only one that does not come about does.
import { log } from '../log'

interface Presence {
  awaySince: number | null
  foundAt: number
}

declare global {
  // A bundler may hold this file several times in one process.
  var concordPresence: Presence | undefined
}

function presence(): Presence {
  globalThis.concordPresence ??= { awaySince: null, foundAt: 0 }
  return globalThis.concordPresence
}

export const isDatabaseAway = (): boolean => presence().awaySince !== null

/** An attempt that began then has failed. One that began before the database was found says nothing of now. */
export function databaseLost(began: number): void {
  const now = presence()
  if (now.awaySince !== null || began <= now.foundAt) return
  now.awaySince = began
  log.error('the database does not answer; trying again until it does')
}

export function databaseFound(): void {
  const now = presence()
  now.foundAt = Date.now()
  if (now.awaySince === null) return
  log.warn('the database answers again', { seconds: Math.round((now.foundAt - now.awaySince) / 1000) })
  now.awaySince = null
}
