// An administrator undoes a run of a colleague's sync: with all that the colleague has, without seeing what is only theirs, and not unsaid.
import { beforeEach, describe, expect, it } from 'vitest'
import { undoWords } from '@/components/admin/audit/undo-words'
import { setOnlyMine } from '@/lib/store/address-book/privacy'
import { auditPage } from '@/lib/store/audit/entries'
import { saveShares } from '@/lib/store/calendar/calendars'
import { db, withTransaction } from '@/lib/store/database/client'
import type { Actor } from '@/lib/store/firm/actor'
import { unreadNotices } from '@/lib/store/steering/notices'
import { pauseSync } from '@/lib/store/steering/pause'
import { startUndo, undoPreview } from '@/lib/store/undo/undo'
import { owner, withDatabase } from '@/testing/database/test-database'
import { setUpCalendar } from './calendar-fixture'
import { person } from './fixture'
import { inStep, names } from './in-step'
import { withEmulator } from './with-emulator'

withDatabase()
const emulator = withEmulator()

const WHOLE = { changeId: null, field: null } as const
const ALL = { ...WHOLE, deletesThere: 1_000 }
const EVERY = { kind: 'sync.undo', side: null, userId: null, contact: '', from: null, until: null } as const

async function addUser({ firmId }: Actor, role: Actor['role']): Promise<Actor> {
  const userId = crypto.randomUUID()
  const name = role === 'admin' ? 'Eva Adams' : 'Max Member'
  const email = `${userId}@example.com`
  await owner().user.create({ data: { id: userId, firmId, subject: userId, email, name, role } })
  return { userId, firmId, role }
}

