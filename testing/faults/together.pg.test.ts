// No combination of syncs duplicates a contact. Two people of a firm, each with their own account, whose runs have compared before either
// of them writes.

import { describe, expect, it } from 'vitest'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { lockAdditions } from '@/lib/store/address-book/additions'
import { contactHistory } from '@/lib/store/address-book/contact-history'
import { createContact, restoreContact } from '@/lib/store/address-book/contacts'
import { startPreview } from '@/lib/store/runs/runs'
import { accountOwnerOf } from '@/lib/store/sync/account-owner'
import { stopSync } from '@/lib/store/sync/syncs'
import { MINUTE } from '@/lib/time'
import { advance } from '@/lib/worker/advance'
import { tick } from '@/lib/worker/schedule'
import { owner, withDatabase } from '@/testing/database/test-database'
import { decideAsShown } from '@/testing/scenarios/as-shown'
import {
  continueAsShown,
  type Fixture,
  person,
  setUpFixture,
  startAsShown,
} from '@/testing/scenarios/fixture'
import { names } from '@/testing/scenarios/in-step'

withDatabase()

async function twoPeople() {
  const ana = await setUpFixture()
  const ben = await setUpFixture({ firmId: ana.actor.firmId })
  return { ana, ben, both: [ana, ben] }
}

/** Both compare; then both are started. */
async function previewBoth({ both }: { readonly both: readonly Fixture[] }) {
  for (const fixture of both) await fixture.preview()
}

const started = async (fixture: Fixture) => {
  const run = await owner().run.findFirstOrThrow({ where: { syncId: fixture.sync.id, state: 'ready' } })
  return fixture.start(run)
}

/** Past the warning that another person of the firm syncs. */
const acknowledged = async (fixture: Fixture, runId: string) => {
  await continueAsShown(fixture.actor, { id: runId })
  return fixture.work()
}

const jane = (more: Partial<Contact> = {}) => person('Jane', 'Doe', more)
const links = (fixture: Fixture) => owner().link.findMany({ where: { syncId: fixture.sync.id } })
const waiting = (fixture: Fixture) =>
  owner().change.findMany({
    where: { syncId: fixture.sync.id, state: 'waiting' },
    orderBy: { sortKey: 'asc' },
  })

/** Takes the open run through reading and comparing, and no further. */
async function compareOnly(fixture: Fixture): Promise<void> {
  let steps = 2
  const run = await owner().run.findFirstOrThrow({ where: { syncId: fixture.sync.id, state: 'reading' } })
  await advance(run.id, fixture.deps, () => steps-- > 0)
  expect(await owner().run.findUniqueOrThrow({ where: { id: run.id } })).toMatchObject({ state: 'applying' })
}

describe('two previews side by side that both add Jane', () => {
  it('add her once, and link both accounts to her', async () => {
    const people = await twoPeople()
    for (const { account } of people.both) account.add(jane())
    await previewBoth(people)
    for (const fixture of people.both) expect(await started(fixture)).toMatchObject({ state: 'done' })
    expect(names(await people.ana.here())).toEqual(['Jane Doe'])
    for (const fixture of people.both) expect(await links(fixture)).toHaveLength(1)
    for (const fixture of people.both) expect(fixture.there()).toHaveLength(1)
  })

  it('ask the second person if their Jane differs, and then merge them', async () => {
    const people = await twoPeople()
    const { ana, ben } = people
    ana.account.add(jane({ title: 'Partner' }))
    ben.account.add(jane({ nickname: 'Janie' }))
    await previewBoth(people)
    for (const fixture of people.both) await started(fixture)
    expect(await ana.here()).toMatchObject([{ title: 'Partner', nickname: '' }])
    const [asked] = await waiting(ben)
    expect(asked).toMatchObject({ kind: 'update', outdated: true })
    expect(await decideAsShown(ben.actor, asked?.id ?? '', { approved: true })).toBe(true)
    for (let round = 0; round < 2; round += 1) for (const fixture of people.both) await fixture.later()
    const whole = { title: 'Partner', nickname: 'Janie' }
    expect(await ana.here()).toMatchObject([whole])
    for (const fixture of people.both) expect(fixture.there()).toMatchObject([whole])
    expect(await waiting(ben)).toEqual([])
  })

  it('ask whether they are the same if that is not certain, and add her if not', async () => {
    const people = await twoPeople()
    const phones = [{ value: '+1 212 555 0123', label: 'Mobile' }]
    const emails = [{ value: 'robert.stone@example.com', label: '' }]
    people.ana.account.add(person('Robert', 'Stone', { phones, emails }))
    people.ben.account.add(person('Bob', 'Stone', { phones, emails }))
    await previewBoth(people)
    for (const fixture of people.both) await started(fixture)
    expect(names(await people.ana.here())).toEqual(['Robert Stone'])
    const [asked] = await waiting(people.ben)
    expect(asked).toMatchObject({ kind: 'question', undecided: true })
    await people.ben.later()
    expect(await waiting(people.ben)).toHaveLength(1)
    await decideAsShown(people.ben.actor, asked?.id ?? '', { samePerson: 'separate' })
    await people.ben.later()
    expect(names(await people.ana.here())).toEqual(['Bob Stone', 'Robert Stone'])
  })

  it('keep two Janes of one account apart', async () => {
    const people = await twoPeople()
    for (let duplicate = 0; duplicate < 2; duplicate += 1) people.ana.account.add(jane())
    people.ben.account.add(person('Cho', 'Min-ji'))
    await previewBoth(people)
    for (const fixture of people.both) await started(fixture)
    expect(names(await people.ana.here())).toEqual(['Cho Min-ji', 'Jane Doe', 'Jane Doe'])
  })
})

