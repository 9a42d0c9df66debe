import { beforeEach, expect, it } from 'vitest'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import type { Actor } from '@/lib/store/firm/actor'
import { owner, withDatabase } from '@/testing/database/test-database'
import { contactHistory } from './contact-history'
import { contactFromRow } from './contact-row'
import { saveForm } from './contact-saving'
import { deleteContact, getContact, updateContact } from './contacts'

withDatabase()

const typed = { ...EMPTY_CONTACT, firstName: 'Ana', lastName: 'Lima' }
let ana: Actor
let id = ''

beforeEach(async () => {
  ana = { userId: crypto.randomUUID(), firmId: crypto.randomUUID(), role: 'member' }
  id = crypto.randomUUID()
  const { userId, firmId, role } = ana
  await owner().firm.create({ data: { id: firmId, name: 'Ours' } })
  const person = { id: userId, firmId, role, subject: userId, name: 'Ana', email: 'ana@example.com' }
  await owner().user.create({ data: person })
})

it('a form sent twice creates one contact', async () => {
  const saved = await Promise.all([1, 2].map(() => saveForm(ana, { id, version: 0, contact: typed })))
  expect(saved).toEqual([{ kind: 'saved' }, { kind: 'saved' }])
  expect(await contactHistory(ana.firmId, id, 9)).toHaveLength(1)
})

it('a form that was saved, gone back to and changed is an edit of what it made', async () => {
  await saveForm(ana, { id, version: 0, contact: typed })
  await saveForm(ana, { id, version: 0, contact: { ...typed, title: 'Judge' } })
  const row = await getContact(ana.firmId, id)
  expect(row && contactFromRow(row)).toEqual({ ...typed, title: 'Judge' })
})

it('a form that did not see a later edit is told what it says, what it said and who did it', async () => {
  await saveForm(ana, { id, version: 0, contact: typed })
  await updateContact(ana.firmId, id, 1, { ...typed, title: 'Judge' }, { userId: ana.userId })
  const saved = await saveForm(ana, { id, version: 1, contact: { ...typed, lastName: 'Limas' } })
  expect(saved).toMatchObject({
    kind: 'stale',
    base: typed,
    now: { title: 'Judge' },
    version: 2,
    author: 'Ana',
  })
})

it('two forms that say the same are both saved', async () => {
  await saveForm(ana, { id, version: 0, contact: typed })
  const edited = { ...typed, title: 'Judge' }
  await updateContact(ana.firmId, id, 1, edited, { userId: null })
  expect(await saveForm(ana, { id, version: 1, contact: edited })).toEqual({ kind: 'saved' })
})

it('a form of a contact that was deleted meanwhile is told so', async () => {
  await saveForm(ana, { id, version: 0, contact: typed })
  await deleteContact(ana.firmId, id, { userId: ana.userId })
  expect(await saveForm(ana, { id, version: 1, contact: typed })).toMatchObject({
    kind: 'deleted',
    author: 'Ana',
  })
  expect(await saveForm({ ...ana, firmId: crypto.randomUUID() }, { id, version: 1, contact: typed })).toEqual(
    {
      kind: 'missing',
    },
  )
})
