// Opaque tokens that carry their own data: sync tokens and page tokens are sealed JSON, so the emulator stores none of them and notices
// a changed character.
import { createHmac } from 'node:crypto'
import { invalid } from '@/emulator/errors'

const MAC_LENGTH = 16

function mac(secret: string, payload: string): string {
  return createHmac('sha256', secret).update(payload).digest('base64url').slice(0, MAC_LENGTH)
}

export function seal(secret: string, value: unknown): string {
  const payload = Buffer.from(JSON.stringify(value)).toString('base64url')
  return mac(secret, payload) + payload
}

/** The sealed value. Other tokens are rejected as Google rejects a damaged one. */
export function open(secret: string, token: string): unknown {
  const payload = token.slice(MAC_LENGTH)
  if (payload === '' || mac(secret, payload) !== token.slice(0, MAC_LENGTH)) throw corrupt()
  return JSON.parse(Buffer.from(payload, 'base64url').toString())
}

export function corrupt() {
  return invalid('Request contains an invalid argument.')
}
