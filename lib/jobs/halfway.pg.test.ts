// A check writes both sides of one contact, and something comes between its two halves: an edit in the account or here, the end of
// the worker, a lost reply. Both sides come to say the same, and nobody is asked about a value that only the sync wrote.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Contact } from '@/lib/contacts/contact'
import { closeQueue } from '@/lib/db/queue'
import { owner, withDatabase } from '@/lib/db/testing'
import { liveFor, makeQueriesMortal, meanwhile } from './model/mortal'
import { person, type Stage, setStage } from './stage'

withDatabase()
let undo: () => void
beforeAll(() => {
  undo = makeQueriesMortal()
})
afterAll(async () => {
  undo()
  await closeQueue()
})

const phone = (value: string) => ({ phones: [{ value, label: 'Work' }] })
const ana = (more: Partial<Contact>) => person('Ana', 'Lima', more)
const OLD = { title: 'Clerk', company: 'Lima', ...phone('604-555-0100') }

/** Ana in step; then her title is edited here, and her phone and company in the account. */
async function edited() {
  const stage = await setStage()
  const here = await stage.addHere(ana(OLD))
  const there = stage.account.add(ana(OLD))
  await stage.start(await stage.preview())
  await stage.editHere(here, { title: 'Judge' })
  stage.account.edit(there, ana({ ...OLD, company: 'Lima & Co', ...phone('604-555-0101') }))
  return { stage, here, there }
}

const editThere = (stage: Stage, id: string, change: Partial<Contact>) => {
  const now = stage.account.look(id)
  if (now) stage.account.edit(id, { ...now.contact, ...change })
}

async function quiet(stage: Stage) {
  for (let checks = 0; checks < 3; checks += 1) await stage.later()
}

async function agreedOn(stage: Stage) {
  const asked = await owner().change.findMany({ where: { syncId: stage.sync.id, state: 'waiting' } })
  expect(asked.map(({ body }) => body)).toEqual([])
  const bare = ({ id: _, ...contact }: Contact & { readonly id: string }) => contact
  const [here] = (await stage.here()).map(bare)
  expect(stage.there().map(bare)).toEqual([here])
  return here
}

/** Its lease lapses with time. */
async function workUntil(stage: Stage, nth: number) {
  await liveFor(nth, async () => {
    await stage.later()
  })
  await owner().lane.deleteMany({})
}

/** A check of this contact asks the database some seventy times, ten of them while it carries the change out. */
const MOMENTS = [1, 40, 54, 57, 58, 59, 60, 62, 66, 70, 74]

describe('the account changes while a check writes both sides, at its nth question to the database', () => {
  it.each(MOMENTS)('%i: the same field once more', async (nth) => {
    const { stage, here, there } = await edited()
    const edit = async () => editThere(stage, there, { company: 'Lima Inc', ...phone('604-555-0109') })
    await meanwhile(nth, edit, async () => {
      await stage.later()
    })
    await quiet(stage)
    const said = await agreedOn(stage)
    expect(said).toMatchObject({ title: 'Judge', company: 'Lima Inc', ...phone('604-555-0109') })
    const history = await owner().contactEdit.findMany({
      where: { contactId: here },
      orderBy: { version: 'asc' },
    })
    expect(history.at(-1)?.to).toMatchObject({ company: 'Lima Inc' })
  })

  it.each(MOMENTS)('%i: another field', async (nth) => {
    const { stage, there } = await edited()
    const edit = async () => editThere(stage, there, { nickname: 'Annie' })
    await meanwhile(nth, edit, async () => {
      await stage.later()
    })
    await quiet(stage)
    const said = await agreedOn(stage)
    expect(said).toMatchObject({ title: 'Judge', company: 'Lima & Co', nickname: 'Annie' })
  })
})

// Of a worker the moments after each answer count as well.
describe('the worker of such a check ends, at its nth await', () => {
  const ENDS = MOMENTS.map((nth) => 2 * nth)

  it.each(ENDS)('%i: and the account changes before the next one', async (nth) => {
    const { stage, there } = await edited()
    await workUntil(stage, nth)
    editThere(stage, there, { company: 'Lima Inc', ...phone('604-555-0109') })
    await quiet(stage)
    const said = await agreedOn(stage)
    expect(said).toMatchObject({ title: 'Judge', company: 'Lima Inc', ...phone('604-555-0109') })
  })

  it.each(ENDS)('%i: and the contact is edited here before the next one', async (nth) => {
    const { stage, here } = await edited()
    await workUntil(stage, nth)
    const [now] = await stage.here()
    // What has come from the account is corrected here as well.
    const isHere = now?.company === 'Lima & Co'
    await stage.editHere(here, { title: 'Chief judge', ...(isHere ? { company: 'Lima Inc' } : {}) })
    await quiet(stage)
    const said = await agreedOn(stage)
    expect(said).toMatchObject({ title: 'Chief judge', company: isHere ? 'Lima Inc' : 'Lima & Co' })
  })
})
