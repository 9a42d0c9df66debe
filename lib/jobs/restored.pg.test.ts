// A database put back to an earlier day, while the accounts went on: nobody is doubled, nothing is deleted that its owner did not
// delete, what the accounts have got since survives, and nothing is written before a person has looked.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decideAsShown } from '@/lib/db/as-shown'
import { restoreBackup } from '@/lib/db/backup/restore'
import { writeBackup } from '@/lib/db/backup/write'
import { closeDatabase, db } from '@/lib/db/client'
import { closeQueue } from '@/lib/db/queue'
import { syncNow } from '@/lib/db/runs'
import { setSyncSettings, stopSync } from '@/lib/db/syncs'
import { withDatabase } from '@/lib/db/testing'
import { asBody } from '@/lib/db/values'
import { tick } from './schedule'
import { continueAsShown, person, type Stage, setStage } from './stage'

const database = withDatabase()
const WEEK = 7 * 24 * 3_600_000
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'concord-restored-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** These backups are plain. */
const keyFor = () => Promise.reject(new Error('there is no key'))

/** Everything as it is at this moment, to be put back later, when web servers and workers are stopped. */
async function remember(stage: Stage): Promise<(now?: Date) => Promise<void>> {
  const file = join(folder, crypto.randomUUID())
  await writeBackup(database.url(), file, null)
  return async (now = stage.now()) => {
    await closeQueue()
    await closeDatabase()
    await restoreBackup(database.url(), file, { replace: true, now, plain: true, keyFor })
  }
}

const PEOPLE = ['Stays', 'EditedThere', 'EditedHere', 'DeletedThere', 'DeletedHere', 'Both'] as const

/** In step with everybody of PEOPLE; ids of both sides by first name. */
async function inStep(options: Parameters<typeof setStage>[0] = {}) {
  const stage = await setStage(options)
  for (const name of PEOPLE) stage.account.add(person(name, 'Lima'))
  await stage.start(await stage.preview())
  const ids = async (side: 'here' | 'there') =>
    new Map((await stage[side]()).map(({ id, firstName }) => [firstName, id]))
  const [here, there] = [await ids('here'), await ids('there')]
  const at = (side: Map<string, string>) => (name: (typeof PEOPLE)[number]) => side.get(name) ?? ''
  return { ...stage, hereId: at(here), thereId: at(there) }
}

const shown = async (
  side:
    | readonly { firstName: string; title: string }[]
    | Promise<readonly { firstName: string; title: string }[]>,
) => (await side).map(({ firstName, title }) => `${firstName} ${title}`.trim()).sort()

/** Past the warning that somebody else of the firm syncs already. */
async function startBesideOthers(stage: Stage): Promise<void> {
  const warned = await stage.preview()
  await continueAsShown(stage.actor, warned)
  await stage.start(await stage.work())
}

/** A week of edits on both sides, carried out as it goes. */
async function aWeek(stage: Awaited<ReturnType<typeof inStep>>) {
  const { account, hereId, thereId } = stage
  stage.pass(WEEK)
  account.edit(thereId('EditedThere'), person('EditedThere', 'Lima', { title: 'Judge' }))
  account.edit(thereId('Both'), person('Both', 'Lima', { title: 'Judge' }))
  account.remove(thereId('DeletedThere'))
  account.add(person('NewThere', 'Costa'))
  await stage.editHere(hereId('EditedHere'), { title: 'Clerk' })
  await stage.editHere(hereId('Both'), { department: 'Court' })
  await stage.deleteHere(hereId('DeletedHere'))
  await stage.addHere(person('NewHere', 'Costa', { emails: [] }))
  await stage.later()
  expect(await shown(stage.there())).toContain('NewHere')
  expect(await shown(stage.here())).toContain('NewThere')
}

test('after a week of edits on both sides, setting up again doubles and deletes nothing', async () => {
  const stage = await inStep()
  const putBack = await remember(stage)
  await aWeek(stage)
  const [there, calls] = [await shown(stage.there()), stage.calls()]
  await putBack()

  stage.pass(60_000)
  await tick(stage.now())
  expect(await syncNow(stage.actor, stage.sync.id)).toBeNull()
  expect(stage.calls()).toBe(calls)

  const preview = await stage.preview()
  expect(preview.state).toBe('ready')
  expect(await shown(stage.there())).toEqual(there)
  expect((await stage.start(preview)).state).toBe('done')
  // What was deleted here meanwhile is back, as the backup has it; what was deleted there stays deleted there.
  expect(await shown(stage.there())).toEqual(there)
  expect(await shown(stage.here())).toEqual([
    'Both Judge',
    'DeletedHere',
    'DeletedThere',
    'EditedHere Clerk',
    'EditedThere Judge',
    'NewHere',
    'NewThere',
    'Stays',
  ])
  const again = await stage.later()
  expect(again.state).toBe('done')
  expect(await stage.changes(again.id)).toEqual([])
})

test('a second restore of the same day ends in the same place', async () => {
  const stage = await inStep()
  const putBack = await remember(stage)
  await aWeek(stage)
  await putBack()
  await stage.start(await stage.preview())
  const [here, there] = [await shown(stage.here()), await shown(stage.there())]
  await putBack()
  await stage.start(await stage.preview())
  expect([await shown(stage.here()), await shown(stage.there())]).toEqual([here, there])
})

