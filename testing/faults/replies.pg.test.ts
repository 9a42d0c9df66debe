// Writes whose reply was lost: the account's later value becomes the base, whatever else has changed.
import { expect, test } from 'vitest'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { stopSync } from '@/lib/store/sync/syncs'
import { owner, withDatabase } from '@/testing/database/test-database'
import { type Fixture, person, setUpFixture } from '@/testing/scenarios/fixture'

withDatabase()

const ana = (more: Partial<Contact> = {}) => person('Ana', 'Lima', more)
const phone = (value: string) => ({ phones: [{ value, label: 'Work' }] })

const editThere = (fixture: Fixture, id: string, change: Partial<Contact>) => {
  const now = fixture.account.look(id)
  if (now) fixture.account.edit(id, { ...now.contact, ...change })
}

async function quiet(fixture: Fixture) {
  for (let checks = 0; checks < 3; checks += 1) await fixture.later()
}

async function agreedOn(fixture: Fixture) {
  const asked = await owner().change.findMany({ where: { syncId: fixture.sync.id, state: 'waiting' } })
  expect(asked.map(({ body }) => body)).toEqual([])
  const bare = ({ id: _, ...contact }: Contact & { readonly id: string }) => contact
  const here = (await fixture.here()).map(bare)
  expect(fixture.there().map(bare)).toEqual(here)
  expect(here).toHaveLength(1)
  return here[0]
}

const states = async (fixture: Fixture) =>
  (await owner().change.findMany({ where: { syncId: fixture.sync.id }, orderBy: { createdAt: 'asc' } })).map(
    ({ kind, state }) => `${kind} ${state}`,
  )

async function inStep(contact = ana({ title: 'Clerk', ...phone('604-555-0100') })) {
  const fixture = await setUpFixture()
  const here = await fixture.addHere(contact)
  const there = fixture.account.add(contact)
  await fixture.start(await fixture.preview())
  return { fixture, here, there }
}

/** A check created a contact in the account, and no reply came. */
async function created() {
  const fixture = await setUpFixture({ limits: { lagMs: 0 } })
  await fixture.start(await fixture.preview())
  const here = await fixture.addHere(ana({ title: 'Clerk', ...phone('604-555-0100') }))
  fixture.account.fail({ on: 'push', kind: 'lost' })
  await fixture.later()
  const [there = ''] = fixture.account.ids()
  expect(await states(fixture)).toEqual(['createRemote sent'])
  return { fixture, here, there }
}

const EDIT = { title: 'Judge', ...phone('604-555-0109') }

test('a contact that was created without a reply and then edited here is edited there', async () => {
  const { fixture, here } = await created()
  await fixture.editHere(here, EDIT)
  await quiet(fixture)
  expect(await agreedOn(fixture)).toMatchObject(EDIT)
  expect(await states(fixture)).toEqual(['createRemote applied', 'update applied'])
})

test('a contact that was created without a reply and then edited there is edited here', async () => {
  const { fixture, there } = await created()
  editThere(fixture, there, EDIT)
  await quiet(fixture)
  expect(await agreedOn(fixture)).toMatchObject(EDIT)
})

test('a contact that was created without a reply and then edited on both sides has both edits', async () => {
  const { fixture, here, there } = await created()
  await fixture.editHere(here, { title: 'Judge' })
  editThere(fixture, there, phone('604-555-0109'))
  await quiet(fixture)
  expect(await agreedOn(fixture)).toMatchObject(EDIT)
})

test('a contact that was created without a reply and not edited is linked, and nothing is written', async () => {
  const { fixture } = await created()
  await quiet(fixture)
  await agreedOn(fixture)
  expect(await states(fixture)).toEqual(['createRemote applied'])
})

test('a contact that was created without a reply and then renamed here is still the same contact', async () => {
  const { fixture, here } = await created()
  await fixture.editHere(here, { lastName: 'Okafor', emails: [], phones: [] })
  await quiet(fixture)
  expect(await agreedOn(fixture)).toMatchObject({ lastName: 'Okafor', emails: [], phones: [] })
})

test('an update without a reply that shows there is done', async () => {
  const { fixture, here } = await inStep()
  await fixture.editHere(here, { title: 'Judge' })
  fixture.account.fail({ on: 'push', kind: 'lost' })
  await fixture.later()
  expect(await agreedOn(fixture)).toMatchObject({ title: 'Judge' })
  expect((await states(fixture)).at(-1)).toBe('update applied')
  const link = await owner().link.findFirstOrThrow({ where: { syncId: fixture.sync.id } })
  expect([link.baseLocal, link.baseRemote]).toMatchObject([{ title: 'Judge' }, { title: 'Judge' }])
})

