// What goes wrong during a run, and the result.
import { describe, expect, it } from 'vitest'
import { addContacts } from '@/lib/store/address-book/collection'
import { retryChanges } from '@/lib/store/runs/runs'
import { overviewOf } from '@/lib/store/sync/overview'
import { stopSync } from '@/lib/store/sync/syncs'
import { MINUTE } from '@/lib/time'
import { owner, withDatabase } from '@/testing/database/test-database'
import { continueAsShown, type Fixture, person, setUpFixture, startAsShown } from './fixture'
import { contactHere, inStep, names } from './in-step'

withDatabase()

describe('trouble', () => {
  it('a create whose reply is lost is linked later, never sent twice', async () => {
    const lagMs = 10 * MINUTE
    const fixture = await setUpFixture({ limits: { lagMs } })
    await fixture.addHere(person('Ben', 'Okafor'))
    const run = await fixture.preview()
    fixture.account.fail({ on: 'push', kind: 'lost' })
    const unanswered = async () => (await overviewOf(fixture.actor, 'google'))?.sync?.counts.unanswered
    expect((await fixture.start(run)).state).toBe('done')
    expect(await unanswered()).toBe(1)
    await fixture.later(MINUTE)
    expect(fixture.there()).toHaveLength(1)
    await fixture.later(lagMs)
    await fixture.later(lagMs)
    expect(fixture.there()).toHaveLength(1)
    expect(await unanswered()).toBe(0)
    expect(await owner().link.count({ where: { syncId: fixture.sync.id } })).toBe(1)
    expect(await owner().change.count({ where: { syncId: fixture.sync.id, state: 'sent' } })).toBe(0)
  })

  it('a restored contact whose reply is lost is linked later as well', async () => {
    const lagMs = 10 * MINUTE
    const fixture = await inStep({ limits: { lagMs } })
    fixture.account.remove(fixture.remoteAna)
    await fixture.later(2 * lagMs)
    await stopSync(fixture.actor, fixture.sync.id)
    const run = await fixture.preview()
    expect(await fixture.changes(run.id)).toMatchObject([{ kind: 'createRemote', name: 'Ana Lima' }])
    fixture.account.fail({ on: 'push', kind: 'lost' })
    await fixture.start(run)
    await fixture.later(lagMs)
    await fixture.later(lagMs)
    expect(names(fixture.there())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect(names(await fixture.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect(await owner().link.findFirst({ where: { localId: fixture.ana } })).toMatchObject({
      tombstone: null,
    })
  })

  describe('a lost reply to restoring a contact', () => {
    const lagMs = 10 * MINUTE
    async function returning() {
      const fixture = await inStep({ limits: { lagMs } })
      fixture.account.remove(fixture.remoteAna)
      await fixture.later(2 * lagMs)
      await stopSync(fixture.actor, fixture.sync.id)
      const run = await fixture.preview()
      expect(await fixture.changes(run.id)).toMatchObject([{ kind: 'createRemote', name: 'Ana Lima' }])
      return { ...fixture, run }
    }

    it('that never arrived: it is sent again', async () => {
      const { run, ...fixture } = await returning()
      fixture.account.fail({ on: 'push', kind: 'dropped' })
      expect((await fixture.start(run)).state).toBe('done')
      await fixture.later(2 * lagMs)
      expect(names(fixture.there())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    })

    it('in a run that is interrupted: the next one restores it', async () => {
      const { run, ...fixture } = await returning()
      const { batches } = fixture.account.provider
      Object.assign(fixture.account.provider, {
        batches: () => {
          throw new Error('a fault of ours')
        },
      })
      await fixture.start(run)
      for (let tries = 1; tries < 4; tries += 1) {
        fixture.pass(lagMs)
        await fixture.work()
      }
      expect(await fixture.work()).toMatchObject({ id: run.id, state: 'failed' })
      Object.assign(fixture.account.provider, { batches })
      await fixture.later(2 * lagMs)
      expect(names(fixture.there())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    })
  })

  it('a create that never arrived is sent again once it would certainly show', async () => {
    const lagMs = 10 * MINUTE
    const fixture = await setUpFixture({ limits: { lagMs } })
    await fixture.addHere(person('Ben', 'Okafor'))
    const run = await fixture.preview()
    fixture.account.fail({ on: 'push', kind: 'dropped' })
    await fixture.start(run)
    expect(fixture.there()).toHaveLength(0)
    await fixture.later(lagMs + MINUTE)
    expect(fixture.there()).toHaveLength(1)
  })

  it('an update whose reply is lost is found to be done', async () => {
    const fixture = await inStep()
    await fixture.editHere(fixture.ana, { title: 'Chief judge' })
    fixture.account.fail({ on: 'push', kind: 'lost' })
    await fixture.later()
    await fixture.later()
    expect(fixture.account.look(fixture.remoteAna)?.contact.title).toBe('Chief judge')
    expect(await fixture.changes((await fixture.later()).id)).toEqual([])
  })

  it('a contact that Google rejects is marked with the reason, and the rest is synced', async () => {
    const fixture = await setUpFixture()
    const emails = Array.from({ length: 101 }, (_, at) => ({ value: `a${at}@example.com`, label: '' }))
    await fixture.addHere(person('Ben', 'Okafor'))
    await fixture.addHere(person('Dan', 'Roth'))
    const run = await fixture.preview()
    const push = fixture.account.provider.push
    Object.assign(fixture.account.provider, {
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
    expect((await fixture.start(run)).state).toBe('done')
    expect(names(fixture.there())).toEqual(['Ben Okafor'])
    const failed = await owner().change.findFirstOrThrow({
      where: { syncId: fixture.sync.id, state: 'failed' },
    })
    expect(failed).toMatchObject({ name: 'Dan Roth', error: { kind: 'rejected', field: 'emails' } })
    Object.assign(fixture.account.provider, { push })
    expect(await retryChanges(fixture.actor, fixture.sync.id, 'all')).toBe(1)
    await fixture.work()
    expect(names(fixture.there())).toEqual(['Ben Okafor', 'Dan Roth'])
  })

  it('a rate limit keeps what was done and says until when the run waits', async () => {
    const fixture = await setUpFixture({ batchSize: 1 })
    for (const name of ['Ada', 'Bea', 'Cat']) await fixture.addHere(person(name, 'Lovelace'))
    const run = await fixture.preview()
    const retryAt = new Date(fixture.now().getTime() + 2 * MINUTE)
    fixture.account.fail({ on: 'push', kind: 'rate', retryAt })
    const waiting = await fixture.start(run)
    expect(waiting).toMatchObject({ state: 'applying', waitKind: 'rate', waitUntil: retryAt })
    fixture.pass(3 * MINUTE)
    expect((await fixture.work()).state).toBe('done')
    expect(fixture.there()).toHaveLength(3)
  })

  it('a lost consent pauses everything, and a new one resumes it', async () => {
    const fixture = await inStep()
    fixture.account.fail({ on: 'pull', kind: 'consent' })
    expect(await fixture.later()).toMatchObject({ state: 'reading', waitKind: 'consent' })
    await fixture.later()
    await owner().connection.update({ where: { id: fixture.connection.id }, data: { consentLostAt: null } })
    expect((await fixture.work()).state).toBe('done')
  })

  it('a plan that would overwrite most linked contacts asks first', async () => {
    const fixture = await setUpFixture()
    const ids = []
    for (let at = 0; at < 30; at += 1) ids.push(fixture.account.add(person(`Client${at}`, 'Roe')))
    await fixture.start(await fixture.preview())
    for (const [at, id] of ids.entries()) fixture.account.edit(id, person(`Client${at}`, 'Doe'))
    const held = await fixture.later()
    expect(held).toMatchObject({ state: 'comparing', waitKind: 'guard' })
    expect((await fixture.here()).every(({ lastName }) => lastName === 'Roe')).toBe(true)
    await continueAsShown(fixture.actor, held)
    expect((await fixture.work()).state).toBe('done')
    expect((await fixture.here()).every(({ lastName }) => lastName === 'Doe')).toBe(true)
  })

  const importHere = ({ actor: { firmId, userId } }: Fixture, count: number) =>
    addContacts(
      firmId,
      Array.from({ length: count }, (_, at) => person(`Client${at}`, 'Roe')),
      { userId },
    )

  it('a large import is not written to an account before its person has seen its size', async () => {
    const fixture = await inStep()
    await importHere(fixture, 201)
    const held = await fixture.later()
    expect(held).toMatchObject({ state: 'comparing', waitKind: 'guard' })
    expect(held.problem).toMatchObject({ guards: [{ kind: 'manyToRemote', count: 201, of: 3 }] })
    expect(fixture.there()).toHaveLength(3)
    await continueAsShown(fixture.actor, held)
    expect((await fixture.work()).state).toBe('done')
    expect(fixture.there()).toHaveLength(204)
  })

  it('an ordinary import is synced without asking', async () => {
    const fixture = await inStep()
    await importHere(fixture, 200)
    expect((await fixture.later()).state).toBe('done')
    expect(fixture.there()).toHaveLength(203)
  })

  it('the next run does not ask again about a preview whose run ended early', async () => {
    const fixture = await setUpFixture()
    await importHere(fixture, 201)
    const { id } = await fixture.preview()
    await startAsShown(fixture.actor, { id })
    await owner().run.update({ where: { id }, data: { state: 'failed', endedAt: fixture.now() } })
    await owner().sync.update({ where: { id: fixture.sync.id }, data: { nextCheckAt: fixture.now() } })
    expect((await fixture.later()).state).toBe('done')
    expect(fixture.there()).toHaveLength(201)
  })

  it('a contact that another program keeps changing back is asked about the third time', async () => {
    const fixture = await inStep()
    const theirs = () => fixture.account.look(fixture.remoteAna)?.contact.title
    for (const waitKind of [null, null, 'guard']) {
      await fixture.editHere(fixture.ana, { title: 'Partner' })
      const run = await fixture.later()
      expect(run.waitKind).toBe(waitKind)
      if (waitKind === 'guard') {
        expect(run.problem).toMatchObject({ guards: [{ kind: 'pingPong', count: 1, of: 3 }] })
        expect(theirs()).toBe('Of counsel')
        await continueAsShown(fixture.actor, run)
        await fixture.work()
        expect(theirs()).toBe('Partner')
      } else {
        expect(theirs()).toBe('Partner')
        fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Of counsel' }))
        await fixture.later()
      }
    }
  })

  it("a worker that crashes between our half and the account's leaves nothing undone", async () => {
    const fixture = await inStep()
    await fixture.editHere(fixture.ana, { nickname: 'Aninha' })
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Chief judge' }))
    const push = fixture.account.provider.push
    Object.assign(fixture.account.provider, {
      push: async () => {
        throw new Error('the worker died here')
      },
    })
    await fixture.later()
    Object.assign(fixture.account.provider, { push })
    await fixture.later(MINUTE)
    expect(await contactHere(fixture, fixture.ana)).toMatchObject({
      nickname: 'Aninha',
      title: 'Chief judge',
    })
    expect(fixture.account.look(fixture.remoteAna)?.contact).toMatchObject({
      nickname: 'Aninha',
      title: 'Chief judge',
    })
    expect(await fixture.changes((await fixture.later()).id)).toEqual([])
  })
})
