// Writes whose reply was lost: what the account shows of them later is agreed on, whatever has moved on meanwhile.
import { afterAll, expect, test } from 'vitest'
import type { Contact } from '@/lib/contacts/contact'
import { closeQueue } from '@/lib/db/queue'
import { stopSync } from '@/lib/db/syncs'
import { owner, withDatabase } from '@/lib/db/testing'
import { person, type Stage, setStage } from './stage'

withDatabase()
afterAll(closeQueue)

const ana = (more: Partial<Contact> = {}) => person('Ana', 'Lima', more)
const phone = (value: string) => ({ phones: [{ value, label: 'Work' }] })

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
  const here = (await stage.here()).map(bare)
  expect(stage.there().map(bare)).toEqual(here)
  expect(here).toHaveLength(1)
  return here[0]
}

const states = async (stage: Stage) =>
  (await owner().change.findMany({ where: { syncId: stage.sync.id }, orderBy: { createdAt: 'asc' } })).map(
    ({ kind, state }) => `${kind} ${state}`,
  )

async function inStep(contact = ana({ title: 'Clerk', ...phone('604-555-0100') })) {
  const stage = await setStage()
  const here = await stage.addHere(contact)
  const there = stage.account.add(contact)
  await stage.start(await stage.preview())
  return { stage, here, there }
}

/** A contact was created in the account by a check, and no reply came. */
async function created() {
  const stage = await setStage({ limits: { lagMs: 0 } })
  await stage.start(await stage.preview())
  const here = await stage.addHere(ana({ title: 'Clerk', ...phone('604-555-0100') }))
  stage.account.fail({ on: 'push', kind: 'lost' })
  await stage.later()
  const [there = ''] = stage.account.ids()
  expect(await states(stage)).toEqual(['createRemote sent'])
  return { stage, here, there }
}

const EDIT = { title: 'Judge', ...phone('604-555-0109') }

test('a contact that was created without a reply and then edited here is edited there', async () => {
  const { stage, here } = await created()
  await stage.editHere(here, EDIT)
  await quiet(stage)
  expect(await agreedOn(stage)).toMatchObject(EDIT)
  expect(await states(stage)).toEqual(['createRemote applied', 'update applied'])
})

test('a contact that was created without a reply and then edited there is edited here', async () => {
  const { stage, there } = await created()
  editThere(stage, there, EDIT)
  await quiet(stage)
  expect(await agreedOn(stage)).toMatchObject(EDIT)
})

test('a contact that was created without a reply and then edited on both sides has both edits', async () => {
  const { stage, here, there } = await created()
  await stage.editHere(here, { title: 'Judge' })
  editThere(stage, there, phone('604-555-0109'))
  await quiet(stage)
  expect(await agreedOn(stage)).toMatchObject(EDIT)
})

test('a contact that was created without a reply, and not touched, is linked and nothing is written', async () => {
  const { stage } = await created()
  await quiet(stage)
  await agreedOn(stage)
  expect(await states(stage)).toEqual(['createRemote applied'])
})

test('a contact that was created without a reply and then renamed here is nobody else', async () => {
  const { stage, here } = await created()
  await stage.editHere(here, { lastName: 'Okafor', emails: [], phones: [] })
  await quiet(stage)
  expect(await agreedOn(stage)).toMatchObject({ lastName: 'Okafor', emails: [], phones: [] })
})

test('an update without a reply that shows there is done', async () => {
  const { stage, here } = await inStep()
  await stage.editHere(here, { title: 'Judge' })
  stage.account.fail({ on: 'push', kind: 'lost' })
  await stage.later()
  expect(await agreedOn(stage)).toMatchObject({ title: 'Judge' })
  expect((await states(stage)).at(-1)).toBe('update applied')
  const link = await owner().link.findFirstOrThrow({ where: { syncId: stage.sync.id } })
  expect([link.baseLocal, link.baseRemote]).toMatchObject([{ title: 'Judge' }, { title: 'Judge' }])
})

/** The account answers nothing more after it has done what was sent. */
async function silenced(stage: Stage) {
  stage.account.fail({ on: 'push', kind: 'lost' })
  stage.account.fail({ on: 'read', kind: 'unavailable', times: 100 })
  await stage.later()
}

