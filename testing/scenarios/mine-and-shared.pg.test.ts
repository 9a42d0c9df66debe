// A person has a contact that is only theirs, and a colleague shares the same person: the person's account never gets both unasked, and the
// colleague learns nothing of it. Google in the emulator.
import { beforeEach, describe, expect, it } from 'vitest'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import type { Person } from '@/lib/providers/google/raw'
import { linksOfContact } from '@/lib/store/address-book/contact-links'
import { saveForm } from '@/lib/store/address-book/contact-saving'
import { deleteContact, restoreContact, visibleContact } from '@/lib/store/address-book/contacts'
import { db } from '@/lib/store/database/client'
import type { Run } from '@/lib/store/database/generated/client'
import { changeSides } from '@/lib/store/review/change-sides'
import { setAddsOnlyMine } from '@/lib/store/review/only-mine'
import { countChanges } from '@/lib/store/review/preview'
import { totalsOf } from '@/lib/store/runs/totals'
import { restoreToRemote } from '@/lib/store/sync/links'
import { setSyncSettings, stopSync } from '@/lib/store/sync/syncs'
import { startUndo, undoPreview } from '@/lib/store/undo/undo'
import { withDatabase } from '@/testing/database/test-database'
import { decideAllAsShown, decideAsShown, endExclusionsAsShown, excludeAsShown } from './as-shown'
import { continueAsShown, person } from './fixture'
import { setUpGoogleFixture } from './google-fixture'
import { withEmulator } from './with-emulator'

withDatabase()
const emulator = withEmulator({ seed: 'empty' })

type Google = Awaited<ReturnType<typeof setUpGoogleFixture>>
let ana: Google
let ben: Google

beforeEach(async () => {
  ana = await setUpGoogleFixture(emulator())
  ben = await setUpGoogleFixture(emulator(), 'US', { firmId: ana.actor.firmId })
})

const MOSS: Person = {
  names: [{ givenName: 'Pia', familyName: 'Moss' }],
  emailAddresses: [{ value: 'pia.moss@example.com' }],
}
const HERS: Person = { ...MOSS, phoneNumbers: [{ value: '+1 212 555 0143' }] }

/** Ana has her only as her own, linked to her account. */
async function anaHasHer() {
  await setAddsOnlyMine(ana.actor, ana.sync.id, true)
  const there = ana.add(HERS)
  await ana.firstSync()
  const own = await db(ana.actor).contact.findFirstOrThrow({ where: { ownerId: ana.actor.userId } })
  return { there, id: own.id }
}

/** Ben's account has her too, and shares her with the firm. */
async function benSharesHer() {
  const there = ben.add(MOSS)
  await continueAsShown(ben.actor, await ben.preview())
  await ben.start(await ben.work())
  const shared = await db(ben.actor).contact.findFirstOrThrow({ where: { firmId: ben.actor.firmId } })
  expect(shared.ownerId).toBeNull()
  return { there, id: shared.id }
}

const inGoogle = ({ googleAccount }: Google) =>
  emulator()
    .persons({ account: googleAccount })
    .map(({ names }) => names?.[0]?.givenName)

const waiting = ({ actor, sync }: Google) =>
  db(actor).change.findMany({ where: { syncId: sync.id, state: 'waiting' } })

async function asked(fixture: Google) {
  const rows = await waiting(fixture)
  expect(rows).toHaveLength(1)
  return rows[0] as (typeof rows)[number]
}

const scopeOf = ({ sync }: Google, run: Run | null = null) => ({ syncId: sync.id, runId: run?.id ?? null })

