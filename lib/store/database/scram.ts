// A password as Postgres stores it: the SCRAM-SHA-256 verifier. A statement that sets a password contains this instead of the
// password, so that neither the server's log nor an administrator's screen shows it.
import { createHash, createHmac, pbkdf2Sync } from 'node:crypto'

/** Postgres's own default. */
const ITERATIONS = 4096

/**
 * The verifier of a password of ASCII letters and digits (others would need SASLprep, RFC 4013).
 * Form: https://www.postgresql.org/docs/current/catalog-pg-authid.html; computation: RFC 5802, section 3.
 */
export function scramVerifier(password: string, salt: Buffer): string {
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256')
  const keyed = (text: string) => createHmac('sha256', salted).update(text).digest()
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64')
  const server = keyed('Server Key').toString('base64')
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${stored}:${server}`
}
