// A question whether two contacts are the same person, from asking to answering.

import { describe, expect, it } from 'vitest'
import { discardPreview } from '@/lib/store/runs/runs'
import { owner, withDatabase } from '@/testing/database/test-database'
import { decideAsShown } from '@/testing/scenarios/as-shown'
import { person, setUpFixture } from './fixture'
import { bodyOf, names } from './in-step'

withDatabase()

describe('a question', () => {
  async function asked() {
    const fixture = await setUpFixture()
    await fixture.addHere(
      person('Robert', 'Stone', { phones: [{ value: '+1 212 555 0123', label: 'Mobile' }] }),
    )
    fixture.account.add(
      person('Bob', 'Stone', {
        emails: [{ value: 'robert.stone@example.com', label: '' }],
        phones: [{ value: '(212) 555-0123', label: '' }],
      }),
    )
    const run = await fixture.preview()
    const [question] = await fixture.changes(run.id)
    if (!question) throw new Error('nothing was asked')
    return { fixture, run, question }
  }

  it('is asked if two look alike, and nothing is written until it is answered', async () => {
    const { fixture, run, question } = await asked()
    expect(question).toMatchObject({ kind: 'question', undecided: true })
    await fixture.start(run)
    expect([await fixture.here(), fixture.there()].map((side) => side.length)).toEqual([1, 1])
    const again = await fixture.later()
    expect(again.state).toBe('done')
    expect(await owner().change.count({ where: { syncId: fixture.sync.id, state: 'waiting' } })).toBe(1)
  })

  it('answered with Keep separate adds each to the other side, and is not asked again', async () => {
    const { fixture, run, question } = await asked()
    await decideAsShown(fixture.actor, question.id, { samePerson: 'separate' })
    expect((await fixture.changes(run.id)).map(({ kind }) => kind)).toEqual([
      'createLocal',
      'createRemote',
      'question',
    ])
    await fixture.start(run)
    expect(names(await fixture.here())).toEqual(['Bob Stone', 'Robert Stone'])
    expect(names(fixture.there())).toEqual(['Bob Stone', 'Robert Stone'])
    await fixture.later()
    expect(await owner().change.count({ where: { syncId: fixture.sync.id, state: 'waiting' } })).toBe(0)
  })

  it('answered with Link joins the two, and asks which first name is right', async () => {
    const { fixture, run, question } = await asked()
    await decideAsShown(fixture.actor, question.id, { samePerson: 'link' })
    const [linked] = await fixture.changes(run.id)
    const conflicts = bodyOf(linked).conflicts
    expect(conflicts.map(({ field }) => field)).toEqual(['firstName'])
    await decideAsShown(fixture.actor, question.id, { conflicts: { [conflicts[0]?.id ?? '']: 'local' } })
    await fixture.start(run)
    expect(names(await fixture.here())).toEqual(['Robert Stone'])
    expect(names(fixture.there())).toEqual(['Robert Stone'])
  })

  it('that was answered is not asked again by a preview after a discarded one', async () => {
    const { fixture, run, question } = await asked()
    await decideAsShown(fixture.actor, question.id, { samePerson: 'link' })
    const [linked] = await fixture.changes(run.id)
    const conflict = bodyOf(linked).conflicts[0]?.id ?? ''
    await decideAsShown(fixture.actor, question.id, { conflicts: { [conflict]: 'local' } })
    await discardPreview(fixture.actor, run.id)
    const again = await fixture.preview()
    expect(await fixture.changes(again.id)).toMatchObject([{ kind: 'update', undecided: false }])
    await fixture.start(again)
    expect(names(await fixture.here())).toEqual(['Robert Stone'])
    expect(names(fixture.there())).toEqual(['Robert Stone'])
  })

  it('can be answered the other way before the start', async () => {
    const { fixture, run, question } = await asked()
    await decideAsShown(fixture.actor, question.id, { samePerson: 'separate' })
    await decideAsShown(fixture.actor, question.id, { samePerson: 'link' })
    expect((await fixture.changes(run.id)).map(({ kind }) => kind)).toEqual(['question'])
    await fixture.start(run)
    expect((await fixture.here()).length).toBe(1)
    expect(fixture.there().length).toBe(1)
  })
})