describe('a colleague’s contact of a person that is only mine already', () => {
  it('waits for an answer, and names mine to nobody else', async () => {
    const mine = await anaHasHer()
    const shared = await benSharesHer()
    await ana.syncNow()
    expect(inGoogle(ana)).toEqual(['Pia'])
    const change = await asked(ana)
    expect(change).toMatchObject({
      kind: 'createRemote',
      localId: shared.id,
      undecided: true,
      group: 'decide',
    })
    const sides = await changeSides(ana.actor, scopeOf(ana), change.id)
    expect(sides?.mine).toEqual({ id: mine.id, name: 'Pia Moss' })
    expect(await countChanges(ana.actor, scopeOf(ana), { q: '' })).toMatchObject({ open: 1, conflicts: 0 })
    // Neither the question nor the shared contact's page tells Ben that she has a contact of her own.
    expect(await changeSides(ben.actor, scopeOf(ana), change.id)).toBeNull()
    const troubles = async ({ actor }: Google) =>
      (await linksOfContact(actor, shared.id)).map(({ userId, trouble }) => [userId, trouble])
    expect(await troubles(ben)).toEqual([[ben.actor.userId, null]])
    expect(await troubles(ana)).toContainEqual([ana.actor.userId, { kind: 'held' }])
    // The stored question holds no value of the contact that is only hers.
    expect(JSON.stringify(change)).not.toContain('0143')
    // A later check asks nothing twice and adds nothing.
    await ana.syncNow()
    expect((await asked(ana)).id).toBe(change.id)
    expect(inGoogle(ana)).toEqual(['Pia'])
  })

  it('is added once she wants it too, and both stay what they are', async () => {
    const mine = await anaHasHer()
    const shared = await benSharesHer()
    await ana.syncNow()
    // An answer to all conflicts is none to this.
    expect(await decideAllAsShown(ana.actor, scopeOf(ana), { view: 'decide', q: '' }, 'local')).toBe(0)
    expect(await decideAsShown(ana.actor, (await asked(ana)).id, { approved: true })).toBe(true)
    await ana.syncNow()
    expect(inGoogle(ana)).toEqual(['Pia', 'Pia'])
    expect(await waiting(ana)).toEqual([])
    expect((await visibleContact(ana.actor, mine.id))?.ownerId).toBe(ana.actor.userId)
    expect(await visibleContact(ben.actor, mine.id)).toBeNull()
    expect(JSON.stringify(await visibleContact(ben.actor, shared.id))).not.toContain('0143')
    await ana.syncNow()
    expect(inGoogle(ana)).toHaveLength(2)
  })

  it('is still wanted after Google refused it', async () => {
    await anaHasHer()
    await benSharesHer()
    await ana.syncNow()
    await decideAsShown(ana.actor, (await asked(ana)).id, { approved: true })
    await db(ana.actor).change.updateMany({
      where: { syncId: ana.sync.id, state: 'waiting' },
      data: { state: 'failed', undecided: false, retryAt: new Date(0) },
    })
    await ana.syncNow()
    expect(inGoogle(ana)).toEqual(['Pia', 'Pia'])
  })

  it('stays out if she leaves it out, and is asked about again once she includes it', async () => {
    await anaHasHer()
    await benSharesHer()
    await ana.syncNow()
    const { id } = await asked(ana)
    const which = { kind: 'ids', ids: [id] } as const
    expect(await excludeAsShown(ana.actor, scopeOf(ana), which, crypto.randomUUID(), ana.now())).toBe(1)
    await ana.syncNow()
    expect([inGoogle(ana), await waiting(ana)]).toEqual([['Pia'], []])
    await endExclusionsAsShown(ana.actor, ana.sync.id, 'all')
    await ana.syncNow()
    expect(inGoogle(ana)).toEqual(['Pia'])
    expect(await asked(ana)).toMatchObject({ kind: 'createRemote', undecided: true })
  })

  it.each(['deleted', 'shared'])('is decided anew once hers is %s', async (how) => {
    const mine = await anaHasHer()
    await benSharesHer()
    await ana.syncNow()
    await asked(ana)
    const row = await visibleContact(ana.actor, mine.id)
    if (how === 'deleted') {
      // It leaves Google, too: the account's contact may then be the colleague's.
      ana.remove(mine.there)
      await deleteContact(ana.actor, mine.id, { userId: ana.actor.userId })
    } else {
      const { version = 0 } = row ?? {}
      const contact = person('Pia', 'Moss')
      expect(await saveForm(ana.actor, { id: mine.id, version, contact, onlyMine: false })).toEqual({
        kind: 'saved',
      })
    }
    await ana.syncNow()
    expect(await waiting(ana)).toEqual([])
    expect(inGoogle(ana)).toHaveLength(how === 'deleted' ? 1 : 2)
  })

  it('is asked about where hers is not in Google yet, and hers is added', async () => {
    await ana.firstSync()
    const contact = { ...EMPTY_CONTACT, ...person('Pia', 'Moss') }
    const id = crypto.randomUUID()
    await saveForm(ana.actor, { id, version: 0, contact, onlyMine: true })
    await benSharesHer()
    await ana.syncNow()
    expect(inGoogle(ana)).toEqual(['Pia'])
    const links = await db(ana.actor).link.findMany({ where: { syncId: ana.sync.id } })
    expect(links.map(({ localId }) => localId)).toEqual([id])
    await asked(ana)
  })

  it('waits in a preview until it is approved there', async () => {
    await anaHasHer()
    await benSharesHer()
    await stopSync(ana.actor, ana.sync.id)
    const preview = await ana.preview()
    expect(await totalsOf(ana.actor, scopeOf(ana, preview))).toMatchObject({ changes: 0, open: 1 })
    await ana.start(preview)
    expect(inGoogle(ana)).toEqual(['Pia'])
    await stopSync(ana.actor, ana.sync.id)
    const again = await ana.preview()
    const [change] = await ana.changes(again.id)
    expect(change).toMatchObject({ kind: 'createRemote', undecided: true })
    expect(await decideAsShown(ana.actor, change?.id ?? '', { approved: true })).toBe(true)
    expect(await totalsOf(ana.actor, scopeOf(ana, again))).toMatchObject({ changes: 1, open: 0 })
    await ana.start(again)
    expect(inGoogle(ana)).toEqual(['Pia', 'Pia'])
  })
})

