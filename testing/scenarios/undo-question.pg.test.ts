// A run is undone while a colleague is asked about a contact that it added, and the undo is undone: nobody has the person twice.
import { beforeEach, describe, expect, it } from 'vitest'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { db } from '@/lib/store/database/client'
import type { Run } from '@/lib/store/database/generated/client'
import { startUndo, undoPreview } from '@/lib/store/undo/undo'
import { withDatabase } from '@/testing/database/test-database'
import { decideAsShown } from './as-shown'
import { continueAsShown, type Fixture, person, setUpFixture } from './fixture'

withDatabase()

const phones = [{ value: '+1 212 555 0143', label: 'Work' }]
let ana: Fixture
let ben: Fixture

beforeEach(async () => {
  ana = await setUpFixture()
  ben = await setUpFixture({ firmId: ana.actor.firmId })
})

/** A run of Ana adds her contact here, and then Ben's first sync compares his with it. */
async function bothHaveHer(his: Partial<Contact>): Promise<Run> {
  ana.account.add(person('Pia', 'Moss', { phones }))
  const added = await ana.start(await ana.preview())
  ben.account.add(person('Pia', 'Moss', { phones, ...his }))
  await continueAsShown(ben.actor, await ben.preview())
  await ben.start(await ben.work())
  return added
}

async function undo({ actor, work }: Fixture, { id: runId }: Run): Promise<Run> {
  const all = { runId, changeId: null, field: null, deletesThere: 0 }
  expect(await startUndo(actor, all)).toMatchObject({ kind: 'started' })
  return work()
}

/** Checks of both, until nothing is left to do. */
async function check(...order: readonly Fixture[]) {
  for (const one of order) {
    await one.later()
    // The tick opens the runs of everyone.
    await ana.work()
    await ben.work()
  }
}

const questionsOf = ({ actor, sync }: Fixture) =>
  db(actor).change.findMany({ where: { syncId: sync.id, kind: 'question', state: 'waiting' } })

const copies = async () => [(await ana.here()).length, ana.there().length, ben.there().length]

describe('a colleague’s question that an undo closes', () => {
  it.each([
    ['at once', []],
    ['after a check of hers', ['ana']],
    ['after one of his', ['ben']],
    ['after his and hers', ['ben', 'ana']],
    ['after hers and his', ['ana', 'ben']],
  ] as const)('is asked again, by one of them, once the undo is undone %s', async (_, order) => {
    const added = await bothHaveHer({ emails: [] })
    expect(await questionsOf(ben)).toHaveLength(1)
    const undone = await undo(ana, added)
    await check(...order.map((who) => ({ ana, ben })[who]))
    await undo(ana, undone)
    await check(ben, ana, ben, ana)
    expect(await copies()).toEqual([1, 1, 1])
    const [question, ...others] = [...(await questionsOf(ana)), ...(await questionsOf(ben))]
    expect(others).toEqual([])
    const asked = question?.syncId === ana.sync.id ? ana : ben
    expect(await decideAsShown(asked.actor, question?.id ?? '', { samePerson: 'link' })).toBe(true)
    await check(asked, ana, ben)
    expect(await copies()).toEqual([1, 1, 1])
    expect(await db(ana.actor).link.count({ where: { firmId: ana.actor.firmId, tombstone: null } })).toBe(2)
  })

  it('says in the preview of the second undo why the contact is not added again', async () => {
    const added = await bothHaveHer({ emails: [] })
    const undone = await undo(ana, added)
    await check(ben, ana)
    const preview = await undoPreview(ana.actor, { runId: undone.id, changeId: null, field: null }, null, 10)
    expect(preview).toMatchObject({
      counts: { adds: 0, kept: { asked: 1 } },
      rows: [{ change: null, kept: [{ why: 'asked', side: 'local' }] }],
    })
  })

  it('nothing is asked where the two are certainly the same', async () => {
    const added = await bothHaveHer({})
    const undone = await undo(ana, added)
    await check(ben, ana)
    await undo(ana, undone)
    await check(ben, ana)
    expect([...(await questionsOf(ana)), ...(await questionsOf(ben))]).toEqual([])
    expect(await copies()).toEqual([1, 1, 1])
  })
})
