// Both ends of a change as stored now and, for a question, the result of linking them: the page shows this beside the planned change.
import { displayName } from '@/lib/domains/contacts/value/contact'
import { decide } from '@/lib/engine/decide'
import { isHeld, mineOf } from '@/lib/engine/held-addition'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { db } from '@/lib/store/database/client'
import type { Sync } from '@/lib/store/database/generated/client'
import { type Actor, ownSyncs } from '@/lib/store/firm/actor'
import type { Change, Item, SyncKind, Value } from '@/lib/store/kinds/kind'
import { kindOf, WITH_KIND } from '@/lib/store/kinds/registry'
import { peopleSyncing } from '@/lib/store/sync/syncs'
import { openChangeOf } from './change-row'
import { type Versions, versionsOf } from './changes'
import { loadPairs, type Pair, pairContext } from './pairs'
import { changesById, included, inScope, type PreviewRow, type Scope } from './preview'

export interface ChangeSides {
  /** The name of the account's provider. */
  readonly provider: string
  readonly row: PreviewRow
  readonly local: Item | null
  readonly remote: Item | null
  /** Versions of both contacts, even deleted ones: an answer names them. */
  readonly versions: Versions
  /** For a question: the change that the answer "Link" leads to. */
  readonly linked: Change | null
  /** For a question: the other possible matches of both contacts. */
  readonly others: readonly OtherMatch[]
  /** For a question about contacts in a firm of several people: who sees them now, and after either answer. */
  readonly owners: QuestionOwners | null
  /** For an addition that the person may have: their own contact. Null if it is not theirs alone any more. */
  readonly mine: OwnContact | null
  /** The link of two contacts that may be two people: a conflict of theirs waits. */
  readonly linkId?: string | null
}

/** A contact that only the person sees. */
export interface OwnContact {
  readonly id: string
  readonly name: string
}

export interface QuestionOwners {
  /** Whether everyone in the firm sees the contact here. */
  readonly isShared: boolean
  /** Names of the colleagues whose accounts get shared contacts. */
  readonly reaches: readonly string[]
  /** Whether *Keep separate* adds the other contact here for the person alone. */
  readonly addsOnlyMine: boolean
}

/** Another question about one of the two contacts. */
export interface OtherMatch {
  readonly id: string
  /** The side of the contact that this question is not about. */
  readonly side: 'local' | 'remote'
  readonly value: Value
  readonly versions: Versions
  readonly answer: 'link' | 'separate' | null
  readonly answeredBy: string | null
}

/** Null if the change is not the actor's, or no longer in this scope. */
export async function changeSides(actor: Actor, scope: Scope, changeId: string): Promise<ChangeSides | null> {
  const [row] = await changesById(actor, scope, [changeId])
  if (!row) return null
  const sync = await db(actor).sync.findFirstOrThrow({
    where: { id: scope.syncId, ...ownSyncs(actor) },
    include: WITH_KIND,
  })
  const kind = kindOf(sync)
  const pair = (await loadPairs(kind, [row], { by: db(actor) })).get(row.id)
  if (!pair) return null
  const asked = row.kind === 'question'
  return {
    provider: sync.connection.provider,
    row,
    local: pair.local?.deleted ? null : pair.local,
    remote: pair.remote?.deleted ? null : pair.remote,
    versions: versionsOf(pair),
    linked: asked
      ? decide(openChangeOf(row), { samePerson: 'link' }, pair, pairContext(kind, true)).planned
      : null,
    owners: asked && sync.kind === 'contacts' ? await ownersOf(actor, sync, row) : null,
    mine: isHeld({ kind: row.kind, reasons: row.body.reasons })
      ? await ownContact(actor, mineOf(row.body))
      : null,
    linkId: sync.kind === 'contacts' && joins(pair, row) ? (pair.link?.id ?? null) : null,
    others: asked ? await otherMatches(actor, scope, kind, row) : [],
  }
}

/** Whether a link joins the two that a conflict is about. */
const joins = ({ link }: Pick<Pair, 'link'>, { body, localId, remoteId, undecided }: PreviewRow): boolean =>
  undecided &&
  body.conflicts.length > 0 &&
  link?.localId === localId &&
  link?.remoteId === remoteId &&
  link.tombstone === null

/** Its name is read now, so that no copy of it outlives the contact. */
async function ownContact(actor: Actor, id: string | null): Promise<OwnContact | null> {
  const { firmId, userId } = actor
  if (id === null) return null
  const row = await db(actor).contact.findFirst({ where: { id, firmId, ownerId: userId, deletedAt: null } })
  return row && { id, name: displayName(contactFromRow(row)) }
}

async function ownersOf(
  actor: Actor,
  { addsOnlyMine }: Pick<Sync, 'addsOnlyMine'>,
  { localId }: Pick<PreviewRow, 'localId'>,
): Promise<QuestionOwners | null> {
  const { firmId, userId } = actor
  const colleagues = await db(firmId).user.count({ where: { firmId, removedAt: null, id: { not: userId } } })
  const contact = localId && (await db(actor).contact.findFirst({ where: { id: localId, firmId } }))
  if (colleagues === 0 || !contact) return null
  const syncing = await peopleSyncing(firmId)
  const reaches = syncing.filter((one) => one.userId !== userId).map(({ name }) => name)
  return { isShared: contact.ownerId === null, reaches, addsOnlyMine }
}

/** Most other matches shown; a longer list does not help to decide. */
const MOST = 10

async function otherMatches(
  actor: Actor,
  scope: Scope,
  kind: SyncKind,
  row: PreviewRow,
): Promise<readonly OtherMatch[]> {
  const ids = await db(actor).$queryRaw<{ id: string }[]>`
    select c.id from "Change" c
    where ${inScope(actor, scope)} and ${included} and c.kind = 'question' and c.id <> ${row.id}::uuid
      and (c."localId" = ${row.localId}::uuid or c."remoteId" = ${row.remoteId})
    order by c."sortKey", c.id limit ${MOST}`
  const rivals = await changesById(
    actor,
    scope,
    ids.map(({ id }) => id),
  )
  const pairs = await loadPairs(kind, rivals, { by: db(actor) })
  return rivals.flatMap((rival): OtherMatch[] => {
    const side = rival.localId === row.localId ? 'remote' : 'local'
    const pair = pairs.get(rival.id)
    const end = pair?.[side]
    if (!pair || !end || end.deleted) return []
    const { samePerson: answer = null, answeredBy = null } = rival.answers
    return [{ id: rival.id, side, value: end.value, versions: versionsOf(pair), answer, answeredBy }]
  })
}
