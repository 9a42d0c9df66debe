// Each person stays one contact here, whatever is added or restored at the same time and whatever is interrupted.
import { describe, expect, it, vi } from 'vitest'
import { lockAdditions } from '@/lib/store/address-book/additions'
import { saveForm } from '@/lib/store/address-book/contact-saving'
import { createContact, restoreContact } from '@/lib/store/address-book/contacts'
import { withTransaction } from '@/lib/store/database/client'
import { stopSync } from '@/lib/store/sync/syncs'
import { advance } from '@/lib/worker/advance'
import { owner, ownerPool, withDatabase } from '@/testing/database/test-database'
import { type Fixture, person, setUpFixture, startAsShown } from '@/testing/scenarios/fixture'

withDatabase()

/** Resolves once a process waits for another one that adds contacts. */
const somebodyWaits = () =>
  vi.waitUntil(
    async () => {
      const { rows } = await ownerPool().query(
        `select from pg_locks where locktype = 'advisory' and not granted
         and database = (select oid from pg_database where datname = current_database())`,
      )
      return rows.length > 0
    },
    { timeout: 20_000, interval: 20 },
  )

function latch() {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

const cho = person('Cho', 'Min-ji')

/** An up-to-date sync, and an account with a new contact since. */
async function withNews() {
  const fixture = await setUpFixture()
  await fixture.addHere(person('Ana', 'Lima'))
  await fixture.start(await fixture.preview())
  fixture.account.add(cho)
  return fixture
}

describe('added by hand while a sync adds the same contact', () => {
  it('the sync waits for the person, and links what they saved', async () => {
    const fixture = await withNews()
    const { firmId, userId } = fixture.actor
    const [begun, saved] = [latch(), latch()]
    const byHand = withTransaction(firmId, async (tx) => {
      await createContact(firmId, crypto.randomUUID(), cho, { userId }, tx)
      begun.open()
      await saved.opened
    })
    await begun.opened
    const checked = fixture.later()
    await somebodyWaits()
    saved.open()
    await byHand
    await checked
    await fixture.later()
    expect((await fixture.here()).map(({ firstName }) => firstName).sort()).toEqual(['Ana', 'Cho'])
    expect(fixture.there()).toHaveLength(2)
  })

  it('the person waits for the sync and sees what it added', async () => {
    const fixture = await withNews()
    const [begun, added] = [latch(), latch()]
    const bySync = withTransaction(fixture.actor.firmId, async (tx) => {
      await lockAdditions(tx, fixture.actor.firmId)
      await createContact(fixture.actor.firmId, crypto.randomUUID(), cho, { userId: null }, tx)
      begun.open()
      await added.opened
    })
    await begun.opened
    const form = { id: crypto.randomUUID(), version: 0, contact: cho }
    const saved = saveForm(fixture.actor, { ...form, seen: new Set() })
    await somebodyWaits()
    added.open()
    await bySync
    const asked = await saved
    if (asked.kind !== 'alike') throw new Error('nobody was asked about')
    expect(asked.alike).toMatchObject([{ name: 'Cho Min-ji' }])
    const seen = new Set(asked.alike.map(({ id }) => id))
    expect(await saveForm(fixture.actor, { ...form, seen })).toEqual({ kind: 'saved' })
  })
})

/** Ana was deleted here, and a preview offers to add her again, since the sync is being set up again. */
async function returning() {
  const fixture = await setUpFixture()
  const ana = await fixture.addHere(person('Ana', 'Lima'))
  const remoteAna = fixture.account.add(person('Ana', 'Lima'))
  await fixture.start(await fixture.preview())
  await fixture.deleteHere(ana)
  await fixture.later()
  await stopSync(fixture.actor, fixture.sync.id)
  const preview = await fixture.preview()
  expect((await fixture.changes(preview.id)).map(({ kind }) => kind)).toEqual(['createLocal'])
  return { fixture, ana, remoteAna, preview }
}

/** The run ends by a simulated bug: no id can be created once it writes. */
async function breakOff(fixture: Fixture, runId: string): Promise<void> {
  for (let attempt = 0; attempt < 4; attempt += 1) {
    let made = 0
    const newId = () => {
      if (made++ > 0) throw new Error('a bug')
      return crypto.randomUUID()
    }
    await owner().run.update({ where: { id: runId }, data: { waitKind: null, waitUntil: null } })
    await advance(runId, { ...fixture.deps, newId })
  }
  expect((await owner().run.findUniqueOrThrow({ where: { id: runId } })).state).toBe('failed')
}

describe('a contact that returns here', () => {
  const idsHere = async (fixture: Fixture) => (await fixture.here()).map(({ id }) => id)

  it('is the contact that was deleted, even if the run was interrupted and a later one adds it', async () => {
    const { fixture, ana, preview } = await returning()
    await startAsShown(fixture.actor, preview)
    await breakOff(fixture, preview.id)
    expect(await idsHere(fixture)).toEqual([])
    await fixture.later(20 * 60_000)
    expect(await idsHere(fixture)).toEqual([ana])
    expect(await fixture.changes((await fixture.later()).id)).toEqual([])
  })

  it('is that contact, even if only its version in the account changed since the preview', async () => {
    const { fixture, ana, remoteAna, preview } = await returning()
    await owner().item.updateMany({ where: { remoteId: remoteAna }, data: { version: 'moved' } })
    await fixture.start(preview)
    expect(await idsHere(fixture)).toEqual([ana])
  })

  it.each(['before Start Sync', 'after it broke off'])(
    'is one contact where a person restores it by hand %s',
    async (when) => {
      const { fixture, ana, preview } = await returning()
      const { firmId, userId } = fixture.actor
      if (when === 'before Start Sync') {
        await restoreContact(firmId, ana, { userId })
        await fixture.start(preview)
      } else {
        await startAsShown(fixture.actor, preview)
        await breakOff(fixture, preview.id)
        await restoreContact(firmId, ana, { userId })
      }
      await fixture.later(20 * 60_000)
      await fixture.later()
      expect(await idsHere(fixture)).toEqual([ana])
      expect(fixture.there()).toHaveLength(1)
      expect(await owner().link.count({ where: { syncId: fixture.sync.id, localId: ana } })).toBe(1)
    },
  )

  it('stays one contact if it is restored during the run that adds it', async () => {
    const { fixture, ana, preview } = await returning()
    const { firmId, userId } = fixture.actor
    const [begun, restored] = [latch(), latch()]
    const byHand = withTransaction(firmId, async (tx) => {
      await lockAdditions(tx, firmId)
      await restoreContact(firmId, ana, { userId }, tx)
      begun.open()
      await restored.opened
    })
    await begun.opened
    await startAsShown(fixture.actor, preview)
    const run = fixture.work()
    await somebodyWaits()
    restored.open()
    await byHand
    await run
    await fixture.later(20 * 60_000)
    expect(await idsHere(fixture)).toEqual([ana])
    expect(fixture.there()).toHaveLength(1)
  })
})
