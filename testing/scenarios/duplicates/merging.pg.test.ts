// Duplicates within the firm's contacts: a worker finds them, a person merges them, and takes the merge back.

import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { stepWords } from '@/components/contacts/history-words'
import { mergedWords } from '@/components/contacts/merged-words'
import { unite } from '@/lib/domains/contacts/merge/unite'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { contactHistory } from '@/lib/store/address-book/contact-history'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { getContact } from '@/lib/store/address-book/contacts'
import { replacementOf } from '@/lib/store/address-book/replacements'
import { DEFAULT_SETTINGS } from '@/lib/store/address-book/values'
import { db } from '@/lib/store/database/client'
import { dueScans } from '@/lib/store/database/cross-tenant'
import {
  askForScan,
  claimScan,
  type DuplicatesGroup,
  duplicateGroups,
  keepApart,
  storeGroups,
} from '@/lib/store/duplicates/groups'
import { mergeDuplicates, survivorOf, undoableMerge, undoMerge } from '@/lib/store/duplicates/merging'
import { REFERENCES } from '@/lib/store/duplicates/references'
import { setSyncSettings } from '@/lib/store/sync/syncs'
import { HOUR } from '@/lib/time'
import { findDuplicatesOf } from '@/lib/worker/find-duplicates'
import { ownerPool, withDatabase } from '@/testing/database/test-database'
import { decideAsShown } from '@/testing/scenarios/as-shown'
import { type Fixture, person, setUpFixture } from '@/testing/scenarios/fixture'

withDatabase()

let ana: Fixture
let firmId: string
beforeEach(async () => {
  ana = await setUpFixture()
  firmId = ana.actor.firmId
})

const work = (value: string) => ({ value, label: 'Work' })
const home = person('Zoë', 'Roth', { emails: [work('zoe@roth.example')], title: 'Partner' })
const office = person('Zoë', 'Roth', {
  emails: [work('zoe@roth.example'), work('z.roth@office.example')],
  title: 'Counsel',
  phones: [work('+1 212 555 0199')],
})

const look = async () => {
  const later = new Date(Date.now() + HOUR)
  await askForScan(firmId)
  await findDuplicatesOf(firmId, later)
  return (await duplicateGroups(ana.actor, null)).groups
}

const idsOf = (group: DuplicatesGroup | undefined) => group?.contacts.map(({ id }) => id) ?? []

async function mergeGroup(group: DuplicatesGroup | undefined, more: Partial<Contact> = {}) {
  const [first, ...others] = group?.contacts ?? []
  if (!group || !first) throw new Error('no group')
  const contact = { ...unite([contactFromRow(first), ...others.map(contactFromRow)]), ...more }
  const shown = group.contacts.map(({ id, version }) => ({ id, version }))
  expect(await mergeDuplicates(ana.actor, { survivorId: first.id, shown, contact })).toBe('merged')
  return first.id
}

describe('a look for duplicates', () => {
  it('finds contacts of one person, and says so until it was decided', async () => {
    const [one, other] = [await ana.addHere(home), await ana.addHere(office)]
    await ana.addHere(person('Max', 'Other'))
    const [group, ...more] = await look()
    expect(more).toEqual([])
    expect(idsOf(group).sort()).toEqual([one, other].sort())
    expect(group?.reasons.length).toBeGreaterThan(0)
    await keepApart(ana.actor, idsOf(group))
    expect((await duplicateGroups(ana.actor, null)).groups).toEqual([])
    expect(await look()).toEqual([])
  })

  it('leaves out two who were kept separate in a preview, now that both are here', async () => {
    await ana.addHere(home)
    ana.account.add(person('Zoe', 'Roth', { ...office, firstName: 'Zoe' }))
    const run = await ana.preview()
    const [question] = await ana.changes(run.id)
    expect(question?.kind).toBe('question')
    await decideAsShown(ana.actor, question?.id ?? '', { samePerson: 'separate' })
    await ana.start(run)
    expect(await ana.here()).toHaveLength(2)
    expect(await look()).toEqual([])
    await ana.addHere({ ...home, title: 'Judge' })
    expect((await look()).length).toBeGreaterThan(0)
  })

  it('finds a group again under its id, so that a page that shows it stays valid', async () => {
    await ana.addHere(home)
    await ana.addHere(office)
    const [first] = await look()
    await ana.addHere(person('Max', 'Other'))
    expect((await look()).map(({ id }) => id)).toEqual([first?.id])
    expect(z.uuid().parse(first?.id)).toBe(first?.id)
  })

  it('is due after an edit, and no longer once it is done', async () => {
    await askForScan(firmId)
    const isDue = async () => (await dueScans(new Date(Date.now() + HOUR), 100)).includes(firmId)
    expect(await isDue()).toBe(true)
    await look()
    expect(await isDue()).toBe(false)
  })

  it('is due later after an edit if the last look took long', async () => {
    const [now, tookMs] = [new Date(), 60_000]
    await askForScan(firmId, now)
    const later = new Date(now.getTime() + HOUR)
    const until = await claimScan(firmId, later)
    if (until === null) throw new Error('No look is due')
    await storeGroups(firmId, [], { until, now: later, tookMs })
    await askForScan(firmId, now)
    const isDueAfter = async (ms: number) =>
      (await dueScans(new Date(now.getTime() + ms), 100)).includes(firmId)
    expect([await isDueAfter(19 * tookMs), await isDueAfter(21 * tookMs)]).toEqual([false, true])
  })

  it('asks about private contacts only their person', async () => {
    const mine = { ownerId: ana.actor.userId, userId: ana.actor.userId }
    const { createContact } = await import('@/lib/store/address-book/contacts')
    for (const contact of [home, office]) await createContact(ana.actor, crypto.randomUUID(), contact, mine)
    await ana.addHere(home)
    expect((await look()).map((group) => group.contacts.length)).toEqual([2])
    const colleague = { ...ana.actor, userId: crypto.randomUUID() }
    expect((await duplicateGroups(colleague, null)).groups).toEqual([])
  })
})

