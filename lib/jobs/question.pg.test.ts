// A question whether two contacts are one person, from asking to answering.

import { afterAll, describe, expect, it } from 'vitest'
import { decideAsShown } from '@/lib/db/as-shown'
import { closeQueue } from '@/lib/db/queue'
import { discardPreview } from '@/lib/db/runs'
import { owner, withDatabase } from '@/lib/db/testing'
import { bodyOf, names } from './in-step'
import { person, setStage } from './stage'

withDatabase()
afterAll(closeQueue)

describe('a question', () => {
  async function asked() {
    const stage = await setStage()
    await stage.addHere(
      person('Robert', 'Stone', { phones: [{ value: '+1 212 555 0123', label: 'Mobile' }] }),
    )
    stage.account.add(
      person('Bob', 'Stone', {
        emails: [{ value: 'robert.stone@example.com', label: '' }],
        phones: [{ value: '(212) 555-0123', label: '' }],
      }),
    )
    const run = await stage.preview()
    const [question] = await stage.changes(run.id)
    if (!question) throw new Error('nothing was asked')
    return { stage, run, question }
  }

  it('is asked where two look alike, and nothing is written until it is answered', async () => {
    const { stage, run, question } = await asked()
    expect(question).toMatchObject({ kind: 'question', undecided: true })
    await stage.start(run)
    expect([await stage.here(), stage.there()].map((side) => side.length)).toEqual([1, 1])
    const again = await stage.later()
    expect(again.state).toBe('done')
    expect(await owner().change.count({ where: { syncId: stage.sync.id, state: 'waiting' } })).toBe(1)
  })

  it('answered with Keep separate adds each to the other side, and is not asked again', async () => {
    const { stage, run, question } = await asked()
    await decideAsShown(stage.actor, question.id, { samePerson: 'separate' })
    expect((await stage.changes(run.id)).map(({ kind }) => kind)).toEqual([
      'createLocal',
      'createRemote',
      'question',
    ])
    await stage.start(run)
    expect(names(await stage.here())).toEqual(['Bob Stone', 'Robert Stone'])
    expect(names(stage.there())).toEqual(['Bob Stone', 'Robert Stone'])
    await stage.later()
    expect(await owner().change.count({ where: { syncId: stage.sync.id, state: 'waiting' } })).toBe(0)
  })

  it('answered with Link makes one of two, and asks which first name is right', async () => {
    const { stage, run, question } = await asked()
    await decideAsShown(stage.actor, question.id, { samePerson: 'link' })
    const [linked] = await stage.changes(run.id)
    const conflicts = bodyOf(linked).conflicts
    expect(conflicts.map(({ field }) => field)).toEqual(['firstName'])
    await decideAsShown(stage.actor, question.id, { conflicts: { [conflicts[0]?.id ?? '']: 'local' } })
    await stage.start(run)
    expect(names(await stage.here())).toEqual(['Robert Stone'])
    expect(names(stage.there())).toEqual(['Robert Stone'])
  })

  it('that was answered is not asked again by a preview that follows on a discarded one', async () => {
    const { stage, run, question } = await asked()
    await decideAsShown(stage.actor, question.id, { samePerson: 'link' })
    const [linked] = await stage.changes(run.id)
    const conflict = bodyOf(linked).conflicts[0]?.id ?? ''
    await decideAsShown(stage.actor, question.id, { conflicts: { [conflict]: 'local' } })
    await discardPreview(stage.actor, run.id)
    const again = await stage.preview()
    expect(await stage.changes(again.id)).toMatchObject([{ kind: 'update', undecided: false }])
    await stage.start(again)
    expect(names(await stage.here())).toEqual(['Robert Stone'])
    expect(names(stage.there())).toEqual(['Robert Stone'])
  })

  it('can be answered the other way before the start', async () => {
    const { stage, run, question } = await asked()
    await decideAsShown(stage.actor, question.id, { samePerson: 'separate' })
    await decideAsShown(stage.actor, question.id, { samePerson: 'link' })
    expect((await stage.changes(run.id)).map(({ kind }) => kind)).toEqual(['question'])
    await stage.start(run)
    expect((await stage.here()).length).toBe(1)
    expect(stage.there().length).toBe(1)
  })
})
