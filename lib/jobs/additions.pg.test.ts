// One person, one contact here: whatever adds or brings back in the same moment, and whatever breaks off.
import { afterAll, describe, expect, it, vi } from 'vitest'
import { withTransaction } from '@/lib/db/client'
import { saveForm } from '@/lib/db/contact-saving'
import { createContact, restoreContact } from '@/lib/db/contacts'
import { lockAdditions } from '@/lib/db/newcomers'
import { closeQueue } from '@/lib/db/queue'
import { stopSync } from '@/lib/db/syncs'
import { owner, ownerPool, withDatabase } from '@/lib/db/testing'
import { advance } from './advance'
import { person, type Stage, setStage, startAsShown } from './stage'

withDatabase()
afterAll(closeQueue)

/** Resolves once somebody waits for whoever adds contacts. */
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

/** A sync in step, whose account has got a contact since. */
async function withNews() {
  const stage = await setStage()
  await stage.addHere(person('Ana', 'Lima'))
  await stage.start(await stage.preview())
  stage.account.add(cho)
  return stage
}

describe('added by hand while a sync adds the same contact', () => {
  it('the sync waits for the person, and links what they saved', async () => {
    const stage = await withNews()
    const { firmId, userId } = stage.actor
    const [begun, saved] = [latch(), latch()]
    const byHand = withTransaction(firmId, async (tx) => {
      await createContact(firmId, crypto.randomUUID(), cho, { userId }, tx)
      begun.open()
      await saved.opened
    })
    await begun.opened
    const checked = stage.later()
    await somebodyWaits()
    saved.open()
    await byHand
    await checked
    await stage.later()
    expect((await stage.here()).map(({ firstName }) => firstName).sort()).toEqual(['Ana', 'Cho'])
    expect(stage.there()).toHaveLength(2)
  })

  it('the person waits for the sync, and is shown what it added', async () => {
    const stage = await withNews()
    const [begun, added] = [latch(), latch()]
    const bySync = withTransaction(stage.actor.firmId, async (tx) => {
      await lockAdditions(tx, stage.actor.firmId)
      await createContact(stage.actor.firmId, crypto.randomUUID(), cho, { userId: null }, tx)
      begun.open()
      await added.opened
    })
    await begun.opened
    const form = { id: crypto.randomUUID(), version: 0, contact: cho }
    const saved = saveForm(stage.actor, { ...form, seen: new Set() })
    await somebodyWaits()
    added.open()
    await bySync
    const asked = await saved
    if (asked.kind !== 'alike') throw new Error('nobody was asked about')
    expect(asked.alike).toMatchObject([{ name: 'Cho Min-ji' }])
    const seen = new Set(asked.alike.map(({ id }) => id))
    expect(await saveForm(stage.actor, { ...form, seen })).toEqual({ kind: 'saved' })
  })
})

/** Ana was deleted here and is offered anew by a preview, since the sync is being set up again. */
async function returning() {
  const stage = await setStage()
  const ana = await stage.addHere(person('Ana', 'Lima'))
  const remoteAna = stage.account.add(person('Ana', 'Lima'))
  await stage.start(await stage.preview())
  await stage.deleteHere(ana)
  await stage.later()
  await stopSync(stage.actor, stage.sync.id)
  const preview = await stage.preview()
  expect((await stage.changes(preview.id)).map(({ kind }) => kind)).toEqual(['createLocal'])
  return { stage, ana, remoteAna, preview }
}

/** The run ends by a bug of ours: no id can be made once it writes. */
async function breakOff(stage: Stage, runId: string): Promise<void> {
  for (let attempt = 0; attempt < 4; attempt += 1) {
    let made = 0
    const newId = () => {
      if (made++ > 0) throw new Error('a bug')
      return crypto.randomUUID()
    }
    await owner().run.update({ where: { id: runId }, data: { waitKind: null, waitUntil: null } })
    await advance(runId, { ...stage.outside, newId })
  }
  expect((await owner().run.findUniqueOrThrow({ where: { id: runId } })).state).toBe('failed')
}

describe('what returns here', () => {
  const idsHere = async (stage: Stage) => (await stage.here()).map(({ id }) => id)

  it('is the contact that was deleted, also where the run broke off and a later one brings it', async () => {
    const { stage, ana, preview } = await returning()
    await startAsShown(stage.actor, preview)
    await breakOff(stage, preview.id)
    expect(await idsHere(stage)).toEqual([])
    await stage.later(20 * 60_000)
    expect(await idsHere(stage)).toEqual([ana])
    expect(await stage.changes((await stage.later()).id)).toEqual([])
  })

  it('is that contact also where its account’s version moved since the preview, and nothing else', async () => {
    const { stage, ana, remoteAna, preview } = await returning()
    await owner().entry.updateMany({ where: { remoteId: remoteAna }, data: { version: 'moved' } })
    await stage.start(preview)
    expect(await idsHere(stage)).toEqual([ana])
  })

  it.each(['before Start Sync', 'after it broke off'])(
    'is one contact where a person restores it by hand %s',
    async (when) => {
      const { stage, ana, preview } = await returning()
      const { firmId, userId } = stage.actor
      if (when === 'before Start Sync') {
        await restoreContact(firmId, ana, { userId })
        await stage.start(preview)
      } else {
        await startAsShown(stage.actor, preview)
        await breakOff(stage, preview.id)
        await restoreContact(firmId, ana, { userId })
      }
      await stage.later(20 * 60_000)
      await stage.later()
      expect(await idsHere(stage)).toEqual([ana])
      expect(stage.there()).toHaveLength(1)
      expect(await owner().link.count({ where: { syncId: stage.sync.id, contactId: ana } })).toBe(1)
    },
  )

  it('is one contact where it is restored while the run that brings it goes on', async () => {
    const { stage, ana, preview } = await returning()
    const { firmId, userId } = stage.actor
    const [begun, restored] = [latch(), latch()]
    const byHand = withTransaction(firmId, async (tx) => {
      await lockAdditions(tx, firmId)
      await restoreContact(firmId, ana, { userId }, tx)
      begun.open()
      await restored.opened
    })
    await begun.opened
    await startAsShown(stage.actor, preview)
    const run = stage.work()
    await somebodyWaits()
    restored.open()
    await byHand
    await run
    await stage.later(20 * 60_000)
    expect(await idsHere(stage)).toEqual([ana])
    expect(stage.there()).toHaveLength(1)
  })
})
