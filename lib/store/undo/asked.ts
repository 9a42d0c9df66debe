// Links that lost an end, while a question asks whether the remaining item is another one of that side. Undo does not add the lost one again:
// both sides would then have the item twice.
import type { Side } from '@/lib/engine/model'
import type { Db, Tx } from '@/lib/store/database/client'
import type { SyncKind } from '@/lib/store/kinds/kind'
import type { PairRef } from '@/lib/store/review/pairs'

/**
 * By the id of the reference: the side that the question is about. A contact that only its person sees is added again all the same: colleagues
 * do not see it beside theirs, and the person's account does not get theirs unasked (docs/decisions/0570).
 */
export async function askedAbout(
  { sync: { id, firmId } }: SyncKind,
  refs: readonly PairRef[],
  by: Db | Tx,
): Promise<ReadonlyMap<string, Side>> {
  const [local, remote] = [
    refs.flatMap((one) => one.localId ?? []),
    refs.flatMap((one) => one.remoteId ?? []),
  ]
  const rows = await by.$queryRaw<{ localId: string; remoteId: string; side: Side }[]>`
    select l."localId", l."remoteId", case when c."remoteId" = l."remoteId" then 'local' else 'remote' end as side
    from "Change" c join "Link" l on l."syncId" = c."syncId"
      and ((l."remoteId" = c."remoteId" and l."localId" <> c."localId" and not exists (select from "Contact" k
          where k.id = l."localId" and k."ownerId" is not null))
        or (l."localId" = c."localId" and l."remoteId" <> c."remoteId"))
    where c."firmId" = ${firmId}::uuid and c."syncId" = ${id}::uuid and c.state = 'waiting' and c.kind = 'question'
      and (l."localId" = any(${local}::uuid[]) or l."remoteId" = any(${remote}::text[]))`
  const sides = new Map(rows.map((row) => [pairOf(row), row.side]))
  return new Map(
    refs.flatMap((ref) => {
      const side = sides.get(pairOf(ref))
      return side ? [[ref.id, side] as const] : []
    }),
  )
}

const pairOf = ({ localId, remoteId }: Pick<PairRef, 'localId' | 'remoteId'>) => `${localId} ${remoteId}`
