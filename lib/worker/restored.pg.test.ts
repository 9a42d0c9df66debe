// The database is restored to an earlier day while the accounts went on: no contact is duplicated, no contact is deleted that its owner
// did not delete, newer values in the accounts survive, and nothing is written before a person has reviewed it.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { restoreBackup } from '@/lib/ops/backup/restore'
import { writeBackup } from '@/lib/ops/backup/write'
import { closeDatabase, db } from '@/lib/store/database/client'
import { closeQueue } from '@/lib/store/database/queue'
import { syncNow } from '@/lib/store/runs/runs'
import { setSyncSettings, stopSync } from '@/lib/store/sync/syncs'
import { withDatabase } from '@/testing/database/test-database'
import { decideAsShown } from '@/testing/scenarios/as-shown'
import { continueAsShown, type Fixture, person, setUpFixture } from '@/testing/scenarios/fixture'
import { bodyOf } from '@/testing/scenarios/in-step'
import { tick } from './schedule'

const database = withDatabase()
const WEEK = 7 * 24 * 3_600_000
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'concord-restored-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** These backups are not encrypted. */
const keyFor = () => Promise.reject(new Error('there is no key'))

/** Saves the current state. The returned function restores it, as after web servers and workers are stopped. */
async function remember(fixture: Fixture): Promise<(now?: Date) => Promise<void>> {
  const file = join(folder, crypto.randomUUID())
  await writeBackup(database.url(), file, null)
  return async (now = fixture.now()) => {
    await closeQueue()
    await closeDatabase()
    await restoreBackup(database.url(), file, { replace: true, now, plain: true, keyFor })
  }
}

const PEOPLE = ['Stays', 'EditedThere', 'EditedHere', 'DeletedThere', 'DeletedHere', 'Both'] as const

/** A sync that contains all of PEOPLE; ids of both sides by first name. */
async function inStep(options: Parameters<typeof setUpFixture>[0] = {}) {
  const fixture = await setUpFixture(options)
  for (const name of PEOPLE) fixture.account.add(person(name, 'Lima'))
  await fixture.start(await fixture.preview())
  const ids = async (side: 'here' | 'there') =>
    new Map((await fixture[side]()).map(({ id, firstName }) => [firstName, id]))
  const [here, there] = [await ids('here'), await ids('there')]
  const at = (side: Map<string, string>) => (name: (typeof PEOPLE)[number]) => side.get(name) ?? ''
  return { ...fixture, hereId: at(here), thereId: at(there) }
}

const shown = async (
  side:
    | readonly { firstName: string; title: string }[]
    | Promise<readonly { firstName: string; title: string }[]>,
) => (await side).map(({ firstName, title }) => `${firstName} ${title}`.trim()).sort()

/** Continues after the warning that another person of the firm already syncs. */
async function startBesideOthers(fixture: Fixture): Promise<void> {
  const warned = await fixture.preview()
  await continueAsShown(fixture.actor, warned)
  await fixture.start(await fixture.work())
}

/** A week of edits on both sides, each carried out by a sync. */
async function aWeek(fixture: Awaited<ReturnType<typeof inStep>>) {
  const { account, hereId, thereId } = fixture
  fixture.pass(WEEK)
  account.edit(thereId('EditedThere'), person('EditedThere', 'Lima', { title: 'Judge' }))
  account.edit(thereId('Both'), person('Both', 'Lima', { title: 'Judge' }))
  account.remove(thereId('DeletedThere'))
  account.add(person('NewThere', 'Costa'))
  await fixture.editHere(hereId('EditedHere'), { title: 'Clerk' })
  await fixture.editHere(hereId('Both'), { department: 'Court' })
  await fixture.deleteHere(hereId('DeletedHere'))
  await fixture.addHere(person('NewHere', 'Costa', { emails: [] }))
  await fixture.later()
  expect(await shown(fixture.there())).toContain('NewHere')
  expect(await shown(fixture.here())).toContain('NewThere')
}

test('after a week of edits on both sides, setting up again doubles and deletes nothing', async () => {
  const fixture = await inStep()
  const putBack = await remember(fixture)
  await aWeek(fixture)
  const [there, calls] = [await shown(fixture.there()), fixture.calls()]
  await putBack()

  fixture.pass(60_000)
  await tick(fixture.now())
  expect(await syncNow(fixture.actor, fixture.sync.id)).toBeNull()
  expect(fixture.calls()).toBe(calls)

  const preview = await fixture.preview()
  expect(preview.state).toBe('ready')
  expect(await shown(fixture.there())).toEqual(there)
  expect((await fixture.start(preview)).state).toBe('done')
  // Contacts deleted here after the backup are back, as the backup has them; contacts deleted in the account stay deleted there.
  expect(await shown(fixture.there())).toEqual(there)
  expect(await shown(fixture.here())).toEqual([
    'Both Judge',
    'DeletedHere',
    'DeletedThere',
    'EditedHere Clerk',
    'EditedThere Judge',
    'NewHere',
    'NewThere',
    'Stays',
  ])
  const again = await fixture.later()
  expect(again.state).toBe('done')
  expect(await fixture.changes(again.id)).toEqual([])
})

