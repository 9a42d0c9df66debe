// Undo of what a run did to tags and labels: on the side that it wrote, for good, and undone again.
import { describe, expect, it } from 'vitest'
import { stepWords } from '@/components/contacts/history-words'
import { labelChangesOfRun } from '@/lib/store/labels/label-changes'
import { tagHistory } from '@/lib/store/tags/contact-tags'
import { startUndo, undoPreview } from '@/lib/store/undo/undo'
import { withDatabase } from '@/testing/database/test-database'
import { person } from './fixture'
import { IN, MY_CONTACTS, named, setUpLabels } from './label-fixture'
import { withEmulator } from './with-emulator'

withDatabase()
const emulator = withEmulator({ seed: 'empty' })

/** Ana and Ben on both sides, Ana with the tag and the label “Client”. */
async function setUp() {
  const fixture = await setUpLabels(emulator)
  await fixture.addHere(person('Ana', 'Lima'))
  await fixture.addHere(person('Ben', 'Okafor'))
  await fixture.tag('Ana', ['Client'])
  await fixture.firstSync()
  for (let times = 0; times < 3; times += 1) await fixture.check()
  const undo = async (runId: string) => {
    const scope = { runId, changeId: null, field: null }
    expect(await startUndo(fixture.actor, { ...scope, deletesThere: 0 })).toMatchObject({ kind: 'started' })
    const run = await fixture.work()
    expect(run).toMatchObject({ kind: 'undo', state: 'done' })
    return run
  }
  const preview = (runId: string) =>
    undoPreview(fixture.actor, { runId, changeId: null, field: null }, null, 50)
  /** Tags here, labels there. */
  const has = async (first: string) => [await fixture.tagNames(first), fixture.labelNames(first)]
  const staysSo = async () => {
    const before = [await has('Ana'), await has('Ben')]
    for (let times = 0; times < 3; times += 1) await fixture.check()
    expect([await has('Ana'), await has('Ben')]).toEqual(before)
  }
  return { ...fixture, undo, preview, has, staysSo }
}

describe('undo of tags and labels', () => {
  it('that a run carried to Google: the label is gone there, the tag stays here, and both for good', async () => {
    const fixture = await setUp()
    await fixture.tag('Ben', ['Client'])
    const run = await fixture.check()
    expect(await fixture.has('Ben')).toEqual([['Client'], ['Client']])
    expect(await labelChangesOfRun(fixture.actor, run.id, 10)).toMatchObject({
      total: 1,
      rows: [{ contact: 'Ben Okafor', name: 'Client', side: 'remote', added: true }],
    })
    expect(await fixture.preview(run.id)).toMatchObject({ labels: { undone: 1, kept: 0 } })
    const undone = await fixture.undo(run.id)
    expect(await fixture.has('Ben')).toEqual([['Client'], []])
    await fixture.staysSo()
    await fixture.undo(undone.id)
    expect(await fixture.has('Ben')).toEqual([['Client'], ['Client']])
    await fixture.staysSo()
    await fixture.tag('Ben', [], ['Client'])
    await fixture.check()
    expect(await fixture.has('Ben')).toEqual([[], []])
  })

  it('that a run brought here: the tag is gone here, the label stays there, and later changes still travel', async () => {
    const fixture = await setUp()
    const ben = emulator()
      .persons({ account: fixture.googleAccount })
      .find(({ names }) => names?.[0]?.givenName === 'Ben')
    const client = emulator()
      .groups({ account: fixture.googleAccount })
      .find(({ name }) => name === 'Client')
    const id = ben?.resourceName ?? ''
    fixture.edit(id, { memberships: IN(MY_CONTACTS, client?.resourceName ?? '') })
    const run = await fixture.check()
    expect(await fixture.has('Ben')).toEqual([['Client'], ['Client']])
    await fixture.undo(run.id)
    expect(await fixture.has('Ben')).toEqual([[], ['Client']])
    const steps = await tagHistory(fixture.actor, await fixture.here('Ben'), 10)
    expect(steps.map((step) => stepWords(step, 'Google'))).toEqual([
      'Undone by Ana Lima: tags removed “Client”',
      'Tags: the sync added “Client”',
    ])
    await fixture.staysSo()
    fixture.edit(id, { memberships: IN(MY_CONTACTS) })
    await fixture.check()
    fixture.edit(id, { memberships: IN(MY_CONTACTS, client?.resourceName ?? '') })
    await fixture.check()
    expect(await fixture.has('Ben')).toEqual([['Client'], ['Client']])
  })

  it('what a person changed since stays', async () => {
    const fixture = await setUp()
    await fixture.tag('Ana', [], ['Client'])
    const run = await fixture.check()
    expect(await fixture.has('Ana')).toEqual([[], []])
    await fixture.tag('Ana', ['Client'])
    await fixture.check()
    await fixture.check()
    expect(await fixture.preview(run.id)).toMatchObject({ labels: { undone: 0, kept: 1 } })
    await fixture.undo(run.id)
    expect(await fixture.has('Ana')).toEqual([['Client'], ['Client']])
    await fixture.staysSo()
  })

  it('right after the run, although Google does not list its writes yet', async () => {
    const fixture = await setUp()
    fixture.add(named('Cho', 'Min'))
    await fixture.tag('Ben', ['Client', 'Court'])
    const run = await fixture.check()
    fixture.pass(8 * 60_000)
    await fixture.undo(run.id)
    expect(await fixture.has('Ben')).toEqual([['Client', 'Court'], []])
    await fixture.staysSo()
  })
})
