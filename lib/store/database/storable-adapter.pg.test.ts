import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { readContactFile } from '@/lib/domains/contacts/files/contact-file'
import { countLeftOut } from '@/lib/domains/contacts/files/import-result'
import { getImport, storeImport } from '@/lib/store/address-book/imports'
import type { Actor } from '@/lib/store/firm/actor'
import { withDatabase } from '@/testing/database/test-database'
import { db, withTransaction } from './client'

withDatabase()

const actor: Actor = { userId: randomUUID(), firmId: randomUUID(), role: 'admin' }
const { firmId, userId } = actor
const HOSTILE = 'A\0na \ud83d Li\ude00ma 😀 \\u0000 \\ud83d'
const STORED = 'Ana \ufffd Li\ufffdma 😀 \\u0000 \\ud83d'

beforeAll(async () => {
  await db(firmId).firm.create({ data: { id: firmId, name: HOSTILE } })
  await db(firmId).user.create({
    data: { id: userId, firmId, subject: userId, email: 'ana@example.com', name: HOSTILE, role: 'admin' },
  })
})

describe('text that cannot be stored is cleaned on every way to the database', () => {
  it('as a value of a row', async () => {
    expect(await db(firmId).user.findFirstOrThrow({ where: { firmId, name: HOSTILE } })).toMatchObject({
      name: STORED,
    })
  })

  it('in raw SQL, as text and as JSON, outside of a transaction and within', async () => {
    const json = JSON.stringify({ [HOSTILE]: [HOSTILE] })
    const expected = [{ text: STORED, json: { [STORED]: [STORED] } }]
    expect(await db(firmId).$queryRaw`select ${HOSTILE}::text as text, ${json}::jsonb as json`).toEqual(
      expected,
    )
    const within = withTransaction(
      firmId,
      (tx) => tx.$queryRaw`select ${HOSTILE}::text as text, ${json}::jsonb as json`,
    )
    expect(await within).toEqual(expected)
  })

  it('in a file: its name, its contacts and what is wrong with it', async () => {
    const file = [
      ...['BEGIN:VCARD', 'VERSION:3.0', 'N:Kelly;Nora;;;', 'NOTE:Met her.'],
      ...[`${'x'.repeat(59)}😀 and more`, 'a stray \0 line', 'END:VCARD'],
      ...['BEGIN:VCARD', 'VERSION:3.0', 'N:Alder;I\0da;;;', 'END:VCARD', ''],
    ]
    const { contacts, problems } = readContactFile('a.vcf', Buffer.from(file.join('\r\n')))
    const read = { contacts: contacts.map(({ contact }) => contact), leftOut: countLeftOut(contacts) }
    const id = await storeImport(actor, { ...read, fileName: HOSTILE, problems })
    const stored = await getImport(actor, id)
    expect(stored?.fileName).toBe(STORED)
    expect(stored?.contacts.map(({ firstName }) => firstName)).toEqual(['Nora', 'Ida'])
    expect(stored?.problems).toHaveLength(2)
    expect(stored?.problems[0]).toMatchObject({ line: 5, reason: expect.stringContaining('x…”') })
  })
})