const LATER = { title: 'Chief judge', ...phone('604-555-0109') }

test('an update without a reply, and edited here since, is no conflict', async () => {
  const { stage, here } = await inStep()
  await stage.editHere(here, { title: 'Judge' })
  await silenced(stage)
  await stage.editHere(here, LATER)
  stage.account.heal()
  await quiet(stage)
  expect(await agreedOn(stage)).toMatchObject(LATER)
})

test('an update without a reply, edited here since and there in another field, is no conflict', async () => {
  const { stage, here, there } = await inStep()
  await stage.editHere(here, { title: 'Judge' })
  editThere(stage, there, { company: 'Lima & Co' })
  await silenced(stage)
  await stage.editHere(here, { title: 'Chief judge', company: 'Lima Inc' })
  editThere(stage, there, phone('604-555-0109'))
  stage.account.heal()
  await quiet(stage)
  const becomes = { title: 'Chief judge', company: 'Lima Inc', ...phone('604-555-0109') }
  expect(await agreedOn(stage)).toMatchObject(becomes)
})

test('the sync was stopped before the reply came: set up again, nobody is asked', async () => {
  const { stage, here } = await inStep()
  await stage.editHere(here, { title: 'Judge' })
  await silenced(stage)
  await stopSync(stage.actor, stage.sync.id)
  await stage.editHere(here, LATER)
  stage.account.heal()
  const run = await stage.preview()
  expect((await stage.changes(run.id)).filter(({ undecided }) => undecided)).toEqual([])
  await stage.start(run)
  expect(await agreedOn(stage)).toMatchObject(LATER)
})

test('an edit there that a lost write never reached is asked about', async () => {
  const { stage, here, there } = await inStep()
  await stage.editHere(here, { title: 'Judge' })
  stage.account.fail({ on: 'push', kind: 'dropped' })
  stage.account.fail({ on: 'read', kind: 'unavailable', times: 100 })
  await stage.later()
  editThere(stage, there, { title: 'Partner' })
  stage.account.heal()
  await quiet(stage)
  const asked = await owner().change.findMany({ where: { syncId: stage.sync.id, state: 'waiting' } })
  expect(asked).toHaveLength(1)
})

/** Two that no sync has joined yet: each side has what the other lacks. */
async function unlinked() {
  const stage = await setStage()
  const here = await stage.addHere(ana({ title: 'Clerk' }))
  const there = stage.account.add(ana({ company: 'Lima', ...phone('604-555-0100') }))
  const run = await stage.preview()
  return { stage, here, there, run }
}

test('a first sync that wrote its half here, and found another value there by then, shows the rest and asks nothing', async () => {
  const { stage, there, run } = await unlinked()
  const { push } = stage.account.provider
  let edits = 1
  const moving = {
    ...stage.account.provider,
    push: async (...args: Parameters<typeof push>) => {
      if (edits-- > 0) editThere(stage, there, { company: 'Lima & Co', ...phone('604-555-0109') })
      return push(...args)
    },
  }
  Object.assign(stage.outside, { open: () => moving })
  await stage.start(run)
  const [change] = await stage.changes(run.id)
  expect(change).toMatchObject({ state: 'waiting', drifted: true, undecided: false })
  const [here] = await stage.here()
  expect(here).toMatchObject({ title: 'Clerk', company: 'Lima', ...phone('604-555-0100') })
})

test('a first sync whose half is written here goes on where only the version has moved there', async () => {
  const { stage, there, run } = await unlinked()
  const { push } = stage.account.provider
  let edits = 1
  const moving = {
    ...stage.account.provider,
    push: async (...args: Parameters<typeof push>) => {
      const now = stage.account.look(there)
      if (now && edits-- > 0) stage.account.edit(there, now.contact, 'a photo')
      return push(...args)
    },
  }
  Object.assign(stage.outside, { open: () => moving })
  await stage.start(run)
  expect(await agreedOn(stage)).toMatchObject({ title: 'Clerk', company: 'Lima' })
  const [change] = await stage.changes(run.id)
  expect(change).toMatchObject({ state: 'applied', body: { local: { to: { company: 'Lima' } } } })
})
