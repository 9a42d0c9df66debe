// Items that were compared and have no link, with the keys by which matches are found. An item that moves is compared with those that
// share a key. The keys are hashes that differ from sync to sync: they reveal nothing, and the lists of two syncs do not mix. A digest says
// what was compared: all pairs of two items that still have theirs were, and none is compared again.
import { createHash } from 'node:crypto'
import type { Side } from '@/lib/engine/model'
import type { Tx } from '@/lib/store/database/client'
import type { Ends, OfSync } from './pending-items'

/** Whether items were stored under other keys, so that they cannot be found by those of today. */
export async function hasOtherKeys(
  by: Pick<Tx, '$queryRaw'>,
  { id, firmId }: OfSync,
  scheme: string,
): Promise<boolean> {
  const [row] = await by.$queryRaw<[{ yes: boolean }]>`
    select exists (select from "UnlinkedItem" where "firmId" = ${firmId}::uuid and "syncId" = ${id}::uuid and scheme < ${scheme})
      or exists (select from "UnlinkedItem" where "firmId" = ${firmId}::uuid and "syncId" = ${id}::uuid and scheme > ${scheme}) as yes`
  return row.yes
}

/** The items that share one of the keys, at most `most`. Some may be linked or gone by now. */
export async function withKeys(
  by: Pick<Tx, '$queryRaw'>,
  { id, firmId }: OfSync,
  keys: readonly number[],
  most: number,
): Promise<Ends> {
  if (keys.length === 0) return { local: [], remote: [] }
  const rows = await by.$queryRaw<{ side: Side; itemId: string }[]>`
    select side, "itemId" from "UnlinkedItem"
    where "firmId" = ${firmId}::uuid and "syncId" = ${id}::uuid and keys && ${salted(id, keys)}::int[]
    order by side, "itemId" limit ${most}`
  const of = (wanted: Side) => rows.flatMap(({ side, itemId }) => (side === wanted ? [itemId] : []))
  return { local: of('local'), remote: of('remote') }
}

/** What an item was compared as. */
export interface Compared {
  readonly digest: string
  /** Whether it had a possible match. */
  readonly asked: boolean
}

/** Of its value: a release may read another one from the same version of an item. */
export const digestOf = (
  { id }: Pick<OfSync, 'id'>,
  item: { readonly id: string; readonly value: unknown },
) =>
  createHash('sha256')
    .update(JSON.stringify([id, item.id, item.value]))
    .digest('base64url')
    .slice(0, 22)

/** What the items without a link were compared as under these keys, by their ids. */
export async function comparedItems(
  by: Pick<Tx, '$queryRaw'>,
  { id, firmId }: OfSync,
  scheme: string,
): Promise<Readonly<Record<Side, ReadonlyMap<string, Compared>>>> {
  const rows = await by.$queryRaw<(Compared & { side: Side; itemId: string })[]>`
    select side, "itemId", digest, asked from "UnlinkedItem"
    where "firmId" = ${firmId}::uuid and "syncId" = ${id}::uuid and scheme = ${scheme} and digest is not null`
  const of = (wanted: Side) =>
    new Map(rows.flatMap(({ side, itemId, ...row }) => (side === wanted ? [[itemId, row] as const] : [])))
  return { local: of('local'), remote: of('remote') }
}

/** What a comparison found to have no link, and to get none. */
export interface Unlinked {
  readonly scheme: string
  readonly items: readonly (Compared & {
    readonly side: Side
    readonly id: string
    readonly keys: readonly number[]
  })[]
}

/** Stores these items in the place of those that were compared. `compared`: null if everything was. */
export async function keepUnlinked(
  tx: Tx,
  { id, firmId }: OfSync,
  { scheme, items }: Unlinked,
  compared: Ends | null,
): Promise<void> {
  if (compared === null)
    await tx.$executeRaw`
      delete from "UnlinkedItem" where "firmId" = ${firmId}::uuid and "syncId" = ${id}::uuid`
  else
    await tx.$executeRaw`
      delete from "UnlinkedItem" where "firmId" = ${firmId}::uuid and "syncId" = ${id}::uuid
        and ((side = 'local' and "itemId" = any(${[...compared.local]}))
          or (side = 'remote' and "itemId" = any(${[...compared.remote]})))`
  for (let at = 0; at < items.length; at += CHUNK) {
    const some = items.slice(at, at + CHUNK)
    await tx.$executeRaw`
      insert into "UnlinkedItem" ("syncId", "firmId", side, "itemId", scheme, keys, digest, asked)
      select ${id}::uuid, ${firmId}::uuid, side, "itemId", ${scheme}, keys::int[], digest, asked
      from unnest(${some.map(({ side }) => side)}::text[], ${some.map((one) => one.id)}::text[],
        ${some.map(({ keys }) => `{${salted(id, keys).join()}}`)}::text[],
        ${some.map(({ digest }) => digest)}::text[], ${some.map(({ asked }) => asked)}::boolean[]) n (side, "itemId", keys, digest, asked)
      on conflict ("syncId", side, "itemId")
      do update set scheme = excluded.scheme, keys = excluded.keys, digest = excluded.digest, asked = excluded.asked`
  }
}

/** Items per statement. */
const CHUNK = 2_000

function salted(syncId: string, keys: readonly number[]): readonly number[] {
  const salt = Number.parseInt(syncId.replaceAll('-', '').slice(0, 8), 16) | 0
  return keys.map((key) => Math.imul(Math.imul(key ^ salt, 0x9e3779b1) ^ (key >>> 7), 0x85ebca6b) | 0)
}
