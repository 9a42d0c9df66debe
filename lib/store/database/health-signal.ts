// Whether the database is there, as those who connect to it found it last. Said once when it goes and once when it is back, however
// many ask meanwhile. A connection that breaks says nothing: only one that does not come about does.
import { log } from '@/lib/log'

interface DatabaseHealth {
  awaySince: number | null
  answeredAt: number
}

declare global {
  // A bundler may hold this file several times in one process.
  var concordDatabaseHealth: DatabaseHealth | undefined
}

function databaseHealth(): DatabaseHealth {
  globalThis.concordDatabaseHealth ??= { awaySince: null, answeredAt: 0 }
  return globalThis.concordDatabaseHealth
}

export const isDatabaseAway = (): boolean => databaseHealth().awaySince !== null

/** An attempt that began then has failed. One that began before the database was found says nothing of now. */
export function databaseLost(began: number): void {
  const now = databaseHealth()
  if (now.awaySince !== null || began <= now.answeredAt) return
  now.awaySince = began
  log.error('the database does not answer; trying again until it does')
}

export function databaseAnswered(): void {
  const now = databaseHealth()
  now.answeredAt = Date.now()
  if (now.awaySince === null) return
  log.warn('the database answers again', { seconds: Math.round((now.answeredAt - now.awaySince) / 1000) })
  now.awaySince = null
}
