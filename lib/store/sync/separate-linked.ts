// **Keep separate** of two contacts that are linked: a person, or a match, linked two people. The link ends, and the decision stays, so
// nothing links the two again. Nothing is deleted: the next check adds each to the other side, as the sync's settings say.

import { displayName } from '@/lib/domains/contacts/value/contact'
import { type Choice, travels } from '@/lib/engine/choice'
import { labelOf } from '@/lib/providers/registry'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { asSettings } from '@/lib/store/address-book/values'
import { recordAudit } from '@/lib/store/audit/record'
import { choiceOf } from '@/lib/store/choice/choices'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import type { Link, Prisma } from '@/lib/store/database/generated/client'
import { type Actor, ownSyncs } from '@/lib/store/firm/actor'
import { kindOf, WITH_KIND } from '@/lib/store/kinds/registry'
import { openStates } from '@/lib/store/runs/run-sql'
import { wakeSyncs } from '@/lib/store/runs/runs'
import { itemsThere } from './items'

/** What keeping them separate would do. */
export interface LinkedPeople {
  /** Of the contact here. */
  readonly localId: string
  readonly here: string
  readonly there: string
  readonly provider: { readonly name: string; readonly label: string }
  readonly accountEmail: string
  /** False of a sync that was stopped. */
  readonly active: boolean
  /** Whether the settings let the contact here be added to the account, and the account's be added here. */
  readonly addsThere: boolean
  readonly addsHere: boolean
  /** The sync takes only some contacts. */
  readonly chosen: Choice['kind'] | null
  /** The run that linked them, if it is known. */
  readonly linkedBy: string | null
}

const ownLink = (actor: Actor, id: string) => ({
  ...{ id, firmId: actor.firmId, tombstone: null },
  sync: { kind: 'contacts' as const, ...ownSyncs(actor) },
})

const OF_SYNC = {
  ...WITH_KIND,
  connection: { select: { ...WITH_KIND.connection.select, accountEmail: true } },
} satisfies Prisma.SyncInclude

/** Null if the link is not one of the actor's that joins two contacts. */
export async function linkedPeople(actor: Actor, linkId: string): Promise<LinkedPeople | null> {
  const ours = db(actor)
  const link = await ours.link.findFirst({
    where: ownLink(actor, linkId),
    include: { sync: { include: OF_SYNC } },
  })
  if (!link) return null
  const { firmId, syncId, localId, remoteId, sync } = link
  const row = await ours.contact.findFirst({ where: { id: localId, firmId, deletedAt: null } })
  const kind = kindOf(sync)
  const [there] = await itemsThere(ours, kind, [remoteId])
  if (!row || !there) return null
  const settings = asSettings(sync.settings)
  const first = await ours.change.findFirst({
    where: { firmId, syncId, linkId, state: 'applied' },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { runId: true },
  })
  return {
    localId,
    here: displayName(contactFromRow(row)),
    there: kind.domain.summary(there.item.value).name,
    provider: { name: sync.connection.provider, label: labelOf(sync.connection) },
    accountEmail: sync.connection.accountEmail,
    active: sync.state === 'active',
    addsThere: travels('local', settings),
    addsHere: travels('remote', settings),
    chosen: choiceOf(sync)?.kind ?? null,
    linkedBy: first?.runId ?? null,
  }
}

/** 'busy': the sync is just writing one of the two. 'gone': there is no such link any more, or it is not the actor's. */
export type Separated = 'separate' | 'busy' | 'gone'

export async function separateLinked(actor: Actor, linkId: string): Promise<Separated> {
  const { firmId, userId } = actor
  const done = await withTransaction(actor, async (tx) => {
    const where = ownLink(actor, linkId)
    const known = await tx.link.findFirst({ where, select: { syncId: true } })
    if (!known) return 'gone'
    await lockRuns(tx, known.syncId)
    const link = await tx.link.findFirst({ where, include: { sync: true } })
    if (!link) return 'gone'
    if (await isWritten(tx, link)) return 'busy'
    const { syncId, localId, remoteId } = link
    const pair = { syncId, localId, remoteId }
    await tx.separation.upsert({
      where: { syncId_localId_remoteId: pair },
      update: {},
      create: { ...pair, firmId, userId },
    })
    await supersedeAbout(tx, link)
    await tx.tagLabelMember.deleteMany({ where: { syncId, localId } })
    await tx.link.delete({ where: { id: link.id } })
    const detail = { samePerson: 'separate' }
    await recordAudit(tx, firmId, { kind: 'decision', userId, syncId, contactId: localId, detail })
    return link.sync.localCollectionId
  })
  if (done === 'gone' || done === 'busy') return done
  await wakeSyncs(firmId, { id: done })
  return 'separate'
}

/** Until the transaction ends no worker writes for the sync. Pages notice the decision by the run's revision. */
async function lockRuns(tx: Tx, syncId: string): Promise<void> {
  await tx.$executeRaw`
    update "Run" set revision = revision + 1 where "syncId" = ${syncId}::uuid and state in (${openStates})`
}

type Pair = Pick<Link, 'syncId' | 'localId' | 'remoteId'>

/** A call may be on its way to the account: what it says would be recorded for a link that is gone. */
async function isWritten(tx: Tx, { syncId, localId, remoteId }: Pair): Promise<boolean> {
  const count = await tx.change.count({
    where: {
      syncId,
      AND: [
        { OR: [{ localId }, { remoteId }] },
        { OR: [{ state: 'sent' }, { state: 'planned', run: { state: 'applying' } }] },
      ],
    },
  })
  return count > 0
}

/** The open changes of the two: what was planned for the link, and conflicts that wait. */
async function supersedeAbout(tx: Tx, { syncId, localId, remoteId }: Pair): Promise<void> {
  await tx.change.updateMany({
    where: { syncId, localId, remoteId, state: { in: ['planned', 'waiting', 'failed'] } },
    data: { state: 'superseded' },
  })
}
