// Finds linked contacts that were deleted in an account, and the contacts that they were merged into: as the account reported, or
// otherwise the one that has their values now (lib/domains/contacts/merge/merged.ts).
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import { mergedInto, type Survivor, valuesOf } from '@/lib/domains/contacts/merge/merged'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import { type Contact, displayName } from '@/lib/domains/contacts/value/contact'
import { keysAmong } from '@/lib/domains/contacts/value/normalise'
import type { MergeTarget } from '@/lib/engine/planned-change'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { db, withTransaction } from '@/lib/store/database/client'
import { type Contact as ContactRow, Prisma } from '@/lib/store/database/generated/client'
import { withoutLoops } from '@/lib/store/database/without-loops'
import type { KindOf } from '@/lib/store/kinds/kind'
import { baseOf, type StoredBase } from './base-of'

/** The kind of the sync whose links are looked at. */
type Kind = KindOf<Contact>

interface BaseRow extends StoredBase {
  /** Our contact, if the base's values were erased and it may still have them. */
  readonly here: Pick<ContactRow, 'value' | 'version'> | null
}

interface GoneRow extends BaseRow {
  readonly id: string
  /** The remote id that the account reported, or that was found earlier. */
  readonly mergedInto: string | null
}

interface LinkedRow extends BaseRow {
  readonly remoteId: string
  readonly version: string
  readonly value: Prisma.JsonValue
}

const stored = Prisma.sql`l."baseLocal", l."baseRemote", l."baseDigest", l."localVersion", l."remoteVersion",
  case when l."baseDigest" is not null then jsonb_build_object('value', c.value, 'version', c.version) end as here`

/** The account's value in the base. */
const before = (kind: Kind, row: BaseRow, remote: { value: Contact; version: string } | null): Contact =>
  baseOf(kind, row, {
    local: row.here && { value: contactFromRow(row.here), version: String(row.here.version) },
    remote,
  }).remote

/** Rows per query. */
const CHUNK = 1_000

/**
 * By the link's id. `again`: includes links whose contact is already known to be deleted. `among`: only these links, read by their ids. If
 * none was deleted, it costs one query.
 */
export async function mergedThere(
  kind: Kind,
  region: Region,
  again: boolean,
  among: readonly string[] | null = null,
): Promise<ReadonlyMap<string, MergeTarget>> {
  const { sync } = kind
  if (among?.length === 0) return new Map()
  const some = among ? Prisma.sql`and l.id = any(${[...among]}::uuid[])` : Prisma.empty
  const query = Prisma.sql`
    select l.id, coalesce(e."mergedInto", l."mergedInto") as "mergedInto", ${stored} from "Link" l
    join "Contact" c on c.id = l."localId" and c."deletedAt" is null
    join "Item" e on e."syncId" = l."syncId" and e."remoteId" = l."remoteId" and e.deleted
    where l."firmId" = ${sync.firmId}::uuid and l."syncId" = ${sync.id}::uuid
      and (l.tombstone is null or (${again} and l.tombstone::text = 'remote')) ${some}`
  const gone = among
    ? await db(sync.firmId).$queryRaw<readonly GoneRow[]>(query)
    : await withTransaction(sync.firmId, (tx) => withoutLoops<GoneRow>(tx, query))
  if (gone.length === 0) return new Map()
  const known = await namesOf(kind, gone)
  const lost = gone.flatMap((row) =>
    known.has(row.mergedInto ?? '') ? [] : [{ id: row.id, contact: before(kind, row, null) }],
  )
  const holders = await holdersOf(
    kind,
    new Set(lost.flatMap(({ contact }) => valuesOf(contact, keysAmong([contact], region)))),
    region,
  )
  const found = lost.map(({ id, contact }) => ({ id, survivor: mergedInto(contact, holders, region) }))
  return new Map([
    ...gone.flatMap(({ id, mergedInto: into }): [string, MergeTarget][] => {
      const name = into === null ? undefined : known.get(into)
      return into === null || name === undefined ? [] : [[id, { into, name }]]
    }),
    ...found.flatMap(({ id, survivor }): [string, MergeTarget][] =>
      survivor ? [[id, { into: survivor.remoteId, name: displayName(survivor.now) }]] : [],
    ),
  ])
}

/** The names of contacts that others were merged into, by remote id, as far as the account still has them. */
async function namesOf(
  { sync: { id, firmId }, domain }: Kind,
  gone: readonly GoneRow[],
): Promise<ReadonlyMap<string, string>> {
  const ids = gone.flatMap(({ mergedInto: into }) => into ?? [])
  if (ids.length === 0) return new Map()
  const rows = await db(firmId).item.findMany({
    where: { syncId: id, remoteId: { in: ids }, deleted: false },
    select: { remoteId: true, value: true },
  })
  return new Map(rows.map(({ remoteId, value }) => [remoteId, displayName(domain.stored(value))]))
}

/** Linked contacts that the account still has and that have one of the values. */
async function holdersOf(
  kind: Kind,
  values: ReadonlySet<string>,
  region: Region,
): Promise<readonly Survivor[]> {
  if (values.size === 0) return []
  const { id, firmId } = kind.sync
  const holders: Survivor[] = []
  for (let after = ''; ; ) {
    const rows = await db(firmId).$queryRaw<LinkedRow[]>`
      select e."remoteId", e.version, e.value, ${stored} from "Item" e
      join "Link" l on l."syncId" = e."syncId" and l."remoteId" = e."remoteId" and l.tombstone is null
      join "Contact" c on c.id = l."localId" and c."deletedAt" is null
      where e."firmId" = ${firmId}::uuid and e."syncId" = ${id}::uuid and not e.deleted and e."remoteId" > ${after}
      order by e."remoteId" limit ${CHUNK}`
    for (const row of rows) {
      const now = kind.domain.stored(row.value)
      if (valuesOf(now, keysAmong([now], region)).some((value) => values.has(value)))
        holders.push({
          remoteId: row.remoteId,
          now,
          before: before(kind, row, { value: now, version: row.version }),
        })
    }
    const last = rows.at(-1)
    if (!last || rows.length < CHUNK) return holders
    after = last.remoteId
    await yieldToEventLoop()
  }
}
