// Who got or lost a tag or a label by a run: recorded with each write, shown with the run, and planned for its undo.
import { type Membership, undoMember } from '@/lib/domains/contacts/labels'
import { displayName } from '@/lib/domains/contacts/value/contact'
import type { Side } from '@/lib/engine/model'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { db, type Tx } from '@/lib/store/database/client'
import { type LabelChange, Prisma, type Run, type Sync } from '@/lib/store/database/generated/client'
import { type Actor, ownSyncs } from '@/lib/store/firm/actor'
import { MINUTE } from '@/lib/time'
import { linkedPairs, membershipsOf } from './tag-labels'

type OfSync = Pick<Sync, 'id' | 'firmId'>

export interface NewLabelChange
  extends Pick<LabelChange, 'tagId' | 'labelId' | 'name' | 'localId' | 'added'> {
  readonly side: Side
}

export async function recordLabelChanges(
  tx: Tx,
  { id: runId, firmId, syncId }: Pick<Run, 'id' | 'firmId' | 'syncId'>,
  changes: readonly NewLabelChange[],
  at: Date,
): Promise<void> {
  await tx.labelChange.createMany({
    data: changes.map((change) => ({ id: crypto.randomUUID(), firmId, syncId, runId, ...change, at })),
    skipDuplicates: true,
  })
}

export interface ShownLabelChange extends Pick<LabelChange, 'id' | 'name' | 'localId' | 'added'> {
  readonly side: Side
  /** The contact's name. */
  readonly contact: string
}

export interface LabelChanges {
  readonly total: number
  readonly rows: readonly ShownLabelChange[]
}

/** Of a run of the actor's own sync: the first of them, by contact. */
export async function labelChangesOfRun(actor: Actor, runId: string, most: number): Promise<LabelChanges> {
  const where = { firmId: actor.firmId, runId, sync: ownSyncs(actor) }
  const [total, rows] = await Promise.all([
    db(actor).labelChange.count({ where }),
    db(actor).labelChange.findMany({
      where,
      include: { contact: true },
      orderBy: [{ contact: { sortKey: 'asc' } }, { name: 'asc' }, { id: 'asc' }],
      take: most,
    }),
  ])
  return {
    total,
    rows: rows.map(({ contact, side, ...row }) => ({
      ...row,
      side: side as Side,
      contact: displayName(contactFromRow(contact)),
    })),
  }
}

export interface LabelUndo {
  readonly change: LabelChange
  /** What both sides have afterwards; null if it was changed since, or the contacts are not linked any more. */
  readonly to: Membership | null
}

/** What was written in the account this long before it was read, or since, may not be in what was read. */
const UNLISTED_MS = 10 * MINUTE

/** An undo reads nothing: what is known of the account is from the last other run. */
async function listedSinceOf(tx: Tx, { firmId, id: syncId }: OfSync): Promise<Date> {
  const read = await tx.run.findFirst({
    where: { firmId, syncId, kind: { not: 'undo' }, startedAt: { not: null } },
    orderBy: { createdAt: 'desc' },
    select: { startedAt: true },
  })
  return new Date((read?.startedAt?.getTime() ?? 0) - UNLISTED_MS)
}

/** The undo of what a run changed, of one contact or all. */
export async function labelUndos(
  tx: Tx,
  sync: OfSync,
  { runId, localId }: { readonly runId: string; readonly localId: string | null },
): Promise<readonly LabelUndo[]> {
  const { firmId, id: syncId } = sync
  const changes = await tx.labelChange.findMany({
    where: { firmId, syncId, runId, ...(localId && { localId }) },
    orderBy: [{ localId: 'asc' }, { name: 'asc' }, { id: 'asc' }],
  })
  if (changes.length === 0) return []
  const listedSince = await listedSinceOf(tx, sync)
  const ids = [...new Set(changes.map((change) => change.localId))]
  const pairs = Prisma.sql`select * from (${linkedPairs(sync)}) l where l."localId" = any(${ids}::uuid[])`
  const linked = await tx.$queryRaw<{ localId: string; remoteId: string }[]>`
    select p."localId", p."remoteId" from (${pairs}) p`
  const remoteIds = new Map(linked.map((one) => [one.localId, one.remoteId]))
  const known = await tx.tagLabel.findMany({ where: { firmId, syncId } })
  const kept = new Set(
    (await tx.tag.findMany({ where: { firmId }, select: { id: true } })).map(({ id }) => id),
  )
  const now = new Map(
    (await membershipsOf(tx, sync, known, pairs)).map((one) => [`${one.tagId} ${one.localId}`, one]),
  )
  return changes.map((change) => {
    const { tagId, localId, labelId } = change
    const remoteId = remoteIds.get(localId)
    const isJoined = known.some((one) => one.tagId === tagId && one.labelId === labelId) && kept.has(tagId)
    if (remoteId === undefined || !isJoined) return { change, to: null }
    const nobody = { tagId, localId, remoteId, here: false, there: false, base: false, at: null }
    const member = now.get(`${tagId} ${localId}`) ?? nobody
    const isUnlisted = member.at !== null && member.at >= listedSince
    const seen = isUnlisted ? { ...member, there: member.baseThere ?? member.base } : member
    const done = { side: change.side as Side, added: change.added }
    return { change, to: undoMember(done, seen) }
  })
}