describe('a merge', () => {
  it('leaves one contact with all values, the history of both, and the other one in the bin', async () => {
    const ids = [await ana.addHere(home), await ana.addHere(office)]
    const survivorId = await mergeGroup((await look())[0])
    const [gone] = ids.filter((id) => id !== survivorId)
    const here = await ana.here()
    expect(here).toMatchObject([{ id: survivorId, title: 'Partner', notes: 'Other title: Counsel' }])
    expect(here[0]?.emails.map(({ value }) => value)).toEqual(['zoe@roth.example', 'z.roth@office.example'])
    const history = await contactHistory(ana.actor, survivorId, 10)
    expect(history.map(({ kind }) => kind)).toEqual(['merge', 'create', 'create'])
    const merged = await getContact(firmId, gone ?? '')
    const known = merged ? [contactFromRow(merged)] : []
    expect(history.map(({ mergedWith }) => mergedWith)).toEqual([{ count: 1, known }, null, null])
    expect(await survivorOf(ana.actor, gone ?? '')).toBe(survivorId)
    expect((await replacementOf(ana.actor, gone ?? ''))?.id).toBe(survivorId)
    expect((await duplicateGroups(ana.actor, null)).groups).toEqual([])
  })

  it('keeps a contact chosen that a sync had chosen by hand, until it is undone', async () => {
    const ids = [await ana.addHere(home), await ana.addHere(office)]
    const [group] = await look()
    const survivorId = group?.contacts[0]?.id ?? ''
    const syncId = ana.sync.id
    const other = ids.find((id) => id !== survivorId) ?? ''
    await db(firmId).handChosen.create({ data: { syncId, firmId, localId: other } })
    const chosen = async () =>
      (await db(firmId).handChosen.findMany({ where: { syncId } })).map(({ localId }) => localId).sort()
    await mergeGroup(group)
    expect(await chosen()).toEqual([...ids].sort())
    const merge = await undoableMerge(ana.actor, survivorId)
    expect(await undoMerge(ana.actor, merge?.id ?? '')).toBe(true)
    expect(await chosen()).toEqual([other])
  })

  it('that is undone names in the history of each contact the other one', async () => {
    const ids = [await ana.addHere(home), await ana.addHere(office)]
    const survivorId = await mergeGroup((await look())[0])
    const other = ids.find((id) => id !== survivorId) ?? ''
    const merge = await undoableMerge(ana.actor, survivorId)
    expect(await undoMerge(ana.actor, merge?.id ?? '')).toBe(true)
    for (const [id, named] of [
      [survivorId, other],
      [other, survivorId],
    ] as const) {
      const row = await getContact(firmId, named)
      const [step] = await contactHistory(ana.actor, id, 1)
      if (!row || !step) throw new Error('nothing in the history')
      const words = mergedWords({ count: 1, known: [contactFromRow(row)] })
      expect(stepWords(step, 'Google')).toBe(`Merge with ${words} undone by Ana Lima`)
    }
  })

  it('does nothing if a contact is not as it was shown', async () => {
    await ana.addHere(home)
    await ana.addHere(office)
    const [group] = await look()
    const [first] = group?.contacts ?? []
    await ana.editHere(first?.id ?? '', { nickname: 'Zo' })
    const shown = group?.contacts.map(({ id, version }) => ({ id, version })) ?? []
    const merging = { survivorId: first?.id ?? '', shown, contact: home }
    expect(await mergeDuplicates(ana.actor, merging)).toBe('changed')
    expect(await ana.here()).toHaveLength(2)
  })

  it('writes the result to the account that had the merged contact', async () => {
    await ana.addHere(home)
    await ana.start(await ana.preview())
    const inGoogle = ana.there()[0]?.id
    await ana.addHere(office)
    const [group] = await look()
    // The contact that is linked is the survivor; the merge is the other way round here.
    const rows = [...(group?.contacts ?? [])].reverse()
    const shown = rows.map(({ id, version }) => ({ id, version }))
    const contact = unite([office, home])
    expect(await mergeDuplicates(ana.actor, { survivorId: rows[0]?.id ?? '', shown, contact })).toBe('merged')
    await ana.later()
    expect(ana.there()).toMatchObject([{ id: inGoogle, title: 'Counsel' }])
    await ana.later()
    expect(ana.there()).toHaveLength(1)
    expect(await ana.here()).toHaveLength(1)
  })

  it.each(['keep', 'delete'] as const)(
    'of two contacts of one account neither deletes nor doubles the surplus one there, if deletions here %s it',
    async (onLocalDelete) => {
      await ana.addHere(home)
      await ana.addHere(office)
      await ana.start(await ana.preview())
      expect(ana.there()).toHaveLength(2)
      await setSyncSettings(ana.actor, ana.sync.id, { ...DEFAULT_SETTINGS, onLocalDelete })
      const [group] = await look()
      expect(group?.accounts).toEqual([{ provider: 'google', email: 'ana@example.com', count: 2 }])
      await mergeGroup(group)
      await ana.later()
      await ana.later()
      expect(ana.there()).toHaveLength(2)
      expect(await ana.here()).toHaveLength(1)
      const excluded = await db(firmId).exclusion.findMany({ where: { syncId: ana.sync.id } })
      expect(excluded.map(({ name }) => name)).toEqual(['Zoë Roth (merged here)'])
    },
  )
})