describe('a contact of the firm that comes back, and may be one that is only hers by now', () => {
  /** Ben's contact is in Ana's account, too. */
  async function bothHaveHer() {
    await ana.firstSync()
    const shared = await benSharesHer()
    await ana.syncNow()
    expect(inGoogle(ana)).toEqual(['Pia'])
    return shared.id
  }

  async function nowHers() {
    const contact = { ...EMPTY_CONTACT, ...person('Pia', 'Moss') }
    await saveForm(ana.actor, { id: crypto.randomUUID(), version: 0, contact, onlyMine: true })
    await ana.syncNow()
    expect(inGoogle(ana)).toEqual(['Pia'])
  }

  const copyThere = async (localId: string) =>
    db(ana.actor).link.findFirstOrThrow({ where: { syncId: ana.sync.id, localId } })

  it('is asked about when it is restored to Google', async () => {
    const shared = await bothHaveHer()
    ana.remove((await copyThere(shared)).remoteId)
    await ana.syncNow()
    await nowHers()
    expect(await restoreToRemote(ana.actor, (await copyThere(shared)).id)).toBe(true)
    await ana.syncNow()
    expect(inGoogle(ana)).toEqual(['Pia'])
    expect(await asked(ana)).toMatchObject({ kind: 'createRemote', localId: shared, undecided: true })
  })

  it('is asked about when it is restored from Deleted, and Google lost it with the deletion', async () => {
    const shared = await bothHaveHer()
    await setSyncSettings(ana.actor, ana.sync.id, { onConflict: 'ask', onLocalDelete: 'delete' })
    await deleteContact(ben.actor, shared, { userId: ben.actor.userId })
    await ana.syncNow()
    expect(inGoogle(ana)).toEqual([])
    await nowHers()
    await restoreContact(ben.actor, shared, { userId: ben.actor.userId })
    await ana.syncNow()
    expect(inGoogle(ana)).toEqual(['Pia'])
    expect(await asked(ana)).toMatchObject({ kind: 'createRemote', localId: shared, undecided: true })
  })

  it('is not added to Google again by an undo, which says so', async () => {
    const shared = await bothHaveHer()
    const added = await db(ana.actor).change.findFirstOrThrow({
      where: { syncId: ana.sync.id, kind: 'createRemote', localId: shared, state: 'applied' },
    })
    await undo(added.runId, 1)
    expect(inGoogle(ana)).toEqual([])
    await nowHers()
    const undone = await db(ana.actor).run.findFirstOrThrow({ where: { syncId: ana.sync.id, kind: 'undo' } })
    const scope = { runId: undone.id, changeId: null, field: null }
    expect(await undoPreview(ana.actor, scope, null, 10)).toMatchObject({
      counts: { adds: 0, kept: { mine: 1 } },
      rows: [{ change: null, kept: [{ why: 'mine', side: 'remote' }] }],
    })
    // Nothing tells an administrator of the private one.
    expect(await undoPreview(ben.actor, scope, null, 10)).toMatchObject({
      ...{ unseen: 0, counts: { adds: 1, kept: {} } },
      rows: [{ change: { kind: 'createRemote' }, kept: [] }],
    })
    await undo(undone.id, 0)
    expect(inGoogle(ana)).toEqual(['Pia'])
  })

  async function undo(runId: string, deletesThere: number) {
    const all = { runId, changeId: null, field: null, deletesThere }
    expect(await startUndo(ana.actor, all)).toMatchObject({ kind: 'started' })
    await ana.work()
  }
})

it('another person of the firm is added without a question', async () => {
  await anaHasHer()
  ben.add({
    names: [{ givenName: 'Cho', familyName: 'Min' }],
    emailAddresses: [{ value: 'cho@example.org' }],
  })
  await continueAsShown(ben.actor, await ben.preview())
  await ben.start(await ben.work())
  await ana.syncNow()
  expect(inGoogle(ana).sort()).toEqual(['Cho', 'Pia'])
  expect(await waiting(ana)).toEqual([])
})
