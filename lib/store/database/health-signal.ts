// Whether the database was reachable at the last attempt to connect. The log gets one line when it is lost and one when it is back,
// however many attempts fail. A broken connection does not count; only a failed attempt to connect does.
import { log } from '@/lib/log'

interface DatabaseHealth {
  awaySince: number | null
  answeredAt: number
}

declare global {
  // A bundler may load this file several times in one process.
  var concordDatabaseHealth: DatabaseHealth | undefined
}

function databaseHealth(): DatabaseHealth {
  globalThis.concordDatabaseHealth ??= { awaySince: null, answeredAt: 0 }
  return globalThis.concordDatabaseHealth
}

export const isDatabaseAway = (): boolean => databaseHealth().awaySince !== null

/** An attempt that began at `began` has failed. It does not count if the database was reached after it began. */
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
