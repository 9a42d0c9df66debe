// What the product decides, walked through the real jobs and a real database against an account in memory.
import { afterAll, describe, expect, it } from 'vitest'
import { decideChange } from '@/lib/db/changes'
import { withTransaction } from '@/lib/db/client'
import { createManyContacts } from '@/lib/db/contact-bulk'
import { linksOfContact, restoresOfContact } from '@/lib/db/contact-links'
import { restoreContact } from '@/lib/db/contacts'
import type { Change } from '@/lib/db/generated/client'
import { restoreToRemote } from '@/lib/db/links'
import { overviewOf } from '@/lib/db/overview'
import { closeQueue } from '@/lib/db/queue'
import { discardPreview, retryChanges, startPreview, syncNow } from '@/lib/db/runs'
import { setSyncSettings, stopSync } from '@/lib/db/syncs'
import { owner, withDatabase } from '@/lib/db/testing'
import { asBody } from '@/lib/db/values'
import { continueAsShown, person, type Stage, setStage, startAsShown } from './stage'

withDatabase()
afterAll(closeQueue)

const names = (contacts: readonly { firstName: string; lastName: string }[]) =>
  contacts.map(({ firstName, lastName }) => `${firstName} ${lastName}`.trim()).sort()
const MINUTE = 60_000

/** Ana on both sides, Ben only here, Cho only there; in step. */
async function inStep(options: Parameters<typeof setStage>[0] = {}) {
  const stage = await setStage(options)
  const ana = await stage.addHere(person('Ana', 'Lima'))
  const ben = await stage.addHere(person('Ben', 'Okafor'))
  const remoteAna = stage.account.add(person('Ana', 'Lima', { title: 'Judge' }))
  stage.account.add(person('Cho', 'Min-ji'))
  stage.pass(options.limits?.lagMs ?? 0)
  await stage.start(await stage.preview())
  return { ...stage, ana, ben, remoteAna }
}

const bodyOf = (change: Pick<Change, 'body'> | undefined) => {
  if (!change) throw new Error('no such change')
  return asBody(change.body)
}

const waitingOf = (stage: Stage) =>
  owner().change.findFirstOrThrow({ where: { syncId: stage.sync.id, state: 'waiting' } })

const contactHere = async (stage: Stage, id: string) =>
  (await stage.here()).find((contact) => contact.id === id)

