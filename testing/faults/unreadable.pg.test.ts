// A stored change that this program cannot read: a newer version wrote it, or it is damaged. Its sync stops before it writes, says so
// by the change's id, and loses nothing; once the change can be read again, it goes on.
import { expect, it } from 'vitest'
import { pageOfChanges } from '@/lib/store/review/preview'
import { advance } from '@/lib/worker/advance'
import { owner, withDatabase } from '@/testing/database/test-database'
import { person, setUpFixture, startAsShown } from '@/testing/scenarios/fixture'
import { names } from '@/testing/scenarios/in-step'

withDatabase()

const ALL = ['Ana Lima', 'Ben Okafor', 'Cho Min', 'Dora Costa']

/** Two only here, two only there, in a preview; and how one of its changes becomes unreadable, and readable again. */
async function preview() {
  const fixture = await setUpFixture()
  await fixture.addHere(person('Ana', 'Lima'))
  await fixture.addHere(person('Ben', 'Okafor'))
  fixture.account.add(person('Cho', 'Min'))
  fixture.account.add(person('Dora', 'Costa'))
  const run = await fixture.preview()
  const [change] = (await fixture.changes(run.id)).filter(({ kind }) => kind === 'createRemote')
  if (!change) throw new Error('nothing was planned')
  const { id, body } = change
  const rows = async () => (await fixture.changes(run.id)).map(({ stamp: _, ...row }) => row)
  return {
    fixture,
    run,
    id,
    rows,
    newer: () => owner().change.update({ where: { id }, data: { bodyVersion: 2 } }),
    damage: () => owner().change.update({ where: { id }, data: { body: { local: null, remote: 7 } } }),
    mend: () => owner().change.update({ where: { id }, data: { body: body ?? {}, bodyVersion: 1 } }),
  }
}

it.each(['newer', 'damaged'] as const)(
  'stops the run that would carry it out, before anything is written (%s)',
  async (why) => {
    const { fixture, run, id, rows, ...change } = await preview()
    await (why === 'newer' ? change.newer() : change.damage())
    const before = await rows()
    await startAsShown(fixture.actor, run)
    const logged: unknown[] = []
    await advance(run.id, { ...fixture.deps, log: (event, facts) => logged.push([event, facts]) })
    expect(await owner().run.findUniqueOrThrow({ where: { id: run.id } })).toMatchObject({
      ...{ state: 'failed', problem: { kind: 'unreadable', changeId: id, why } },
    })
    expect(logged).toContainEqual([
      'stored change cannot be read',
      { runId: run.id, changeId: id, reason: why },
    ])
    expect(names(fixture.there())).toEqual(['Cho Min', 'Dora Costa'])
    const after = await rows()
    expect(after.find((row) => row.id === id)).toEqual(before.find((row) => row.id === id))
    // The next check looks at everything anew, and adds everybody once.
    await change.mend()
    await fixture.later()
    expect([names(await fixture.here()), names(fixture.there())]).toEqual([ALL, ALL])
  },
)

it('of a newer version stops the run before its other changes are written, too', async () => {
  const { fixture, run, newer, rows } = await preview()
  await newer()
  const before = await rows()
  await fixture.start(run)
  expect(names(await fixture.here())).toEqual(['Ana Lima', 'Ben Okafor'])
  expect(await rows()).toEqual(before)
})

it.each(['newer', 'damaged'] as const)(
  'that waits for an answer stops the next check, and keeps its answer (%s)',
  async (why) => {
    const fixture = await setUpFixture()
    const mail = (value: string) => ({
      phones: [{ value: '+1 212 555 0123', label: '' }],
      emails: [{ value, label: '' }],
    })
    await fixture.addHere(person('Robert', 'Stone', mail('robert@here.example')))
    fixture.account.add(person('Bob', 'Stone', mail('bob@there.example')))
    await fixture.start(await fixture.preview())
    const asked = await owner().change.findFirstOrThrow({
      where: { syncId: fixture.sync.id, state: 'waiting' },
    })
    const where = { id: asked.id }
    const answers = { conflicts: { a: 'local' } }
    const unreadable = why === 'newer' ? { bodyVersion: 2 } : { body: { conflicts: [] } }
    const broken = await owner().change.update({ where, data: { ...unreadable, answers } })
    const run = await fixture.later()
    expect(run).toMatchObject({ state: 'failed', problem: { kind: 'unreadable', changeId: asked.id, why } })
    expect(await owner().change.findUniqueOrThrow({ where })).toEqual(broken)
    expect([(await fixture.here()).length, fixture.there().length]).toEqual([1, 1])
    await expect(
      pageOfChanges(fixture.actor, { syncId: fixture.sync.id, runId: null }, { view: 'all', q: '' }),
    ).rejects.toThrow(`Change ${asked.id} cannot be read`)
    await owner().change.update({ where, data: { body: asked.body ?? {}, bodyVersion: asked.bodyVersion } })
    expect(await fixture.later()).toMatchObject({ state: 'done' })
    const open = await owner().change.findFirstOrThrow({
      where: { syncId: fixture.sync.id, state: 'waiting' },
    })
    expect(open).toMatchObject({ kind: 'question', answers })
  },
)
