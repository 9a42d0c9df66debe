// What goes wrong during a run, and what becomes of it.
import { afterAll, describe, expect, it } from 'vitest'
import { withTransaction } from '@/lib/db/client'
import { createManyContacts } from '@/lib/db/contact-bulk'
import { overviewOf } from '@/lib/db/overview'
import { closeQueue } from '@/lib/db/queue'
import { retryChanges } from '@/lib/db/runs'
import { stopSync } from '@/lib/db/syncs'
import { owner, withDatabase } from '@/lib/db/testing'
import { contactHere, inStep, MINUTE, names } from './in-step'
import { continueAsShown, person, type Stage, setStage, startAsShown } from './stage'

withDatabase()
afterAll(closeQueue)

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
