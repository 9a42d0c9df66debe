// The signature of a webhook's request: HMAC-SHA256 over the time and the body, so that neither can be changed nor sent again later. Pure.
import { createHmac, randomBytes } from 'node:crypto'
import { HOUR, MINUTE } from '@/lib/time'

/** As people copy it into their receiver. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64url')}`

const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex')

/** `t=1767225600,v1=...`, with a `v1` for each secret: the new one, and the old one while it is being replaced. */
export function signature(body: string, secrets: readonly string[], at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000)
  return [`t=${seconds}`, ...secrets.map((secret) => `v1=${hmac(secret, `${seconds}.${body}`)}`)].join(',')
}

const FIRST_RETRY_MS = MINUTE
const LAST_RETRY_MS = 8 * HOUR
/** Tries of a delivery, over about two days. */
export const MOST_TRIES = 12

/** When a delivery is tried again after so many failures; null: no more. */
export const deliveryRetryAt = (failures: number, now: Date): Date | null =>
  failures >= MOST_TRIES
    ? null
    : new Date(now.getTime() + Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 3 ** (failures - 1)))
