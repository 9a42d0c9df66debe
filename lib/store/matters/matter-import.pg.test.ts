import { beforeEach, expect, it } from 'vitest'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { createContact, deleteContact } from '@/lib/store/address-book/contacts'
import { setOnlyMine } from '@/lib/store/address-book/privacy'
import { withTransaction } from '@/lib/store/database/client'
import type { Actor } from '@/lib/store/firm/actor'
import { owner, withDatabase } from '@/testing/database/test-database'
import { confirmMatterImport, getMatterImport, storeMatterImport } from './matter-import'
import { countMatters } from './matter-list'
import { matterHistory } from './matters'
import { clientsAmong } from './of-contacts'

withDatabase()

const uuid = () => crypto.randomUUID()
let ana: Actor
let ben: Actor

beforeEach(async () => {
  const firmId = uuid()
  await owner().firm.create({ data: { id: firmId, name: 'Firm' } })
  const [one, other] = await Promise.all(
    ['Ana Pires', 'Ben Cole'].map(async (name) => {
      const userId = uuid()
      const email = `${name.split(' ')[0]}@firm.example`.toLowerCase()
      await owner().user.create({ data: { id: userId, firmId, role: 'admin', email, name, subject: userId } })
      return { userId, firmId, role: 'admin' } as const
    }),
  )
  if (!one || !other) throw new Error('nobody')
  ;[ana, ben] = [one, other]
})

async function contact(more: Partial<Contact>): Promise<string> {
  const id = uuid()
  await createContact(ana.firmId, id, { ...EMPTY_CONTACT, ...more }, { userId: ana.userId })
  return id
}
const uploaded = (csv: string, actor = ana) =>
  storeMatterImport(actor, { fileName: 'matters.csv', bytes: new TextEncoder().encode(csv) })
const view = async (id: string, actor = ana) => {
  const read = await getMatterImport(actor, id)
  if (!read) throw new Error('no such import')
  return read
}
const all = { query: '', status: null, responsibleId: null, deleted: false }

it('imports once what the preview showed, with its history, and makes clients', async () => {
  const lima = await contact({ prefix: 'Dr.', firstName: 'Ana', lastName: 'Lima' })
  const ruiz = await contact({
    kind: 'company',
    company: 'Ruiz GmbH',
    emails: [{ value: 'x@ruiz.example', label: '' }],
  })
  const id = await uploaded(
    'Number,Client,Responsible,Related contacts\n1,ana lima,ben@firm.example,X@Ruiz.example (Judge)\n2,Nobody,,',
  )
  const { ready, problems } = await view(id)
  expect(ready.map(({ matter }) => matter)).toMatchObject([
    { number: '1', clientId: lima, responsibleId: ben.userId, related: [{ contactId: ruiz, role: 'Judge' }] },
  ])
  expect(problems).toMatchObject([{ line: 3, number: '2' }])
  expect(await countMatters(ana.firmId, all)).toBe(0)
  expect(await confirmMatterImport(ana, id)).toEqual({ kind: 'imported', count: 1 })
  expect(await confirmMatterImport(ana, id)).toEqual({ kind: 'already' })
  expect(await view(id)).toMatchObject({ count: 1, ready: [], problems: [] })
  expect(await countMatters(ana.firmId, all)).toBe(1)
  expect(await clientsAmong(ana.firmId, [lima, ruiz])).toEqual(new Set([lima]))
  const [made] = await owner().matter.findMany({ where: { firmId: ana.firmId } })
  expect(await matterHistory(ana.firmId, made?.id ?? '', 5)).toMatchObject([
    { version: 1, kind: 'create', author: 'Ana Pires', to: { number: '1' } },
  ])
  expect(await owner().contact.count({ where: { firmId: ana.firmId } })).toBe(2)
})

it('looks again each time: a contact that was added meanwhile is found, one that was deleted is not', async () => {
  const lima = await contact({ firstName: 'Ana', lastName: 'Lima' })
  const id = await uploaded('Number,Client\n1,Ana Lima\n2,Zoe New')
  await contact({ firstName: 'Zoe', lastName: 'New' })
  expect((await view(id)).ready).toHaveLength(2)
  await deleteContact(ana.firmId, lima, { userId: ana.userId })
  expect((await view(id)).ready.map(({ matter }) => matter.number)).toEqual(['2'])
  expect(await confirmMatterImport(ana, id)).toEqual({ kind: 'imported', count: 1 })
})

it('a matter of a used number stays as it is', async () => {
  await contact({ firstName: 'Ana', lastName: 'Lima' })
  await confirmMatterImport(ana, await uploaded('Number,Client,Description\nM-1,Ana Lima,first'))
  const id = await uploaded('Number,Client,Description\nm-1,Ana Lima,second')
  expect(await view(id)).toMatchObject({ ready: [], existing: [{ line: 2 }] })
  expect(await confirmMatterImport(ana, id)).toEqual({ kind: 'imported', count: 0 })
  const [made] = await owner().matter.findMany({ where: { firmId: ana.firmId } })
  expect(made?.description).toBe('first')
})

it('a contact that is only one person’s is no client, and colleagues do not learn of it', async () => {
  const aunt = await contact({ firstName: 'Secret', lastName: 'Aunt' })
  await withTransaction(ana, (tx) => setOnlyMine(tx, ana, aunt, true))
  const csv = 'Number,Client\n1,Secret Aunt'
  const reasonFor = async (actor: Actor) =>
    (await view(await uploaded(csv, actor), actor)).problems[0]?.reason
  expect(await reasonFor(ana)).toContain('only you see')
  expect(await reasonFor(ben)).toContain('No contact is called')
  expect(await confirmMatterImport(ana, await uploaded(csv))).toEqual({ kind: 'imported', count: 0 })
})
