// Linked contacts that are gone from an account, and who of those left there has taken their values over (lib/sync/merged.ts).
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import { type Contact, displayName } from '@/lib/contacts/contact'
import { keysAmong } from '@/lib/contacts/normalise'
import type { Region } from '@/lib/contacts/phone-key'
import { mergedInto, type Survivor, valuesOf } from '@/lib/sync/merged'
import type { Merged } from '@/lib/sync/planned-change'
import { baseOf, type StoredBase } from './base-of'
import { db } from './client'
import { type ContactFields, contactFromRow } from './contact-row'
import { Prisma, type Sync } from './generated/client'
import { asContact } from './values'

type SyncOfLinks = Pick<Sync, 'id' | 'firmId'>

interface BaseRow extends StoredBase {
  /** Our contact, where the base's values were erased and it may still say them. */
  readonly here: (ContactFields & { readonly version: number }) | null
}

interface GoneRow extends BaseRow {
  readonly id: string
  readonly mergedInto: string | null
}

interface LinkedRow extends BaseRow {
  readonly remoteId: string
  readonly version: string
  readonly contact: Prisma.JsonValue
}

const stored = Prisma.sql`l."baseLocal", l."baseRemote", l."baseDigest", l."localVersion", l."remoteVersion",
  case when l."baseDigest" is not null then to_jsonb(c) end as here`

/** What the account's contact said at the last agreement. */
const before = (row: BaseRow, remote: { contact: Contact; version: string } | null): Contact =>
  baseOf(row, {
    local: row.here && { contact: contactFromRow(row.here), version: String(row.here.version) },
    remote,
  }).remote

/** Rows that one query carries. */
const CHUNK = 1_000

/** By the link's id. `again`: also those that are known to be gone. With nobody gone it costs one query. */
export async function mergedThere(
  sync: SyncOfLinks,
  region: Region,
  again: boolean,
): Promise<ReadonlyMap<string, Merged>> {
  const gone = await db(sync.firmId).$queryRaw<GoneRow[]>`
    select l.id, l."mergedInto", ${stored} from "Link" l
    join "Contact" c on c.id = l."contactId" and c."deletedAt" is null
    join "Entry" e on e."syncId" = l."syncId" and e."remoteId" = l."remoteId" and e.deleted
    where l."firmId" = ${sync.firmId}::uuid and l."syncId" = ${sync.id}::uuid
      and (l.tombstone is null or (${again} and l.tombstone::text = 'remote'))`
  if (gone.length === 0) return new Map()
  const lost = gone.map((row) => ({ ...row, contact: before(row, null) }))
  const holders = await holdersOf(
    sync,
    new Set(lost.flatMap(({ contact }) => valuesOf(contact, keysAmong([contact], region)))),
    lost.flatMap((one) => one.mergedInto ?? []),
    region,
  )
  return new Map(
    lost.flatMap((one): [string, Merged][] => {
      const known = holders.find(({ remoteId }) => remoteId === one.mergedInto)
      const found = known ?? mergedInto(one.contact, holders, region)
      return found ? [[one.id, { into: found.remoteId, name: displayName(found.now) }]] : []
    }),
  )
}

/** Linked contacts that the account still has and that hold one of the values, or are among `known`. */
async function holdersOf(
  { id, firmId }: SyncOfLinks,
  values: ReadonlySet<string>,
  known: readonly string[],
  region: Region,
): Promise<readonly Survivor[]> {
  const holders: Survivor[] = []
  for (let after = ''; ; ) {
    const rows = await db(firmId).$queryRaw<LinkedRow[]>`
      select e."remoteId", e.version, e.contact, ${stored} from "Entry" e
      join "Link" l on l."syncId" = e."syncId" and l."remoteId" = e."remoteId" and l.tombstone is null
      join "Contact" c on c.id = l."contactId" and c."deletedAt" is null
      where e."firmId" = ${firmId}::uuid and e."syncId" = ${id}::uuid and not e.deleted and e."remoteId" > ${after}
      order by e."remoteId" limit ${CHUNK}`
    for (const row of rows) {
      const now = asContact(row.contact)
      const holds = valuesOf(now, keysAmong([now], region)).some((value) => values.has(value))
      if (holds || known.includes(row.remoteId))
        holders.push({
          remoteId: row.remoteId,
          now,
          before: before(row, { contact: now, version: row.version }),
        })
    }
    const last = rows.at(-1)
    if (!last || rows.length < CHUNK) return holders
    after = last.remoteId
    await yieldToEventLoop()
  }
}
