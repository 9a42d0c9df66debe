// Encrypts secrets for storage with AES-256-GCM under an identified key. A text sealed for one purpose does not open for another. A text
// sealed with an earlier key still opens while that key is given.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

export interface SealingKeys {
  /** 32 bytes; seals and opens. */
  readonly current: Buffer
  /** 32 bytes; only opens. */
  readonly old: Buffer | null
}

/** Not secret: identifies the key that sealed a text, so that a lost key is not mistaken for a forged text. */
function keyId(key: Buffer): string {
  return createHash('sha256').update('concord key id').update(key).digest('hex').slice(0, 8)
}

/** `purpose` is authenticated with the text, for example "connection 1a2b… refresh token". */
export function seal(text: string, keys: SealingKeys, purpose: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keys.current, nonce)
  cipher.setAAD(Buffer.from(purpose))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return ['v1', keyId(keys.current), nonce.toString('base64url'), body.toString('base64url')].join('.')
}

/** Throws if none of the keys sealed it, if it was changed, or if it was sealed for another purpose. */
export function open(sealed: string, keys: SealingKeys, purpose: string): string {
  const [format, id, nonce, body] = sealed.split('.')
  if (format !== 'v1' || !id || !nonce || !body) throw new Error('not a sealed text')
  const key = [keys.current, keys.old].find((candidate) => candidate && keyId(candidate) === id)
  if (!key) throw new Error('sealed with an unknown key: set TOKEN_KEY_OLD to that key')
  const bytes = Buffer.from(body, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), {
    authTagLength: 16,
  })
  decipher.setAAD(Buffer.from(purpose))
  decipher.setAuthTag(bytes.subarray(-16))
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8')
}
