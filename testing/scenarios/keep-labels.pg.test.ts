// Tags and labels of the account that are kept in step.
import { describe, expect, it } from 'vitest'
import { setOnlyMine } from '@/lib/store/address-book/privacy'
import { withTransaction } from '@/lib/store/database/client'
import { labelPreview } from '@/lib/store/labels/label-preview'
import { asOfNow } from '@/lib/store/review/as-of'
import { setAddedOnlyMine } from '@/lib/store/review/only-mine'
import { pageOfChanges } from '@/lib/store/review/preview'
import { guardsIn } from '@/lib/store/runs/problem'
import { deleteTag, saveTag, tagsOf } from '@/lib/store/tags/tags'
import { owner, withDatabase } from '@/testing/database/test-database'
import { continueAsShown, person } from './fixture'
import { IN, KEEP, MY_CONTACTS, named, setUpLabels } from './label-fixture'
import { withEmulator } from './with-emulator'

withDatabase()
const emulator = withEmulator({ seed: 'empty' })

const NOBODY = { labelAdded: 0, labelRemoved: 0, tagAdded: 0, tagRemoved: 0 }
const setUp = (settings?: Parameters<typeof setUpLabels>[1]) => setUpLabels(emulator, settings)

describe('labels and tags in step', () => {
  it('names and members go both ways with the first sync, and nothing is written again', async () => {
    const fixture = await setUp()
    const court = fixture.addLabel('Court')
    fixture.addLabel('Family')
    fixture.add(named('Ana', 'Lima', court))
    await fixture.addHere(person('Zoe', 'New'))
    await fixture.tag('Zoe', ['Client'])
    const run = await fixture.preview()
    expect(fixture.labels().map(({ name }) => name)).toEqual(['Court', 'Family'])
    const forecast = () => labelPreview(fixture.actor, { syncId: fixture.sync.id, runId: run.id })
    const both = [
      { kind: 'createLabel', name: 'Client', ...NOBODY, labelAdded: 1 },
      { kind: 'createTag', name: 'Court', ...NOBODY, tagAdded: 1 },
    ]
    expect(await forecast()).toEqual(both)
    const scope = { syncId: fixture.sync.id, runId: run.id }
    const { rows } = await pageOfChanges(fixture.actor, scope, { view: 'addLocal', q: '' })
    const ids = rows.map(({ id }) => id)
    const choose = async (onlyMine: boolean) =>
      setAddedOnlyMine(fixture.actor, scope, { kind: 'ids', ids }, onlyMine, await asOfNow(fixture.actor))
    await choose(true)
    expect(await forecast()).toEqual(both.slice(0, 1))
    await choose(false)
    expect(await forecast()).toEqual(both)
    await fixture.start({ ...run, revision: run.revision + 2 })
    expect(await forecast()).toEqual([])
    expect(await fixture.tagNames('Ana')).toEqual(['Court'])
    expect(fixture.labelNames('Zoe')).toEqual(['Client'])
    expect((await tagsOf(fixture.actor)).map(({ name }) => name)).toEqual(['Client', 'Court'])
    await fixture.check()
    await fixture.check()
    const before = fixture.calls.length
    await fixture.check()
    expect(fixture.calls.slice(before)).toEqual(['contactGroups.list', 'people.connections.list'])
    expect(fixture.calls).not.toContain('people.updateContact')
  })

  it('a tag added and removed on either side follows, in one call for each label', async () => {
    const fixture = await setUp()
    await fixture.addHere(person('Ana', 'Lima'))
    await fixture.addHere(person('Ben', 'Okafor'))
    await fixture.tag('Ana', ['Client'])
    await fixture.firstSync()
    await fixture.check()
    await fixture.tag('Ben', ['Client'])
    await fixture.tag('Ana', [], ['Client'])
    const before = fixture.calls.length
    await fixture.check()
    expect(fixture.labelNames('Ben')).toEqual(['Client'])
    expect(fixture.labelNames('Ana')).toEqual([])
    expect(fixture.calls.slice(before).filter((one) => one.endsWith('modify'))).toHaveLength(1)
    await fixture.check()
    expect(await fixture.tagNames('Ana')).toEqual([])
    const ben = emulator()
      .persons({ account: fixture.googleAccount })
      .find(({ names }) => names?.[0]?.givenName === 'Ben')
    fixture.edit(ben?.resourceName ?? '', { memberships: IN(MY_CONTACTS) })
    await fixture.check()
    expect(await fixture.tagNames('Ben')).toEqual([])
  })

  it('a renamed tag renames its label, and a renamed label its tag', async () => {
    const fixture = await setUp()
    await fixture.addHere(person('Ana', 'Lima'))
    await fixture.tag('Ana', ['Client'])
    await fixture.firstSync()
    await saveTag(fixture.actor, await fixture.tagId('Client'), { name: 'Mandant', color: null })
    await fixture.check()
    expect(fixture.labels()).toEqual([{ name: 'Mandant', members: 1 }])
    await fixture.check()
    const { resourceName } = emulator().groups({ account: fixture.googleAccount })[0] ?? { resourceName: '' }
    await fixture.renameLabel(resourceName, 'Court')
    await fixture.check()
    expect(await fixture.tagNames('Ana')).toEqual(['Court'])
    expect(fixture.labels()).toEqual([{ name: 'Court', members: 1 }])
  })

  it('a deleted tag takes its label along, unless other contacts of the account have it', async () => {
    const fixture = await setUp({ ...KEEP })
    const both = fixture.addLabel('Both')
    fixture.add(named('Ana', 'Lima', both))
    await fixture.firstSync()
    await fixture.tag('Ana', ['Client'])
    await fixture.check()
    await fixture.check()
    expect(fixture.labelNames('Ana').sort()).toEqual(['Both', 'Client'])
    await deleteTag(fixture.actor, await fixture.tagId('Client'))
    await fixture.check()
    await fixture.check()
    expect(fixture.labels()).toEqual([{ name: 'Both', members: 1 }])
    expect(await fixture.tagNames('Ana')).toEqual(['Both'])
    expect(emulator().persons({ account: fixture.googleAccount })).toHaveLength(1)
  })

  it('a label that is deleted in the account stays a tag here, and is not made again', async () => {
    const fixture = await setUp()
    const court = fixture.addLabel('Court')
    fixture.add(named('Ana', 'Lima', court))
    await fixture.firstSync()
    await fixture.check()
    await fixture.removeLabel(court)
    await fixture.check()
    await fixture.check()
    expect(await fixture.tagNames('Ana')).toEqual(['Court'])
    expect(fixture.labels()).toEqual([])
  })

  it('a name that Google keeps for itself is asked for once', async () => {
    const fixture = await setUp()
    await fixture.addHere(person('Ana', 'Lima'))
    await fixture.tag('Ana', ['friends'])
    await fixture.firstSync()
    const before = fixture.calls.length
    await fixture.check()
    expect(fixture.calls.slice(before)).not.toContain('contactGroups.create')
    expect(await fixture.tagNames('Ana')).toEqual(['friends'])
  })

  it('one way to Clio, labels become tags and no label is written', async () => {
    const fixture = await setUp({ ...KEEP, direction: 'toLocal' })
    const court = fixture.addLabel('Court')
    fixture.add(named('Ana', 'Lima', court))
    await fixture.firstSync()
    await fixture.tag('Ana', ['Client'], ['Court'])
    await fixture.check()
    expect(await fixture.tagNames('Ana')).toEqual(['Client'])
    expect(fixture.labels()).toEqual([{ name: 'Court', members: 1 }])
  })

  it('a label that only a private contact has makes no tag that colleagues would see', async () => {
    const fixture = await setUp()
    const secret = fixture.addLabel('Secret')
    fixture.add(named('Ana', 'Lima'))
    await fixture.firstSync()
    const ana = await fixture.here('Ana')
    await withTransaction(fixture.actor, (tx) => setOnlyMine(tx, fixture.actor, ana, true))
    const [link] = await owner().link.findMany({ where: { syncId: fixture.sync.id } })
    fixture.edit(link?.remoteId ?? '', { memberships: IN(MY_CONTACTS, secret) })
    await fixture.check()
    expect(await tagsOf(fixture.actor)).toEqual([])
  })
})