describe('two checks that both find Jane', () => {
  it('before either of them writes, add her once', async () => {
    const people = await twoPeople()
    const { ana, ben, both } = people
    await previewBoth(people)
    for (const fixture of both) await started(fixture)
    ana.account.add(jane({ title: 'Partner' }))
    ben.account.add(jane({ nickname: 'Janie' }))
    for (const fixture of both) fixture.pass(16 * MINUTE)
    await tick(ana.now())
    for (const fixture of both) await compareOnly(fixture)
    for (const fixture of both) await fixture.work()
    expect(names(await ana.here())).toEqual(['Jane Doe'])
    // What could not be written is planned again at once, not at the next regular check.
    await ben.later(0)
    expect(await links(ben)).toHaveLength(1)
    for (let round = 0; round < 2; round += 1) for (const fixture of both) await fixture.later()
    for (const fixture of both)
      expect(fixture.there()).toMatchObject([{ title: 'Partner', nickname: 'Janie' }])
    expect(names(await ana.here())).toEqual(['Jane Doe'])
  })
})

describe('adding contacts', () => {
  it('waits for another sync of the firm that is adding some', async () => {
    const { ana } = await twoPeople()
    ana.account.add(jane())
    const run = await ana.preview()
    await startAsShown(ana.actor, run)
    const { firmId } = ana.actor
    const { worked } = await owner().$transaction(async (tx) => {
      await lockAdditions(tx, firmId)
      const worked = ana.work()
      await Promise.race([worked, somebodyWaits()])
      await createContact(firmId, crypto.randomUUID(), jane(), { userId: null }, tx)
      return { worked }
    })
    await worked
    expect(names(await ana.here())).toEqual(['Jane Doe'])
    expect(await links(ana)).toHaveLength(1)
  })

  it('sees what was added by hand since the preview', async () => {
    const { ana } = await twoPeople()
    ana.account.add(jane())
    const run = await ana.preview()
    await ana.addHere(jane())
    await ana.start(run)
    expect(names(await ana.here())).toEqual(['Jane Doe'])
    expect(ana.there()).toHaveLength(1)
  })
})

describe('a contact that was deleted here and returns', () => {
  const backAgain = async (fixture: Fixture) => {
    await stopSync(fixture.actor, fixture.sync.id)
    const { id } = await fixture.preview()
    const run = await acknowledged(fixture, id)
    expect(await fixture.changes(id)).toMatchObject([{ kind: 'createLocal' }])
    return run
  }

  it('is the same contact in every account of the firm', async () => {
    const people = await twoPeople()
    const { ana, both } = people
    const id = await ana.addHere(jane())
    await previewBoth(people)
    for (const fixture of both) await started(fixture)
    await ana.deleteHere(id)
    for (const fixture of both) await fixture.later()
    await ana.start(await backAgain(ana))
    expect((await ana.here()).map((one) => one.id)).toEqual([id])
    const history = await contactHistory(ana.actor.firmId, id, 1)
    expect(history).toMatchObject([{ kind: 'restore', author: null }])
    for (const fixture of both) await fixture.later()
    for (const fixture of both) expect(fixture.there()).toHaveLength(1)
    for (const fixture of both) expect(await links(fixture)).toMatchObject([{ localId: id, tombstone: null }])
  })

  it('is not duplicated by an administrator who restores it meanwhile', async () => {
    const { ana } = await twoPeople()
    const id = await ana.addHere(jane())
    await ana.start(await ana.preview())
    await ana.deleteHere(id)
    await ana.later()
    const run = await backAgain(ana)
    await restoreContact(ana.actor.firmId, id, { userId: ana.actor.userId })
    await ana.start(run)
    await ana.later()
    expect((await ana.here()).map((one) => one.id)).toEqual([id])
    expect(ana.there()).toHaveLength(1)
    expect(await links(ana)).toMatchObject([{ localId: id, tombstone: null }])
  })
})

