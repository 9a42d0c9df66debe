// An encrypted and authenticated file, processed in pieces so that its size needs no memory. Each piece is AES-256-GCM under a key of
// this file alone; the nonce contains the piece's number and whether it is the last (the STREAM construction, as in age). A piece that is
// changed, moved, missing or added is noticed, and so is a missing end.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  scryptSync,
  timingSafeEqual,
} from 'node:crypto'
import { BackupError } from './error'

/** A passphrase (BACKUP_KEY) or the 32 bytes of a key file. */
export type BackupKey =
  | { readonly kind: 'passphrase'; readonly text: string }
  | { readonly kind: 'file'; readonly bytes: Buffer }

export const MAGIC = Buffer.from('concord-sealed-1\n')
const PIECE = 64 * 1024
const TAG = 16
const SALT = 16
const CHECK = 16
/** scrypt's cost as a power of two: 128 MiB of memory, about half a second. A file may ask for at most 2^18. */
const COST = 17
const MOST_COST = 18
const HEAD = MAGIC.length + 2 + SALT + CHECK

interface FileKeys {
  readonly pieces: Buffer
  /** Computed over the head, to distinguish a wrong key from a damaged file. */
  readonly check: Buffer
}

function keysOf(key: BackupKey, head: Buffer): FileKeys {
  const [salt, cost] = [head.subarray(-SALT), head[MAGIC.length + 1] ?? 0]
  const secret =
    key.kind === 'file'
      ? key.bytes
      : scryptSync(key.text.normalize('NFKC'), salt, 32, {
          N: 2 ** cost,
          r: 8,
          p: 1,
          maxmem: 2 ** (cost + 11),
        })
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', secret, salt, `concord backup ${purpose}`, 32))
  const check = createHmac('sha256', derive('head')).update(head).digest().subarray(0, CHECK)
  return { pieces: derive('pieces'), check }
}

function nonce(number: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUIntBE(number, 5, 6)
  bytes[11] = isLast ? 1 : 0
  return bytes
}

/** Yields pieces of exactly `size` bytes, then a last piece, marked as such, that may be shorter or empty. */
async function* cut(
  source: AsyncIterable<Buffer>,
  size: number,
): AsyncGenerator<{ bytes: Buffer; isLast: boolean }> {
  let left: Buffer = Buffer.alloc(0)
  for await (const chunk of source) {
    left = left.length === 0 ? chunk : Buffer.concat([left, chunk])
    // One more byte must follow; otherwise this may be the last piece.
    let from = 0
    for (; left.length - from > size; from += size)
      yield { bytes: left.subarray(from, from + size), isLast: false }
    left = left.subarray(from)
  }
  yield { bytes: left, isLast: true }
}

export async function* seal(
  source: AsyncIterable<Buffer>,
  key: BackupKey,
  salt = randomBytes(SALT),
): AsyncGenerator<Buffer> {
  const head = Buffer.concat([
    MAGIC,
    Buffer.from([key.kind === 'file' ? 0 : 1, key.kind === 'file' ? 0 : COST]),
    salt,
  ])
  const keys = keysOf(key, head)
  yield Buffer.concat([head, keys.check])
  let number = 0
  for await (const { bytes, isLast } of cut(source, PIECE)) {
    const cipher = createCipheriv('aes-256-gcm', keys.pieces, nonce(number, isLast))
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
    number += 1
  }
}

/** Throws a BackupError if the key is wrong or the file differs from what was encrypted. */
export async function* unseal(
  source: AsyncIterable<Buffer>,
  keyFor: (kind: BackupKey['kind']) => Promise<BackupKey>,
): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]()
  let begun: Buffer = Buffer.alloc(0)
  while (begun.length < HEAD) {
    const { value, done } = await chunks.next()
    if (done) throw changed()
    begun = Buffer.concat([begun, value])
  }
  const head = begun.subarray(0, HEAD - CHECK)
  const [kind, cost = 0] = [head[MAGIC.length], head[MAGIC.length + 1]]
  if (kind === undefined || kind > 1 || cost > MOST_COST || cost !== (kind === 1 ? Math.max(cost, 1) : 0))
    throw changed()
  const keys = keysOf(await keyFor(kind === 1 ? 'passphrase' : 'file'), head)
  if (!timingSafeEqual(keys.check, begun.subarray(HEAD - CHECK, HEAD)))
    throw new BackupError(
      'The key does not fit the backup: it was sealed with another one (BACKUP_KEY, or a key file), or its beginning was changed.',
    )
  let number = 0
  for await (const { bytes, isLast } of cut(rest(begun.subarray(HEAD), chunks), PIECE + TAG)) {
    yield opened(bytes, keys, nonce(number, isLast))
    number += 1
  }
}

async function* rest(first: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first
  for (;;) {
    const { value, done } = await chunks.next()
    if (done) return
    yield value
  }
}

function opened(bytes: Buffer, keys: FileKeys, iv: Buffer): Buffer {
  if (bytes.length < TAG) throw changed()
  const decipher = createDecipheriv('aes-256-gcm', keys.pieces, iv, { authTagLength: TAG })
  decipher.setAuthTag(bytes.subarray(-TAG))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG)), decipher.final()])
  } catch {
    throw changed()
  }
}

const changed = () =>
  new BackupError(
    'The backup differs from what was encrypted: it was changed, damaged or cut off. Nothing was restored from it.',
  )