test('a second restore of the same day ends in the same place', async () => {
  const fixture = await inStep()
  const putBack = await remember(fixture)
  await aWeek(fixture)
  await putBack()
  await fixture.start(await fixture.preview())
  const [here, there] = [await shown(fixture.here()), await shown(fixture.there())]
  await putBack()
  await fixture.start(await fixture.preview())
  expect([await shown(fixture.here()), await shown(fixture.there())]).toEqual([here, there])
})

test('edits that the backup had not sent yet are asked about where the account has moved on, whatever the settings say', async () => {
  const fixture = await inStep()
  const settings = { onConflict: 'local', onLocalDelete: 'delete' } as const
  await setSyncSettings(fixture.actor, fixture.sync.id, settings)
  await fixture.editHere(fixture.hereId('Both'), { title: 'Clerk' })
  await fixture.deleteHere(fixture.hereId('DeletedHere'))
  const putBack = await remember(fixture)
  fixture.account.edit(fixture.thereId('Both'), person('Both', 'Lima', { title: 'Judge' }))
  await putBack()

  await fixture.start(await fixture.preview())
  expect(await shown(fixture.there())).toContain('Both Judge')
  expect(await shown(fixture.there())).toContain('DeletedHere')
  expect(await shown(fixture.here())).toContain('Both Clerk')
  const sync = await db(fixture.actor.firmId).sync.findFirstOrThrow({ where: { id: fixture.sync.id } })
  expect(sync).toMatchObject({ settings, restoredAt: null, restoredTo: null })
})

test('a create that was sent, or a preview that waited, when the backup was made is not carried out again', async () => {
  const fixture = await setUpFixture()
  await fixture.addHere(person('Ana', 'Lima', { emails: [] }))
  const ready = await fixture.preview()
  const putBack = await remember(fixture)
  await fixture.start(ready)
  await putBack()
  await fixture.start(ready)
  expect(fixture.there()).toHaveLength(1)
  await fixture.start(await fixture.preview())
  expect(fixture.there()).toHaveLength(1)
  expect(await fixture.here()).toHaveLength(1)
})

test('a write sent moments before the restore is waited for until it shows', async () => {
  const lagMs = 5 * 60_000
  const fixture = await setUpFixture({ limits: { lagMs } })
  await fixture.start(await fixture.preview())
  await fixture.addHere(person('Ana', 'Lima'))
  const putBack = await remember(fixture)
  await fixture.later()
  expect(fixture.there()).toHaveLength(1)
  await putBack()

  const waiting = await fixture.preview()
  expect(waiting).toMatchObject({ state: 'reading', waitKind: 'lists' })
  fixture.pass(lagMs)
  await fixture.start(await fixture.work())
  expect(fixture.there()).toHaveLength(1)
})

test('once the person has set up again, stopping and setting up works as usual: contacts deleted there are offered again', async () => {
  const fixture = await inStep()
  const putBack = await remember(fixture)
  fixture.account.remove(fixture.thereId('DeletedThere'))
  await putBack()
  await fixture.start(await fixture.preview())
  expect(await shown(fixture.there())).not.toContain('DeletedThere')
  await stopSync(fixture.actor, fixture.sync.id)
  await fixture.start(await fixture.preview())
  expect(await shown(fixture.there())).toContain('DeletedThere')
})

test.each(['first', 'second', 'beside the other'])(
  'two people whose accounts both hold what was added since get it back once, if %s previews',
  async (order) => {
    const ana = await setUpFixture()
    const ben = await setUpFixture({ firmId: ana.actor.firmId, now: ana.now })
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
    // Contacts are stored with the time of the system clock.
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
  const fixture = await inStep()
  const id = fixture.hereId('Both')
  await fixture.editHere(id, { title: 'Clerk' })
  const putBack = await remember(fixture)
  fixture.account.edit(fixture.thereId('Both'), person('Both', 'Lima', { title: 'Judge' }))
  await putBack()
  const preview = await fixture.preview()
  const asked = (await fixture.changes(preview.id)).find(({ localId }) => localId === id)
  expect(asked).toMatchObject({ kind: 'update', undecided: true })
  await fixture.deleteHere(id)
  const [conflict] = bodyOf(asked).conflicts
  await decideAsShown(fixture.actor, asked?.id ?? '', { conflicts: { [conflict?.id ?? '']: 'local' } })
  const answered = (await fixture.changes(preview.id)).find(({ localId }) => localId === id)
  expect(bodyOf(answered)).toMatchObject({ local: null, remote: null, tombstone: 'local' })
  await fixture.start(preview)
  expect(await shown(fixture.here())).not.toContain('Both')
})