describe('the first sync', () => {
  it('shows what would happen and changes nothing before Start Sync', async () => {
    const stage = await setStage()
    await stage.addHere(person('Ana', 'Lima'))
    await stage.addHere(person('Ben', 'Okafor'))
    stage.account.add(person('Ana', 'Lima'))
    stage.account.add(person('Cho', 'Min-ji'))
    const run = await stage.preview()
    expect(run.state).toBe('ready')
    expect((await stage.changes(run.id)).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'createLocal Cho Min-ji',
      'createRemote Ben Okafor',
      'link Ana Lima',
    ])
    expect(names(await stage.here())).toEqual(['Ana Lima', 'Ben Okafor'])
    expect(names(stage.there())).toEqual(['Ana Lima', 'Cho Min-ji'])
  })

  it('brings both sides to the same contacts and merges a match without overwriting', async () => {
    const stage = await inStep()
    expect(names(await stage.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect(names(stage.there())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect((await contactHere(stage, stage.ana))?.title).toBe('Judge')
  })

  it('finds nothing to do right afterwards, at the price of one call', async () => {
    const stage = await inStep()
    const before = stage.calls()
    const run = await stage.later()
    expect(run).toMatchObject({ kind: 'scheduled', state: 'done', same: 3 })
    expect(await stage.changes(run.id)).toEqual([])
    expect(stage.calls() - before).toBe(1)
  })

  it('can be pressed twice and starts once', async () => {
    const stage = await setStage()
    stage.account.add(person('Cho', 'Min-ji'))
    const run = await stage.preview()
    const both = await Promise.all([startAsShown(stage.actor, run), startAsShown(stage.actor, run)])
    expect(both.map(({ kind }) => kind).sort()).toEqual(['already', 'started'])
    await stage.work()
    expect(names(await stage.here())).toEqual(['Cho Min-ji'])
  })

  it('leaves no trace when the preview is discarded', async () => {
    const stage = await setStage()
    stage.account.add(person('Cho', 'Min-ji'))
    const run = await stage.preview()
    expect(await discardPreview(stage.actor, run.id)).toBe(true)
    expect(await startAsShown(stage.actor, run)).toEqual({ kind: 'notReady' })
    expect(await stage.here()).toEqual([])
  })

  it('is not open to another person of the firm', async () => {
    const stage = await setStage()
    const run = await stage.preview()
    const other = await setStage({ firmId: stage.actor.firmId })
    expect(await startAsShown(other.actor, run)).toEqual({ kind: 'notReady' })
    expect(await startPreview(other.actor, stage.sync.id)).toBeNull()
  })

  it('leaves out what was excluded, now and later', async () => {
    const stage = await setStage()
    const ben = await stage.addHere(person('Ben', 'Okafor'))
    const run = await stage.preview()
    await owner().exclusion.create({
      data: {
        id: crypto.randomUUID(),
        firmId: stage.actor.firmId,
        syncId: stage.sync.id,
        contactId: ben,
        name: 'Ben Okafor',
        userId: stage.actor.userId,
      },
    })
    await owner().change.updateMany({ where: { runId: run.id }, data: { state: 'excluded' } })
    await stage.start(run)
    await stage.editHere(ben, { title: 'Clerk' })
    await stage.later()
    expect(stage.there()).toEqual([])
  })

  it('holds back a contact that was edited after the preview, and takes it once it is approved', async () => {
    const stage = await setStage()
    const ben = await stage.addHere(person('Ben', 'Okafor'))
    await stage.addHere(person('Dan', 'Roth'))
    const run = await stage.preview()
    await stage.editHere(ben, { title: 'Clerk' })
    await stage.start(run)
    expect(names(stage.there())).toEqual(['Dan Roth'])
    await stage.later()
    expect(names(stage.there())).toEqual(['Dan Roth'])
    const waiting = await owner().change.findFirstOrThrow({
      where: { syncId: stage.sync.id, state: 'waiting', drifted: true },
    })
    expect(await decideChange(stage.actor, waiting.id, { approved: true })).toBe(true)
    await syncNow(stage.actor, stage.sync.id)
    await stage.work()
    expect(stage.there().find(({ lastName }) => lastName === 'Okafor')?.title).toBe('Clerk')
  })

  it('says of two that changed after the preview why they are one, not that a person said so', async () => {
    const stage = await setStage()
    const ana = await stage.addHere(person('Ana', 'Lima'))
    stage.account.add(person('Ana', 'Lima', { title: 'Judge' }))
    const run = await stage.preview()
    await stage.editHere(ana, { department: 'Appeals' })
    await stage.start(run)
    const waiting = await waitingOf(stage)
    expect(waiting.drifted).toBe(true)
    const reasons = bodyOf(waiting).reasons.map(({ kind }) => kind)
    expect(reasons).toContain('sameNameAndEmail')
    expect(reasons).not.toContain('linkedByPerson')
  })

  it('goes on where a stale version only hid the same outcome', async () => {
    const stage = await setStage()
    const ben = await stage.addHere(person('Ben', 'Okafor'))
    const run = await stage.preview()
    await stage.editHere(ben, { title: 'Clerk' })
    await stage.editHere(ben, { title: '' })
    await stage.start(run)
    expect(names(stage.there())).toEqual(['Ben Okafor'])
  })

  it('warns when another person of the firm syncs already, with the number of shared addresses', async () => {
    const first = await inStep()
    const second = await setStage({ firmId: first.actor.firmId })
    second.account.add(person('Ana', 'Lima'))
    const run = await second.preview()
    expect(run).toMatchObject({ state: 'comparing', waitKind: 'others' })
    expect(run.problem).toMatchObject({
      kind: 'others',
      people: [{ name: 'Ana Lima', contacts: 3, sameEmails: 1 }],
    })
    expect(await continueAsShown(second.actor, run)).toBe(true)
    expect((await second.work()).state).toBe('ready')
  })

  it('links a second person of the firm to the same contacts', async () => {
    const first = await inStep()
    const second = await setStage({ firmId: first.actor.firmId })
    second.account.add(person('Ana', 'Lima'))
    const run = await second.preview()
    await continueAsShown(second.actor, run)
    await second.start(await second.work())
    expect(names(await first.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect(names(second.there())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
  })
})

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
    await decideChange(stage.actor, question.id, { samePerson: 'separate' })
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
    await decideChange(stage.actor, question.id, { samePerson: 'link' })
    const [linked] = await stage.changes(run.id)
    const conflicts = bodyOf(linked).conflicts
    expect(conflicts.map(({ field }) => field)).toEqual(['firstName'])
    await decideChange(stage.actor, question.id, { conflicts: { [conflicts[0]?.id ?? '']: 'local' } })
    await stage.start(run)
    expect(names(await stage.here())).toEqual(['Robert Stone'])
    expect(names(stage.there())).toEqual(['Robert Stone'])
  })

  it('that was answered is not asked again by a preview that follows on a discarded one', async () => {
    const { stage, run, question } = await asked()
    await decideChange(stage.actor, question.id, { samePerson: 'link' })
    const [linked] = await stage.changes(run.id)
    const conflict = bodyOf(linked).conflicts[0]?.id ?? ''
    await decideChange(stage.actor, question.id, { conflicts: { [conflict]: 'local' } })
    await discardPreview(stage.actor, run.id)
    const again = await stage.preview()
    expect(await stage.changes(again.id)).toMatchObject([{ kind: 'update', undecided: false }])
    await stage.start(again)
    expect(names(await stage.here())).toEqual(['Robert Stone'])
    expect(names(stage.there())).toEqual(['Robert Stone'])
  })

  it('can be answered the other way before the start', async () => {
    const { stage, run, question } = await asked()
    await decideChange(stage.actor, question.id, { samePerson: 'separate' })
    await decideChange(stage.actor, question.id, { samePerson: 'link' })
    expect((await stage.changes(run.id)).map(({ kind }) => kind)).toEqual(['question'])
    await stage.start(run)
    expect((await stage.here()).length).toBe(1)
    expect(stage.there().length).toBe(1)
  })
})

describe('in step', () => {
  it('an edit here reaches the account, an edit there reaches us', async () => {
    const stage = await inStep()
    await stage.editHere(stage.ana, { nickname: 'Aninha' })
    stage.account.edit(stage.remoteAna, person('Ana', 'Lima', { title: 'Chief judge' }))
    await stage.later()
    expect(await contactHere(stage, stage.ana)).toMatchObject({ nickname: 'Aninha', title: 'Chief judge' })
    expect(stage.account.look(stage.remoteAna)?.contact).toMatchObject({
      nickname: 'Aninha',
      title: 'Chief judge',
    })
  })

  it('what the account knows and we do not survives our edits', async () => {
    const stage = await inStep()
    stage.account.edit(stage.remoteAna, person('Ana', 'Lima', { title: 'Judge' }), 'a photo')
    await stage.later()
    await stage.editHere(stage.ana, { title: 'Chief judge' })
    await stage.later()
    expect(stage.account.look(stage.remoteAna)).toMatchObject({
      extra: 'a photo',
      contact: { title: 'Chief judge' },
    })
  })

  it('an edit on both sides of one field is asked, and the other fields go on', async () => {
    const stage = await inStep()
    await stage.editHere(stage.ana, { title: 'Partner', nickname: 'Aninha' })
    stage.account.edit(stage.remoteAna, person('Ana', 'Lima', { title: 'Of counsel' }))
    await stage.later()
    expect(stage.account.look(stage.remoteAna)?.contact).toMatchObject({
      nickname: 'Aninha',
      title: 'Of counsel',
    })
    expect((await contactHere(stage, stage.ana))?.title).toBe('Partner')
    const waiting = await owner().change.findMany({ where: { syncId: stage.sync.id, state: 'waiting' } })
    expect(waiting).toHaveLength(1)
    await stage.later()
    expect(await owner().change.count({ where: { syncId: stage.sync.id, state: 'waiting' } })).toBe(1)
    const conflict = bodyOf(waiting[0]).conflicts[0]
    await decideChange(stage.actor, waiting[0]?.id ?? '', { conflicts: { [conflict?.id ?? '']: 'remote' } })
    await syncNow(stage.actor, stage.sync.id)
    await stage.work()
    expect((await contactHere(stage, stage.ana))?.title).toBe('Of counsel')
    expect(await owner().change.count({ where: { syncId: stage.sync.id, state: 'waiting' } })).toBe(0)
  })

  it('a conflict that the sides settle themselves is no longer asked', async () => {
    const stage = await inStep()
    await stage.editHere(stage.ana, { title: 'Partner' })
    stage.account.edit(stage.remoteAna, person('Ana', 'Lima', { title: 'Of counsel' }))
    await stage.later()
    await stage.editHere(stage.ana, { title: 'Of counsel' })
    await stage.later()
    expect(await owner().change.count({ where: { syncId: stage.sync.id, state: 'waiting' } })).toBe(0)
  })

  it('the setting can decide conflicts without asking', async () => {
    const stage = await inStep()
    await setSyncSettings(stage.actor, stage.sync.id, { onConflict: 'local', onLocalDelete: 'keep' })
    await stage.editHere(stage.ana, { title: 'Partner' })
    stage.account.edit(stage.remoteAna, person('Ana', 'Lima', { title: 'Of counsel' }))
    await stage.later()
    expect(stage.account.look(stage.remoteAna)?.contact.title).toBe('Partner')
  })

  it('an edit that arrives while the run goes on is not forgotten', async () => {
    const stage = await inStep()
    await owner().sync.update({
      where: { id: stage.sync.id },
      data: { nextCheckAt: stage.now(), wokenAt: stage.now() },
    })
    const run = await stage.later(0)
    expect(run.kind).toBe('edit')
    const sync = await owner().sync.findUniqueOrThrow({ where: { id: stage.sync.id } })
    expect(sync).toMatchObject({ wokenAt: null, nextCheckAt: new Date(stage.now().getTime() + 15 * MINUTE) })
  })

  it('a cursor that expired leads to a full read, not to deletions or doubles', async () => {
    const stage = await inStep()
    stage.account.expireCursors()
    stage.account.add(person('Eve', 'Adler'))
    const run = await stage.later()
    expect(run).toMatchObject({ state: 'done', full: true })
    expect(names(await stage.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji', 'Eve Adler'])
    expect(stage.there()).toHaveLength(4)
  })

  it('a renamed entry keeps its link', async () => {
    const stage = await inStep()
    stage.account.rename(stage.remoteAna)
    await stage.later()
    await stage.editHere(stage.ana, { title: 'Chief judge' })
    await stage.later()
    expect(
      stage
        .there()
        .filter(({ lastName }) => lastName === 'Lima')
        .map(({ title }) => title),
    ).toEqual(['Chief judge'])
    expect(await stage.here()).toHaveLength(3)
  })
})

describe('deleting', () => {
  it('in Google leaves ours, pushes nothing more of it, and says so', async () => {
    const stage = await inStep()
    stage.account.remove(stage.remoteAna)
    await stage.later()
    await stage.editHere(stage.ana, { title: 'Retired' })
    await stage.later()
    expect(await contactHere(stage, stage.ana)).toMatchObject({ title: 'Retired' })
    expect(names(stage.there())).toEqual(['Ben Okafor', 'Cho Min-ji'])
    expect(await owner().link.findFirst({ where: { contactId: stage.ana } })).toMatchObject({
      tombstone: 'remote',
    })
  })

  it('in Google, seen only by a full read, is believed once the contact was asked for by name', async () => {
    const stage = await inStep()
    stage.account.remove(stage.remoteAna)
    stage.account.expireCursors()
    await stage.later()
    expect(await owner().link.findFirst({ where: { contactId: stage.ana } })).toMatchObject({
      tombstone: 'remote',
    })
    expect(await stage.here()).toHaveLength(3)
  })

  it('here leaves Google alone and does not bring the contact back', async () => {
    const stage = await inStep()
    await stage.deleteHere(stage.ana)
    await stage.later()
    stage.account.edit(stage.remoteAna, person('Ana', 'Lima', { title: 'Chief judge' }))
    await stage.later()
    expect(names(await stage.here())).toEqual(['Ben Okafor', 'Cho Min-ji'])
    expect(stage.there()).toHaveLength(3)
  })

  it('here deletes in Google when the setting says so', async () => {
    const stage = await inStep()
    await setSyncSettings(stage.actor, stage.sync.id, { onConflict: 'ask', onLocalDelete: 'delete' })
    await stage.deleteHere(stage.ana)
    await stage.later()
    expect(names(stage.there())).toEqual(['Ben Okafor', 'Cho Min-ji'])
  })

  it('and restoring here makes the pair a live link again', async () => {
    const stage = await inStep()
    await stage.deleteHere(stage.ana)
    await stage.later()
    await restoreContact(stage.actor.firmId, stage.ana, { userId: stage.actor.userId })
    stage.account.edit(stage.remoteAna, person('Ana', 'Lima', { title: 'Chief judge' }))
    await stage.later()
    expect(await contactHere(stage, stage.ana)).toMatchObject({ title: 'Chief judge' })
    expect(stage.there()).toHaveLength(3)
  })

  it('on both sides forgets the link', async () => {
    const stage = await inStep()
    await stage.deleteHere(stage.ana)
    stage.account.remove(stage.remoteAna)
    await stage.later()
    expect(await owner().link.count({ where: { syncId: stage.sync.id } })).toBe(2)
  })

  it.each(['between two checks', 'later'])(
    'in Google and typed anew there, %s, it is the same contact here, with what each side knows',
    async (when) => {
      const stage = await inStep()
      stage.account.remove(stage.remoteAna)
      if (when === 'later') await stage.later()
      await stage.editHere(stage.ana, { title: 'Judge' })
      stage.account.add(person('Ana', 'Lima', { department: 'Appeals' }))
      await stage.later()
      expect(names(await stage.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
      const both = { title: 'Judge', department: 'Appeals' }
      expect(await contactHere(stage, stage.ana)).toMatchObject(both)
      expect(stage.there().find(({ firstName }) => firstName === 'Ana')).toMatchObject(both)
      expect(await stage.changes((await stage.later()).id)).toEqual([])
    },
  )

  it('in Google, typed anew there, and set up again: one contact on each side', async () => {
    const stage = await inStep()
    stage.account.remove(stage.remoteAna)
    await stage.later()
    await stopSync(stage.actor, stage.sync.id)
    stage.account.add(person('Ana', 'Lima'))
    await stage.start(await stage.preview())
    expect(names(await stage.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect(stage.there()).toHaveLength(3)
    expect(await stage.changes((await stage.later()).id)).toEqual([])
  })

  describe('in Google and typed anew there, perhaps', () => {
    async function asked() {
      const stage = await inStep()
      await stage.editHere(stage.ana, { phones: [{ value: '+1 312 555 0100', label: 'Work' }] })
      await stage.later()
      stage.account.remove(stage.remoteAna)
      const phones = [{ value: '+1 312 555 0100', label: 'Work' }]
      stage.account.add(person('Ana', 'Lima', { emails: [], phones, title: 'Judge' }))
      const run = await stage.later()
      const [question, ...others] = await stage.changes(run.id)
      expect([question?.kind, question?.state, others]).toEqual(['question', 'waiting', []])
      expect(await stage.here()).toHaveLength(3)
      return { stage, id: question?.id ?? '' }
    }

    it('is asked, and answered with Link it is the same contact here', async () => {
      const { stage, id } = await asked()
      await decideChange(stage.actor, id, { samePerson: 'link' })
      await stage.later()
      await stage.later()
      expect(names(await stage.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
      expect(await contactHere(stage, stage.ana)).toMatchObject({ title: 'Judge' })
      expect(stage.there()).toHaveLength(3)
      expect(stage.there().find(({ firstName }) => firstName === 'Ana')?.emails).toHaveLength(1)
    })

    it('answered with Keep separate it is another one, and who was deleted stays away', async () => {
      const { stage, id } = await asked()
      await decideChange(stage.actor, id, { samePerson: 'separate' })
      await stage.later()
      await stage.later()
      expect(names(await stage.here())).toEqual(['Ana Lima', 'Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
      expect(stage.there()).toHaveLength(3)
      expect(await owner().link.findFirst({ where: { contactId: stage.ana } })).toMatchObject({
        tombstone: 'remote',
      })
    })
  })

  it('here and typed anew here it is the contact that Google still has', async () => {
    const stage = await inStep()
    await stage.deleteHere(stage.ana)
    await stage.later()
    const anew = await stage.addHere(person('Ana', 'Lima', { title: 'Judge' }))
    await stage.later()
    expect(names(stage.there())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect(stage.account.look(stage.remoteAna)?.contact).toMatchObject({ title: 'Judge' })
    expect(
      await owner().link.findMany({ where: { syncId: stage.sync.id, remoteId: stage.remoteAna } }),
    ).toMatchObject([{ contactId: anew, tombstone: null }])
    expect(await stage.changes((await stage.later()).id)).toEqual([])
  })

  it('Restore to Google brings one contact back', async () => {
    const stage = await inStep()
    stage.account.remove(stage.remoteAna)
    await stage.later()
    const link = await owner().link.findFirstOrThrow({ where: { contactId: stage.ana } })
    expect(await restoreToRemote(stage.actor, link.id)).toBe(true)
    const standing = async () => (await linksOfContact(stage.actor.firmId, stage.ana)).map(({ kind }) => kind)
    expect(await standing()).toEqual(['unlinked'])
    await stage.later()
    expect(await standing()).toEqual(['linked'])
    expect(await restoresOfContact(stage.actor.firmId, stage.ana, 5)).toMatchObject([{ author: 'Ana Lima' }])
    expect(names(stage.there())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    await stage.later()
    expect(stage.there()).toHaveLength(3)
  })
})

it('who sets up again is not warned of others of the firm once more', async () => {
  const first = await inStep()
  const second = await setStage({ firmId: first.actor.firmId })
  const run = await second.preview()
  await continueAsShown(second.actor, run)
  await second.start(await second.work())
  await stopSync(second.actor, second.sync.id)
  expect(await second.preview()).toMatchObject({ state: 'ready' })
})

describe('stop and set up again', () => {
  it('Stop Sync ends every call at once and leaves both sides as they are', async () => {
    const stage = await inStep()
    expect(await stopSync(stage.actor, stage.sync.id)).toBe(true)
    await stage.editHere(stage.ana, { title: 'Retired' })
    const before = stage.calls()
    await stage.later()
    await stage.later()
    expect(stage.calls()).toBe(before)
    expect(stage.account.look(stage.remoteAna)?.contact.title).toBe('Judge')
  })

  it('a stop in the middle of the first sync writes nothing more', async () => {
    const stage = await setStage({ batchSize: 1 })
    for (const name of ['Ada', 'Bea', 'Cat']) await stage.addHere(person(name, 'Lovelace'))
    const run = await stage.preview()
    const push = stage.account.provider.push
    Object.assign(stage.account.provider, {
      push: async (...args: Parameters<typeof push>) => {
        await stopSync(stage.actor, stage.sync.id)
        return push(...args)
      },
    })
    await stage.start(run)
    expect(stage.there()).toHaveLength(1)
  })

  it("doubles nothing, takes both sides' edits, and offers what Google deleted anew, marked as such", async () => {
    const stage = await inStep()
    stage.account.remove(stage.remoteAna)
    await stage.later()
    await stopSync(stage.actor, stage.sync.id)
    await stage.editHere(stage.ben, { title: 'Clerk' })
    const run = await stage.preview()
    const changes = await stage.changes(run.id)
    expect(changes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'createRemote Ana Lima',
      'update Ben Okafor',
    ])
    expect(bodyOf(changes[0]).reasons).toMatchObject([{ kind: 'returns', side: 'remote' }])
    await stage.start(run)
    expect(names(stage.there())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect(await stage.here()).toHaveLength(3)
    expect(await stage.changes((await stage.later()).id)).toEqual([])
  })

  it('offers what was deleted here anew as well', async () => {
    const stage = await inStep()
    await stage.deleteHere(stage.ana)
    await stage.later()
    await stopSync(stage.actor, stage.sync.id)
    await stage.start(await stage.preview())
    expect(names(await stage.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect(stage.there()).toHaveLength(3)
    expect(await stage.changes((await stage.later()).id)).toEqual([])
  })

  it('shows what still waits for an answer in the new preview, with the answers given so far', async () => {
    const stage = await inStep()
    await stage.editHere(stage.ana, { title: 'Partner', department: 'Tax' })
    stage.account.edit(stage.remoteAna, person('Ana', 'Lima', { title: 'Of counsel', department: 'Probate' }))
    await stage.later()
    const asked = await waitingOf(stage)
    const [first, second] = bodyOf(asked).conflicts
    await decideChange(stage.actor, asked.id, { conflicts: { [first?.id ?? '']: 'remote' } })
    await stopSync(stage.actor, stage.sync.id)
    const run = await stage.preview()
    const [shown] = await stage.changes(run.id)
    expect(shown).toMatchObject({ name: 'Ana Lima', state: 'planned', undecided: true })
    expect(bodyOf(shown).conflicts.map(({ id }) => id)).toEqual([second?.id])
    await decideChange(stage.actor, shown?.id ?? '', { conflicts: { [second?.id ?? '']: 'local' } })
    await stage.start(run)
    const [title, department] = first?.field === 'title' ? ['Of counsel', 'Tax'] : ['Partner', 'Probate']
    expect(await contactHere(stage, stage.ana)).toMatchObject({ title, department })
    expect(stage.account.look(stage.remoteAna)?.contact).toMatchObject({ title, department })
    expect(await owner().change.count({ where: { syncId: stage.sync.id, state: 'waiting' } })).toBe(0)
  })

  it('asks again after a preview that was discarded', async () => {
    const stage = await inStep()
    await stage.editHere(stage.ana, { title: 'Partner' })
    stage.account.edit(stage.remoteAna, person('Ana', 'Lima', { title: 'Of counsel' }))
    await stage.later()
    await stopSync(stage.actor, stage.sync.id)
    await discardPreview(stage.actor, (await stage.preview()).id)
    const run = await stage.preview()
    expect(await stage.changes(run.id)).toMatchObject([{ name: 'Ana Lima', undecided: true }])
    await stage.start(run)
    expect(await owner().change.count({ where: { syncId: stage.sync.id, state: 'waiting' } })).toBe(1)
  })

  it('shows a contact that failed before, and tries it again', async () => {
    const stage = await inStep()
    await stage.editHere(stage.ben, { title: 'Clerk' })
    const push = stage.account.provider.push
    Object.assign(stage.account.provider, {
      push: async (batch: Parameters<typeof push>[0]) =>
        batch.map(({ ref }) => ({ kind: 'rejected', ref, field: 'title', message: 'no' })),
    })
    await stage.later()
    Object.assign(stage.account.provider, { push })
    await stopSync(stage.actor, stage.sync.id)
    const run = await stage.preview()
    expect(await stage.changes(run.id)).toMatchObject([{ name: 'Ben Okafor', state: 'planned' }])
    await stage.start(run)
    expect(stage.there().find(({ lastName }) => lastName === 'Okafor')?.title).toBe('Clerk')
    expect(await owner().change.count({ where: { syncId: stage.sync.id, state: 'failed' } })).toBe(0)
  })
})

describe('trouble', () => {
  it('a create whose reply is lost is adopted, never sent twice', async () => {
    const lagMs = 10 * MINUTE
    const stage = await setStage({ limits: { lagMs } })
    await stage.addHere(person('Ben', 'Okafor'))
    const run = await stage.preview()
    stage.account.fail({ on: 'push', kind: 'lost' })
    const unanswered = async () => (await overviewOf(stage.actor, 'google'))?.sync?.counts.unanswered
    expect((await stage.start(run)).state).toBe('done')
    expect(await unanswered()).toBe(1)
    await stage.later(MINUTE)
    expect(stage.there()).toHaveLength(1)
    await stage.later(lagMs)
    await stage.later(lagMs)
    expect(stage.there()).toHaveLength(1)
    expect(await unanswered()).toBe(0)
    expect(await owner().link.count({ where: { syncId: stage.sync.id } })).toBe(1)
    expect(await owner().change.count({ where: { syncId: stage.sync.id, state: 'sent' } })).toBe(0)
  })

  it('a contact brought back, whose reply is lost, is adopted as well', async () => {
    const lagMs = 10 * MINUTE
    const stage = await inStep({ limits: { lagMs } })
    stage.account.remove(stage.remoteAna)
    await stage.later(2 * lagMs)
    await stopSync(stage.actor, stage.sync.id)
    const run = await stage.preview()
    expect(await stage.changes(run.id)).toMatchObject([{ kind: 'createRemote', name: 'Ana Lima' }])
    stage.account.fail({ on: 'push', kind: 'lost' })
    await stage.start(run)
    await stage.later(lagMs)
    await stage.later(lagMs)
    expect(names(stage.there())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect(names(await stage.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect(await owner().link.findFirst({ where: { contactId: stage.ana } })).toMatchObject({
      tombstone: null,
    })
  })

  describe('of a contact that is to return', () => {
    const lagMs = 10 * MINUTE
    async function returning() {
      const stage = await inStep({ limits: { lagMs } })
      stage.account.remove(stage.remoteAna)
      await stage.later(2 * lagMs)
      await stopSync(stage.actor, stage.sync.id)
      const run = await stage.preview()
      expect(await stage.changes(run.id)).toMatchObject([{ kind: 'createRemote', name: 'Ana Lima' }])
      return { ...stage, run }
    }

    it('and never arrived: it is sent again', async () => {
      const { run, ...stage } = await returning()
      stage.account.fail({ on: 'push', kind: 'dropped' })
      expect((await stage.start(run)).state).toBe('done')
      await stage.later(2 * lagMs)
      expect(names(stage.there())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    })

    it('in a run that breaks off: the next one brings it', async () => {
      const { run, ...stage } = await returning()
      const { batches } = stage.account.provider
      Object.assign(stage.account.provider, {
        batches: () => {
          throw new Error('a fault of ours')
        },
      })
      await stage.start(run)
      for (let tries = 1; tries < 4; tries += 1) {
        stage.pass(lagMs)
        await stage.work()
      }
      expect(await stage.work()).toMatchObject({ id: run.id, state: 'failed' })
      Object.assign(stage.account.provider, { batches })
      await stage.later(2 * lagMs)
      expect(names(stage.there())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    })
  })

  it('a create that never arrived is sent again once it would have had to show', async () => {
    const lagMs = 10 * MINUTE
    const stage = await setStage({ limits: { lagMs } })
    await stage.addHere(person('Ben', 'Okafor'))
    const run = await stage.preview()
    stage.account.fail({ on: 'push', kind: 'dropped' })
    await stage.start(run)
    expect(stage.there()).toHaveLength(0)
    await stage.later(lagMs + MINUTE)
    expect(stage.there()).toHaveLength(1)
  })

  it('an update whose reply is lost is found to be done', async () => {
    const stage = await inStep()
    await stage.editHere(stage.ana, { title: 'Chief judge' })
    stage.account.fail({ on: 'push', kind: 'lost' })
    await stage.later()
    await stage.later()
    expect(stage.account.look(stage.remoteAna)?.contact.title).toBe('Chief judge')
    expect(await stage.changes((await stage.later()).id)).toEqual([])
  })

  it('a contact that Google refuses is marked with the reason, and the rest goes on', async () => {
    const stage = await setStage()
    const emails = Array.from({ length: 101 }, (_, at) => ({ value: `a${at}@example.com`, label: '' }))
    await stage.addHere(person('Ben', 'Okafor'))
    await stage.addHere(person('Dan', 'Roth'))
    const run = await stage.preview()
    const push = stage.account.provider.push
    Object.assign(stage.account.provider, {
      push: async (batch: Parameters<typeof push>[0]) => {
        const bad = batch.find((wish) => wish.kind === 'create' && wish.to.lastName === 'Roth')
        if (!bad) return push(batch)
        return batch.map(({ ref }) =>
          ref === bad.ref
            ? {
                kind: 'rejected' as const,
                ref,
                field: 'emails' as const,
                message: `${emails.length} e-mails`,
              }
            : { kind: 'untried' as const, ref },
        )
      },
    })
    expect((await stage.start(run)).state).toBe('done')
    expect(names(stage.there())).toEqual(['Ben Okafor'])
    const failed = await owner().change.findFirstOrThrow({
      where: { syncId: stage.sync.id, state: 'failed' },
    })
    expect(failed).toMatchObject({ name: 'Dan Roth', error: { kind: 'rejected', field: 'emails' } })
    Object.assign(stage.account.provider, { push })
    expect(await retryChanges(stage.actor, stage.sync.id, 'all')).toBe(1)
    await stage.work()
    expect(names(stage.there())).toEqual(['Ben Okafor', 'Dan Roth'])
  })

  it('being asked to slow down keeps what was done and says until when it waits', async () => {
    const stage = await setStage({ batchSize: 1 })
    for (const name of ['Ada', 'Bea', 'Cat']) await stage.addHere(person(name, 'Lovelace'))
    const run = await stage.preview()
    const retryAt = new Date(stage.now().getTime() + 2 * MINUTE)
    stage.account.fail({ on: 'push', kind: 'rate', retryAt })
    const waiting = await stage.start(run)
    expect(waiting).toMatchObject({ state: 'applying', waitKind: 'rate', waitUntil: retryAt })
    stage.pass(3 * MINUTE)
    expect((await stage.work()).state).toBe('done')
    expect(stage.there()).toHaveLength(3)
  })

  it('a lost consent pauses everything, and a new one resumes it', async () => {
    const stage = await inStep()
    stage.account.fail({ on: 'pull', kind: 'consent' })
    expect(await stage.later()).toMatchObject({ state: 'reading', waitKind: 'consent' })
    await stage.later()
    await owner().connection.update({ where: { id: stage.connection.id }, data: { consentLostAt: null } })
    expect((await stage.work()).state).toBe('done')
  })

  it('a plan that would overwrite most of what is linked asks first', async () => {
    const stage = await setStage()
    const ids = []
    for (let at = 0; at < 30; at += 1) ids.push(stage.account.add(person(`Client${at}`, 'Roe')))
    await stage.start(await stage.preview())
    for (const [at, id] of ids.entries()) stage.account.edit(id, person(`Client${at}`, 'Doe'))
    const held = await stage.later()
    expect(held).toMatchObject({ state: 'comparing', waitKind: 'guard' })
    expect((await stage.here()).every(({ lastName }) => lastName === 'Roe')).toBe(true)
    await continueAsShown(stage.actor, held)
    expect((await stage.work()).state).toBe('done')
    expect((await stage.here()).every(({ lastName }) => lastName === 'Doe')).toBe(true)
  })

  const importHere = ({ actor: { firmId, userId } }: Stage, count: number) =>
    withTransaction(firmId, (tx) =>
      createManyContacts(
        firmId,
        Array.from({ length: count }, (_, at) => ({
          id: crypto.randomUUID(),
          contact: person(`Client${at}`, 'Roe'),
          by: { userId },
        })),
        tx,
      ),
    )

  it('a large import does not reach an account before its person has seen how much it is', async () => {
    const stage = await inStep()
    await importHere(stage, 201)
    const held = await stage.later()
    expect(held).toMatchObject({ state: 'comparing', waitKind: 'guard' })
    expect(held.problem).toMatchObject({ guards: [{ kind: 'manyToRemote', count: 201, of: 3 }] })
    expect(stage.there()).toHaveLength(3)
    await continueAsShown(stage.actor, held)
    expect((await stage.work()).state).toBe('done')
    expect(stage.there()).toHaveLength(204)
  })

  it('an ordinary import goes through by itself', async () => {
    const stage = await inStep()
    await importHere(stage, 200)
    expect((await stage.later()).state).toBe('done')
    expect(stage.there()).toHaveLength(203)
  })

  it('what a preview showed is no news to the next run, when its own ended before its time', async () => {
    const stage = await setStage()
    await importHere(stage, 201)
    const { id } = await stage.preview()
    await startAsShown(stage.actor, { id })
    await owner().run.update({ where: { id }, data: { state: 'failed', endedAt: stage.now() } })
    await owner().sync.update({ where: { id: stage.sync.id }, data: { nextCheckAt: stage.now() } })
    expect((await stage.later()).state).toBe('done')
    expect(stage.there()).toHaveLength(201)
  })

  it('a contact that another program keeps changing back is asked about the third time', async () => {
    const stage = await inStep()
    const theirs = () => stage.account.look(stage.remoteAna)?.contact.title
    for (const waitKind of [null, null, 'guard']) {
      await stage.editHere(stage.ana, { title: 'Partner' })
      const run = await stage.later()
      expect(run.waitKind).toBe(waitKind)
      if (waitKind === 'guard') {
        expect(run.problem).toMatchObject({ guards: [{ kind: 'pingPong', count: 1, of: 3 }] })
        expect(theirs()).toBe('Of counsel')
        await continueAsShown(stage.actor, run)
        await stage.work()
        expect(theirs()).toBe('Partner')
      } else {
        expect(theirs()).toBe('Partner')
        stage.account.edit(stage.remoteAna, person('Ana', 'Lima', { title: 'Of counsel' }))
        await stage.later()
      }
    }
  })

  it("a worker that dies between our half and the account's leaves nothing undone", async () => {
    const stage = await inStep()
    await stage.editHere(stage.ana, { nickname: 'Aninha' })
    stage.account.edit(stage.remoteAna, person('Ana', 'Lima', { title: 'Chief judge' }))
    const push = stage.account.provider.push
    Object.assign(stage.account.provider, {
      push: async () => {
        throw new Error('the worker died here')
      },
    })
    await stage.later()
    Object.assign(stage.account.provider, { push })
    await stage.later(MINUTE)
    expect(await contactHere(stage, stage.ana)).toMatchObject({ nickname: 'Aninha', title: 'Chief judge' })
    expect(stage.account.look(stage.remoteAna)?.contact).toMatchObject({
      nickname: 'Aninha',
      title: 'Chief judge',
    })
    expect(await stage.changes((await stage.later()).id)).toEqual([])
  })
})