test('edits that the backup had not sent yet are asked about where the account has moved on, whatever the settings say', async () => {
  const stage = await inStep()
  const settings = { onConflict: 'local', onLocalDelete: 'delete' } as const
  await setSyncSettings(stage.actor, stage.sync.id, settings)
  await stage.editHere(stage.hereId('Both'), { title: 'Clerk' })
  await stage.deleteHere(stage.hereId('DeletedHere'))
  const putBack = await remember(stage)
  stage.account.edit(stage.thereId('Both'), person('Both', 'Lima', { title: 'Judge' }))
  await putBack()

  await stage.start(await stage.preview())
  expect(await shown(stage.there())).toContain('Both Judge')
  expect(await shown(stage.there())).toContain('DeletedHere')
  expect(await shown(stage.here())).toContain('Both Clerk')
  const sync = await db(stage.actor.firmId).sync.findFirstOrThrow({ where: { id: stage.sync.id } })
  expect(sync).toMatchObject({ settings, restoredAt: null, restoredTo: null })
})

test('a create that was sent, or a preview that waited, when the backup was made is not carried out again', async () => {
  const stage = await setStage()
  await stage.addHere(person('Ana', 'Lima', { emails: [] }))
  const ready = await stage.preview()
  const putBack = await remember(stage)
  await stage.start(ready)
  await putBack()
  await stage.start(ready)
  expect(stage.there()).toHaveLength(1)
  await stage.start(await stage.preview())
  expect(stage.there()).toHaveLength(1)
  expect(await stage.here()).toHaveLength(1)
})

test('what was sent moments before the restore is waited for until it shows', async () => {
  const lagMs = 5 * 60_000
  const stage = await setStage({ limits: { lagMs } })
  await stage.start(await stage.preview())
  await stage.addHere(person('Ana', 'Lima'))
  const putBack = await remember(stage)
  await stage.later()
  expect(stage.there()).toHaveLength(1)
  await putBack()

  const waiting = await stage.preview()
  expect(waiting).toMatchObject({ state: 'reading', waitKind: 'lists' })
  stage.pass(lagMs)
  await stage.start(await stage.work())
  expect(stage.there()).toHaveLength(1)
})

test('once the person has set up again, stopping and setting up is as ever: what was deleted there is offered again', async () => {
  const stage = await inStep()
  const putBack = await remember(stage)
  stage.account.remove(stage.thereId('DeletedThere'))
  await putBack()
  await stage.start(await stage.preview())
  expect(await shown(stage.there())).not.toContain('DeletedThere')
  await stopSync(stage.actor, stage.sync.id)
  await stage.start(await stage.preview())
  expect(await shown(stage.there())).toContain('DeletedThere')
})

test.each(['first', 'second', 'beside the other'])(
  'two people whose accounts both hold what was added since get it back once, whoever previews %s',
  async (order) => {
    const ana = await setStage()
    const ben = await setStage({ firmId: ana.actor.firmId, now: ana.now })
    await ana.start(await ana.preview())
    await startBesideOthers(ben)
    const putBack = await remember(ana)
    await ana.addHere(person('Ines', 'Costa', { emails: [] }))
    await ana.addHere(person('', '', { emails: [], company: 'Costa Lda', kind: 'company' }))
    ana.account.add(person('Rui', 'Costa', { emails: [] }))
    await ana.later()
    await ana.later()
    await ben.work()
    const settled = await shown(ana.here())
    expect(await shown(ben.there())).toEqual(settled)
    // Contacts are written by the clock of the machine.
    await putBack(new Date())

    const [first, second] = order === 'second' ? [ben, ana] : [ana, ben]
    const early = order === 'beside the other' ? await second.preview() : null
    await first.start(await first.preview())
    if (early) await second.start(early)
    else await startBesideOthers(second)
    expect(await shown(ana.here())).toEqual(settled)
    expect(await shown(ana.there())).toEqual(settled)
    expect(await shown(ben.there())).toEqual(settled)
  },
)

test('answering about a contact that was deleted since the preview does not offer it anew', async () => {
  const stage = await inStep()
  const id = stage.hereId('Both')
  await stage.editHere(id, { title: 'Clerk' })
  const putBack = await remember(stage)
  stage.account.edit(stage.thereId('Both'), person('Both', 'Lima', { title: 'Judge' }))
  await putBack()
  const preview = await stage.preview()
  const asked = (await stage.changes(preview.id)).find(({ contactId }) => contactId === id)
  expect(asked).toMatchObject({ kind: 'update', undecided: true })
  await stage.deleteHere(id)
  const [conflict] = asBody(asked?.body ?? null).conflicts
  await decideAsShown(stage.actor, asked?.id ?? '', { conflicts: { [conflict?.id ?? '']: 'local' } })
  const answered = (await stage.changes(preview.id)).find(({ contactId }) => contactId === id)
  expect(asBody(answered?.body ?? null)).toMatchObject({ local: null, remote: null, tombstone: 'local' })
  await stage.start(preview)
  expect(await shown(stage.here())).not.toContain('Both')
})
