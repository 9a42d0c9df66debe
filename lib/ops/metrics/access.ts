// Who may read the metrics without signing in: a monitoring system that knows the token. Pure.
import { createHash, timingSafeEqual } from 'node:crypto'

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Compares digests, so that the time says nothing about the token. Without a token nobody has it. */
export function bearsToken(authorization: string | null, token: string | undefined): boolean {
  const given = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
  return token !== undefined && given !== undefined && timingSafeEqual(digest(given), digest(token))
}
