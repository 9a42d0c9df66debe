// An encrypted file opens completely with its key, and every change to it is noticed.
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BackupKey, seal, unseal } from './sealed'

const KEY: BackupKey = { kind: 'file', bytes: randomBytes(32) }
/** The size of one piece with its tag, and of all that comes before the first piece. */
const PIECE = 64 * 1024 + 16
const HEAD = 51

async function* chunks(bytes: Buffer, size = 50_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function all(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of source) parts.push(part)
  return Buffer.concat(parts)
}

const sealed = (bytes: Buffer, key: BackupKey = KEY) => all(seal(chunks(bytes), key))
const opened = (bytes: Buffer, key: BackupKey = KEY, size?: number) =>
  all(unseal(chunks(bytes, size), async () => key))

test('a file of any length is restored, whatever the chunks it is read in', async () => {
  const lengths = fc.constantFrom(0, 1, 65_535, 65_536, 65_537, 131_072, 200_001)
  const all = fc.asyncProperty(lengths, fc.integer({ min: 7, max: 200_000 }), async (length, size) => {
    const bytes = randomBytes(length)
    expect(
      (await opened(await sealed(bytes), KEY, length > 1000 ? Math.max(size, 1000) : size)).equals(bytes),
    ).toBe(true)
  })
  await fc.assert(all, { numRuns: 40 })
})

test('one changed byte anywhere, a cut or an addition is noticed', async () => {
  const file = await sealed(randomBytes(140_000))
  const places = fc.integer({ min: 17, max: file.length - 1 })
  const all = fc.asyncProperty(places, fc.integer({ min: 1, max: 255 }), async (at, change) => {
    const other = Buffer.from(file)
    other[at] = (other[at] ?? 0) ^ change
    await expect(opened(other)).rejects.toMatchObject({ expected: true })
    await expect(opened(file.subarray(0, at))).rejects.toMatchObject({ expected: true })
    await expect(opened(Buffer.concat([file, file.subarray(0, change)]))).rejects.toMatchObject({
      expected: true,
    })
  })
  await fc.assert(all, { numRuns: 60 })
})

test('reordered, missing and repeated pieces, and pieces of another file, are noticed', async () => {
  const [file, other] = [await sealed(randomBytes(200_000)), await sealed(randomBytes(200_000))]
  const piece = (of: Buffer, at: number) => of.subarray(HEAD + at * PIECE, HEAD + (at + 1) * PIECE)
  const head = file.subarray(0, HEAD)
  const orders = [[1, 0, 2, 3], [0, 1, 3], [0, 1, 2], [0, 0, 1, 2, 3], [3], []]
  for (const order of orders)
    await expect(opened(Buffer.concat([head, ...order.map((at) => piece(file, at))]))).rejects.toThrow(
      'differs from what was encrypted',
    )
  const mixed = Buffer.concat([head, piece(file, 0), piece(other, 1), piece(file, 2), piece(file, 3)])
  await expect(opened(mixed)).rejects.toThrow('differs from what was encrypted')
})

test('a wrong key is told from a changed file, passphrases work, and a higher scrypt cost is refused', async () => {
  const passphrase: BackupKey = { kind: 'passphrase', text: 'five words nobody guesses easily' }
  const file = await sealed(Buffer.from('contacts'), passphrase)
  expect(String(await opened(file, passphrase))).toBe('contacts')
  await expect(opened(file, { kind: 'passphrase', text: 'another one altogether' })).rejects.toThrow(
    'key does not fit',
  )
  await expect(
    opened(await sealed(Buffer.from('contacts')), { kind: 'file', bytes: randomBytes(32) }),
  ).rejects.toThrow('key does not fit')
  const dear = Buffer.from(file)
  dear[18] = 30
  await expect(opened(dear, passphrase)).rejects.toThrow('differs from what was encrypted')
})