/** The account stops answering after it has done what was sent. */
async function silenced(fixture: Fixture) {
  fixture.account.fail({ on: 'push', kind: 'lost' })
  fixture.account.fail({ on: 'read', kind: 'unavailable', times: 100 })
  await fixture.later()
}

const LATER = { title: 'Chief judge', ...phone('604-555-0109') }

test('an update without a reply, and edited here since, is no conflict', async () => {
  const { fixture, here } = await inStep()
  await fixture.editHere(here, { title: 'Judge' })
  await silenced(fixture)
  await fixture.editHere(here, LATER)
  fixture.account.heal()
  await quiet(fixture)
  expect(await agreedOn(fixture)).toMatchObject(LATER)
})

test('an update without a reply, edited here since and there in another field, is no conflict', async () => {
  const { fixture, here, there } = await inStep()
  await fixture.editHere(here, { title: 'Judge' })
  editThere(fixture, there, { company: 'Lima & Co' })
  await silenced(fixture)
  await fixture.editHere(here, { title: 'Chief judge', company: 'Lima Inc' })
  editThere(fixture, there, phone('604-555-0109'))
  fixture.account.heal()
  await quiet(fixture)
  const becomes = { title: 'Chief judge', company: 'Lima Inc', ...phone('604-555-0109') }
  expect(await agreedOn(fixture)).toMatchObject(becomes)
})

test('if the sync was stopped before the reply came, setting up again asks nothing', async () => {
  const { fixture, here } = await inStep()
  await fixture.editHere(here, { title: 'Judge' })
  await silenced(fixture)
  await stopSync(fixture.actor, fixture.sync.id)
  await fixture.editHere(here, LATER)
  fixture.account.heal()
  const run = await fixture.preview()
  expect((await fixture.changes(run.id)).filter(({ undecided }) => undecided)).toEqual([])
  await fixture.start(run)
  expect(await agreedOn(fixture)).toMatchObject(LATER)
})

test('an edit there that a lost write never reached is asked about', async () => {
  const { fixture, here, there } = await inStep()
  await fixture.editHere(here, { title: 'Judge' })
  fixture.account.fail({ on: 'push', kind: 'dropped' })
  fixture.account.fail({ on: 'read', kind: 'unavailable', times: 100 })
  await fixture.later()
  editThere(fixture, there, { title: 'Partner' })
  fixture.account.heal()
  await quiet(fixture)
  const asked = await owner().change.findMany({ where: { syncId: fixture.sync.id, state: 'waiting' } })
  expect(asked).toHaveLength(1)
})

/** Two that no sync has linked yet: each side has what the other lacks. */
async function unlinked() {
  const fixture = await setUpFixture()
  const here = await fixture.addHere(ana({ title: 'Clerk' }))
  const there = fixture.account.add(ana({ company: 'Lima', ...phone('604-555-0100') }))
  const run = await fixture.preview()
  return { fixture, here, there, run }
}

test('a first sync that wrote its half here and then found another value there shows the rest and asks nothing', async () => {
  const { fixture, there, run } = await unlinked()
  const { push } = fixture.account.provider
  let edits = 1
  const moving = {
    ...fixture.account.provider,
    push: async (...args: Parameters<typeof push>) => {
      if (edits-- > 0) editThere(fixture, there, { company: 'Lima & Co', ...phone('604-555-0109') })
      return push(...args)
    },
  }
  Object.assign(fixture.deps, { open: () => moving })
  await fixture.start(run)
  const [change] = await fixture.changes(run.id)
  expect(change).toMatchObject({ state: 'waiting', outdated: true, undecided: false })
  const [here] = await fixture.here()
  expect(here).toMatchObject({ title: 'Clerk', company: 'Lima', ...phone('604-555-0100') })
})

test('a first sync whose half is written here continues if only the version has changed there', async () => {
  const { fixture, there, run } = await unlinked()
  const { push } = fixture.account.provider
  let edits = 1
  const moving = {
    ...fixture.account.provider,
    push: async (...args: Parameters<typeof push>) => {
      const now = fixture.account.look(there)
      if (now && edits-- > 0) fixture.account.edit(there, now.contact, 'a photo')
      return push(...args)
    },
  }
  Object.assign(fixture.deps, { open: () => moving })
  await fixture.start(run)
  expect(await agreedOn(fixture)).toMatchObject({ title: 'Clerk', company: 'Lima' })
  const [change] = await fixture.changes(run.id)
  expect(change).toMatchObject({ state: 'applied', body: { local: { to: { company: 'Lima' } } } })
})
