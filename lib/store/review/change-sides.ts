// Both ends of a change as stored now and, for a question, the result of linking them: the page shows this beside the planned change.
import { decide } from '@/lib/engine/decide'
import { db } from '@/lib/store/database/client'
import { type Actor, ownSyncs } from '@/lib/store/firm/actor'
import type { Change, Item, SyncKind, Value } from '@/lib/store/kinds/kind'
import { kindOf, WITH_KIND } from '@/lib/store/kinds/registry'
import { openChangeOf } from './change-row'
import { type Versions, versionsOf } from './changes'
import { loadPairs, pairContext } from './pairs'
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
  const sync = await db(actor.firmId).sync.findFirstOrThrow({
    where: { id: scope.syncId, ...ownSyncs(actor) },
    include: WITH_KIND,
  })
  const kind = kindOf(sync)
  const pair = (await loadPairs(kind, [row])).get(row.id)
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
    others: asked ? await otherMatches(actor, scope, kind, row) : [],
  }
}

/** Most other matches shown; a longer list does not help to decide. */
const MOST = 10

async function otherMatches(
  actor: Actor,
  scope: Scope,
  kind: SyncKind,
  row: PreviewRow,
): Promise<readonly OtherMatch[]> {
  const ids = await db(actor.firmId).$queryRaw<{ id: string }[]>`
    select c.id from "Change" c
    where ${inScope(actor, scope)} and ${included} and c.kind = 'question' and c.id <> ${row.id}::uuid
      and (c."localId" = ${row.localId}::uuid or c."remoteId" = ${row.remoteId})
    order by c."sortKey", c.id limit ${MOST}`
  const rivals = await changesById(
    actor,
    scope,
    ids.map(({ id }) => id),
  )
  const pairs = await loadPairs(kind, rivals)
  return rivals.flatMap((rival): OtherMatch[] => {
    const side = rival.localId === row.localId ? 'remote' : 'local'
    const pair = pairs.get(rival.id)
    const end = pair?.[side]
    if (!pair || !end || end.deleted) return []
    const { samePerson: answer = null, answeredBy = null } = rival.answers
    return [{ id: rival.id, side, value: end.value, versions: versionsOf(pair), answer, answeredBy }]
  })
}