describe('undo of a run of contacts on behalf of a colleague', () => {
  let fixture: Awaited<ReturnType<typeof inStep>>
  let eva: Actor

  beforeEach(async () => {
    fixture = await inStep()
    eva = await addUser(fixture.actor, 'admin')
  })

  /** Pia is for everyone, Zoe is only Ana's. */
  async function addedTwo() {
    fixture.account.add(person('Pia', 'Moss'))
    fixture.account.add(person('Zoe', 'Vale'))
    const run = await fixture.later()
    const zoe = (await fixture.here()).find(({ firstName }) => firstName === 'Zoe')?.id ?? ''
    await withTransaction(fixture.actor, (tx) => setOnlyMine(tx, fixture.actor, zoe, true))
    return run
  }

  it('counts what is only theirs without its name, undoes it too, and says so to both', async () => {
    const run = await addedTwo()
    const preview = await undoPreview(eva, { runId: run.id, ...WHOLE }, null, 50)
    expect(preview).toMatchObject({ person: 'Ana Lima', unseen: 1, counts: { total: 2, deletesHere: 2 } })
    expect(preview?.rows.map(({ name }) => name)).toEqual(['Pia Moss'])
    expect(await startUndo(eva, { runId: run.id, ...ALL })).toMatchObject({ kind: 'started' })
    expect(await fixture.work()).toMatchObject({
      kind: 'undo',
      state: 'done',
      userId: eva.userId,
      written: 2,
    })
    const live = { firmId: eva.firmId, deletedAt: null }
    expect(await db(fixture.actor).contact.count({ where: live })).toBe(3)
    expect(names(await fixture.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect(await undoPreview(eva, { runId: run.id, ...WHOLE }, null, 50)).toMatchObject({ unseen: 0 })
    const { rows } = await auditPage(eva, EVERY, { kind: 'first' }, 5)
    expect(rows).toMatchObject([{ userId: eva.userId, subject: 'Ana Lima', person: 'Eva Adams' }])
    expect(rows.map(undoWords)).toEqual(['of a run of Ana Lima’s sync'])
    expect(await unreadNotices(fixture.actor, 'google')).toMatchObject([
      { kind: 'sync.undo', by: 'Eva Adams' },
    ])
    expect(await fixture.later()).toMatchObject({ state: 'done', written: 0 })
    // The person undoes the undo, and has both again.
    const undone = await owner().run.findFirstOrThrow({ where: { syncId: run.syncId, kind: 'undo' } })
    expect(await startUndo(fixture.actor, { runId: undone.id, ...ALL })).toMatchObject({ kind: 'started' })
    expect(await fixture.work()).toMatchObject({ state: 'done', written: 2 })
    expect(await unreadNotices(fixture.actor, 'google')).toHaveLength(1)
  })

  it('shows and undoes no single contact that is only theirs', async () => {
    const run = await addedTwo()
    const changes = await owner().change.findMany({ where: { runId: run.id } })
    const idOf = (name: string) => changes.find((one) => one.name === name)?.id
    const [hers, firms] = [idOf('Zoe Vale'), idOf('Pia Moss')]
    if (!hers || !firms) throw new Error('no such changes')
    const only = (changeId: string) => ({ runId: run.id, changeId, field: null })
    expect(await undoPreview(eva, only(hers), null, 5)).toBeNull()
    expect(await startUndo(eva, { ...only(hers), deletesThere: 0 })).toEqual({ kind: 'missing' })
    expect(await undoPreview(fixture.actor, only(hers), null, 5)).toMatchObject({ person: null, unseen: 0 })
    expect(await undoPreview(eva, only(firms), null, 5)).toMatchObject({ rows: [{ name: 'Pia Moss' }] })
    expect(await startUndo(eva, { ...only(firms), deletesThere: 0 })).toMatchObject({ kind: 'started' })
  })

  it('deletes in Google what the run added there, with the colleague’s connection', async () => {
    await fixture.addHere(person('Dan', 'Eze'))
    const run = await fixture.later()
    expect(names(fixture.there())).toContain('Dan Eze')
    expect(await startUndo(eva, { runId: run.id, ...ALL })).toMatchObject({ kind: 'started' })
    await fixture.work()
    expect(names(fixture.there())).not.toContain('Dan Eze')
    expect(names(await fixture.here())).toContain('Dan Eze')
  })

  it('is refused to members, and to an administrator who is none any more', async () => {
    const run = await addedTwo()
    const max = await addUser(fixture.actor, 'member')
    expect(await undoPreview(max, { runId: run.id, ...WHOLE }, null, 5)).toBeNull()
    expect(await startUndo(max, { runId: run.id, ...ALL })).toEqual({ kind: 'missing' })
    await owner().user.update({ where: { id: eva.userId }, data: { role: 'member' } })
    await expect(startUndo(eva, { runId: run.id, ...ALL })).rejects.toThrow('only an administrator')
    expect(await owner().run.count({ where: { syncId: run.syncId, kind: 'undo' } })).toBe(0)
    expect(await unreadNotices(fixture.actor, 'google')).toEqual([])
  })

  it('is refused without access to the account, during a run, and while paused', async () => {
    const run = await addedTwo()
    const notNow = async () => (await undoPreview(eva, { runId: run.id, ...WHOLE }, null, 5))?.notNow
    const { id } = fixture.connection
    const lose = (consentLostAt: Date | null) =>
      owner().connection.update({ where: { id }, data: { consentLostAt } })
    await lose(new Date())
    expect(await notNow()).toBe('lost')
    expect(await startUndo(eva, { runId: run.id, ...ALL })).toEqual({ kind: 'lost' })
    await lose(null)
    expect(await startUndo(eva, { runId: run.id, ...ALL })).toMatchObject({ kind: 'started' })
    expect(await notNow()).toBe('busy')
    expect(await startUndo(eva, { runId: run.id, ...ALL })).toEqual({ kind: 'busy' })
    await fixture.work()
    await pauseSync(eva, run.syncId)
    expect(await notNow()).toBe('paused')
  })
})

describe('undo of a run of a calendar on behalf of a colleague', () => {
  it('shows only what the colleague shares', async () => {
    const sync = await setUpCalendar(emulator())
    const day = { start: { date: '2026-12-03' }, end: { date: '2026-12-04' } }
    sync.addThere({ summary: 'Hearing', ...day })
    sync.addThere({ summary: 'Doctor', visibility: 'private', ...day })
    const run = await sync.start(await sync.preview())
    expect(run).toMatchObject({ state: 'done', written: 2 })
    const eva = await addUser(sync.actor, 'admin')
    const seen = async () => {
      const preview = await undoPreview(eva, { runId: run.id, ...WHOLE }, null, 50)
      return { unseen: preview?.unseen, names: preview?.rows.map(({ name }) => name) }
    }
    const share = (role: 'busy' | 'viewer' | 'editor') =>
      saveShares(sync.actor, sync.calendarId, [{ userId: eva.userId, role }])
    expect(await seen()).toEqual({ unseen: 2, names: [] })
    await share('busy')
    expect(await seen()).toEqual({ unseen: 2, names: [] })
    await share('viewer')
    expect(await seen()).toEqual({ unseen: 1, names: ['Hearing'] })
    await share('editor')
    expect(await seen()).toEqual({ unseen: 0, names: ['Busy', 'Hearing'] })
    await share('busy')
    expect(await startUndo(eva, { runId: run.id, ...ALL })).toMatchObject({ kind: 'started' })
    expect(await sync.work()).toMatchObject({ kind: 'undo', state: 'done', written: 2 })
    expect(await sync.here()).toEqual([])
  })
})