describe('undoing a merge', () => {
  it('brings back both contacts, their links and their values, and keeps later edits', async () => {
    const ids = [await ana.addHere(home), await ana.addHere(office)]
    await ana.start(await ana.preview())
    const survivorId = await mergeGroup((await look())[0])
    await ana.later()
    await ana.editHere(survivorId, { nickname: 'Zo' })
    const merge = await undoableMerge(ana.actor, survivorId)
    expect(merge).toMatchObject({ count: 1, author: 'Ana Lima' })
    expect(await undoMerge(ana.actor, merge?.id ?? '')).toBe(true)
    expect(await undoMerge(ana.actor, merge?.id ?? '')).toBe(false)
    const here = await ana.here()
    expect(here.map(({ id }) => id).sort()).toEqual([...ids].sort())
    const [kept, back] = [here.find(({ id }) => id === survivorId), here.find(({ id }) => id !== survivorId)]
    expect(kept).toMatchObject({ nickname: 'Zo', title: 'Partner', notes: '', phones: [] })
    expect(back).toMatchObject({ title: 'Counsel', emails: office.emails })
    await ana.later()
    await ana.later()
    const titles = (contacts: readonly Contact[]) => contacts.map(({ title }) => title).sort()
    expect(titles(ana.there())).toEqual(['Counsel', 'Partner'])
    expect(titles(await ana.here())).toEqual(['Counsel', 'Partner'])
    expect(await db(firmId).exclusion.count({ where: { syncId: ana.sync.id } })).toBe(0)
    expect(await look()).toEqual([])
    expect((await getContact(firmId, back?.id ?? ''))?.mergedIntoId).toBeNull()
  })

  it('is offered for 30 days', async () => {
    await ana.addHere(home)
    await ana.addHere(office)
    const survivorId = await mergeGroup((await look())[0])
    const merge = await undoableMerge(ana.actor, survivorId)
    await db(firmId).contactMerge.updateMany({ data: { at: new Date(Date.now() - 31 * 24 * HOUR) } })
    expect(await undoableMerge(ana.actor, survivorId)).toBeNull()
    expect(await undoMerge(ana.actor, merge?.id ?? '')).toBe(false)
  })
})

it('every column that refers to a contact is known to merges', async () => {
  const { rows } = await ownerPool().query<{ name: string }>(`
    select c.relname || '.' || a.attname as name from pg_constraint k
    join pg_class c on c.oid = k.conrelid
    join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
    where k.contype = 'f' and k.confrelid = '"Contact"'::regclass
    union
    select table_name || '.' || column_name from information_schema.columns
    where table_schema = 'public' and column_name in ('localId', 'contactId', 'clientId')`)
  expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(REFERENCES).sort())
})
