// A check writes both sides of one contact, and something happens between the two halves: an edit in the account or here, a crash of the
// worker, a lost reply. Both sides end up equal, and nobody is asked about a value that only the sync wrote.
import { describe, expect, it } from 'vitest'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { owner, withDatabase } from '@/testing/database/test-database'
import { meanwhile, runUntilCrash } from '@/testing/model/crash-injection'
import { withCrashes } from '@/testing/model/with-crashes'
import { type Fixture, person, setUpFixture } from '@/testing/scenarios/fixture'

withDatabase()
withCrashes()

const phone = (value: string) => ({ phones: [{ value, label: 'Work' }] })
const ana = (more: Partial<Contact>) => person('Ana', 'Lima', more)
const OLD = { title: 'Clerk', company: 'Lima', ...phone('604-555-0100') }

/** Ana is synced; then her title is edited here, and her phone and company in the account. */
async function edited() {
  const fixture = await setUpFixture()
  const here = await fixture.addHere(ana(OLD))
  const there = fixture.account.add(ana(OLD))
  await fixture.start(await fixture.preview())
  await fixture.editHere(here, { title: 'Judge' })
  fixture.account.edit(there, ana({ ...OLD, company: 'Lima & Co', ...phone('604-555-0101') }))
  return { fixture, here, there }
}

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
  const [here] = (await fixture.here()).map(bare)
  expect(fixture.there().map(bare)).toEqual([here])
  return here
}

/** Its lease expires with time. */
async function workUntil(fixture: Fixture, nth: number) {
  await runUntilCrash(nth, async () => {
    await fixture.later()
  })
  await owner().accountLease.deleteMany({})
}

/** A check of this contact queries the database about seventy times, ten of them while it carries out the change. */
const MOMENTS = [1, 40, 54, 57, 58, 59, 60, 62, 66, 70, 74]

describe('the account changes while a check writes both sides, at its nth query', () => {
  it.each(MOMENTS)('%i: the same field again', async (nth) => {
    const { fixture, here, there } = await edited()
    const edit = async () => editThere(fixture, there, { company: 'Lima Inc', ...phone('604-555-0109') })
    await meanwhile(nth, edit, async () => {
      await fixture.later()
    })
    await quiet(fixture)
    const agreed = await agreedOn(fixture)
    expect(agreed).toMatchObject({ title: 'Judge', company: 'Lima Inc', ...phone('604-555-0109') })
    const history = await owner().contactEdit.findMany({
      where: { contactId: here },
      orderBy: { version: 'asc' },
    })
    expect(history.at(-1)?.to).toMatchObject({ company: 'Lima Inc' })
  })

  it.each(MOMENTS)('%i: another field', async (nth) => {
    const { fixture, there } = await edited()
    const edit = async () => editThere(fixture, there, { nickname: 'Annie' })
    await meanwhile(nth, edit, async () => {
      await fixture.later()
    })
    await quiet(fixture)
    const agreed = await agreedOn(fixture)
    expect(agreed).toMatchObject({ title: 'Judge', company: 'Lima & Co', nickname: 'Annie' })
  })
})

// For a worker, the moments after each answer count as well.
describe('the worker of such a check crashes at its nth await', () => {
  const ENDS = MOMENTS.map((nth) => 2 * nth)

  it.each(ENDS)('%i: and the account changes before the next one', async (nth) => {
    const { fixture, there } = await edited()
    await workUntil(fixture, nth)
    editThere(fixture, there, { company: 'Lima Inc', ...phone('604-555-0109') })
    await quiet(fixture)
    const agreed = await agreedOn(fixture)
    expect(agreed).toMatchObject({ title: 'Judge', company: 'Lima Inc', ...phone('604-555-0109') })
  })

  it.each(ENDS)('%i: and the contact is edited here before the next one', async (nth) => {
    const { fixture, here } = await edited()
    await workUntil(fixture, nth)
    const [now] = await fixture.here()
    // What came from the account is corrected here as well.
    const isHere = now?.company === 'Lima & Co'
    await fixture.editHere(here, { title: 'Chief judge', ...(isHere ? { company: 'Lima Inc' } : {}) })
    await quiet(fixture)
    const agreed = await agreedOn(fixture)
    expect(agreed).toMatchObject({ title: 'Chief judge', company: isHere ? 'Lima Inc' : 'Lima & Co' })
  })
})