describe('a label or tag that many contacts lose', () => {
  const MANY = Array.from({ length: 21 }, (_, index) => `Ana${index}`)
  const setUpMany = async () => {
    const fixture = await setUp()
    const court = fixture.addLabel('Court')
    const ids = MANY.map((first) => fixture.add(named(first, 'Lima', court)))
    await fixture.firstSync()
    await fixture.check()
    const tagged = async () =>
      (await tagsOf(fixture.actor)).map(({ name, contacts }) => `${name} ${contacts}`)
    return { ...fixture, court, ids, tagged }
  }
  const guardsOf = ({ problem }: { readonly problem: unknown }) =>
    guardsIn(problem).guards.map(({ kind, count, of }) => `${kind} ${count}/${of}`)

  it('in Google asks before the firm loses the tag', async () => {
    const fixture = await setUpMany()
    for (const id of fixture.ids) fixture.edit(id, { memberships: IN(MY_CONTACTS) })
    const run = await fixture.check()
    expect(run).toMatchObject({ state: 'comparing', waitKind: 'guard' })
    expect(guardsOf(run)).toEqual(['tagsTaken 21/21'])
    expect(await fixture.tagged()).toEqual(['Court 21'])
    expect(await labelPreview(fixture.actor, { syncId: fixture.sync.id, runId: run.id })).toEqual([
      { kind: 'members', name: 'Court', ...NOBODY, tagRemoved: 21 },
    ])
    expect(await continueAsShown(fixture.actor, run)).toBe(true)
    expect(await fixture.work()).toMatchObject({ state: 'done' })
    expect(await fixture.tagged()).toEqual(['Court 0'])
  })

  it('in Clio asks before the account loses the label', async () => {
    const fixture = await setUpMany()
    for (const first of MANY) await fixture.tag(first, [], ['Court'])
    const run = await fixture.check()
    expect(guardsOf(run)).toEqual(['labelsTaken 21/21'])
    expect(fixture.labels()).toEqual([{ name: 'Court', members: 21 }])
  })

  it('because it was deleted itself does not ask: the tag stays', async () => {
    const fixture = await setUpMany()
    await fixture.removeLabel(fixture.court)
    expect(await fixture.check()).toMatchObject({ state: 'done', waitKind: null })
    expect(await fixture.tagged()).toEqual(['Court 21'])
  })
})