describe('one account connected by two people of the firm', () => {
  async function oneAccount() {
    const ana = await setUpFixture()
    const ben = await setUpFixture({ firmId: ana.actor.firmId, sharing: ana })
    return { ana, ben, both: [ana, ben] }
  }
  const active = (people: { readonly ana: Fixture }) =>
    owner().sync.count({ where: { firmId: people.ana.actor.firmId, state: 'active' } })

  it('is synced by the first of them, and the other cannot even preview it', async () => {
    const { ana, ben } = await oneAccount()
    await ana.start(await ana.preview())
    expect(await startPreview(ben.actor, ben.sync.id)).toBeNull()
    expect(await accountOwnerOf(ben.actor, ben.connection)).toMatchObject({ name: 'Ana Lima' })
    expect(await accountOwnerOf(ana.actor, ana.connection)).toBeNull()
    await stopSync(ana.actor, ana.sync.id)
    expect(await accountOwnerOf(ben.actor, ben.connection)).toBeNull()
    expect(await startPreview(ben.actor, ben.sync.id)).not.toBeNull()
  })

  it('is started by one of two who press Start Sync at once', async () => {
    const people = await oneAccount()
    people.ana.account.add(jane())
    const runs = [await people.ana.preview(), await people.ben.preview()]
    const outcomes = await Promise.all(
      people.both.map((fixture, at) => startAsShown(fixture.actor, runs[at] ?? { id: '' })),
    )
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['kept', 'started'])
    expect(await active(people)).toBe(1)
    expect(await owner().run.count({ where: { id: { in: runs.map(({ id }) => id) }, state: 'ready' } })).toBe(
      1,
    )
  })

  it('is taken over with its bases after the first has stopped', async () => {
    const { ana, ben } = await oneAccount()
    const plain = { emails: [], phones: [] }
    await ana.addHere(person('Cho', 'Min-ji', plain))
    ana.account.add(person('Dan', 'Roth', { ...plain, title: 'Clerk' }))
    const eve = ana.account.add(person('Eve', 'Stone', plain))
    await ana.start(await ana.preview())
    await stopSync(ana.actor, ana.sync.id)
    const [, dan] = await ana.here()
    await ana.editHere(dan?.id ?? '', { title: '' })
    ana.account.edit(eve, person('Eve', 'Stone', { ...plain, nickname: 'Evi' }))
    const run = await ben.preview()
    expect((await ben.changes(run.id)).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'update Dan Roth',
      'update Eve Stone',
    ])
    await ben.start(run)
    const expected = [
      { lastName: 'Min-ji' },
      { lastName: 'Roth', title: '' },
      { lastName: 'Stone', nickname: 'Evi' },
    ]
    const byName = <T extends { lastName: string }>(all: readonly T[]) =>
      [...all].sort((a, b) => a.lastName.localeCompare(b.lastName))
    expect(byName(await ben.here())).toMatchObject(expected)
    expect(byName(ben.there())).toMatchObject(expected)
  })

  it('goes back to the first of them, who continues from the bases of the second', async () => {
    const { ana, ben } = await oneAccount()
    const id = await ana.addHere(jane({ emails: [] }))
    await ana.start(await ana.preview())
    await stopSync(ana.actor, ana.sync.id)
    await ben.start(await ben.preview())
    await ben.editHere(id, { title: 'Partner' })
    await ben.later()
    expect(ben.there()).toMatchObject([{ title: 'Partner' }])
    await stopSync(ben.actor, ben.sync.id)
    await ben.editHere(id, { title: '' })
    const run = await ana.preview()
    expect(await ana.changes(run.id)).toMatchObject([{ kind: 'update', undecided: false }])
    await ana.start(run)
    expect(ana.there()).toMatchObject([{ title: '' }])
    expect(await ana.here()).toMatchObject([{ title: '' }])
  })
})

/** Ends once a connection to the test's database waits for another one's lock. */
async function somebodyWaits(): Promise<void> {
  for (;;) {
    const waiting = await owner().$queryRaw<unknown[]>`
      select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    if (waiting.length > 0) return
  }
}
