// Linked contacts that are gone from an account, and who of those left there has taken their values over (lib/sync/merged.ts).
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import { displayName } from '@/lib/contacts/contact'
import { keysAmong } from '@/lib/contacts/normalise'
import type { Region } from '@/lib/contacts/phone-key'
import { mergedInto, type Survivor, valuesOf } from '@/lib/sync/merged'
import type { Merged } from '@/lib/sync/planned-change'
import { db } from './client'
import type { Prisma, Sync } from './generated/client'
import { asContact } from './values'

type SyncOfLinks = Pick<Sync, 'id' | 'firmId'>

interface GoneRow {
  readonly id: string
  readonly baseRemote: Prisma.JsonValue
  readonly mergedInto: string | null
}

interface LinkedRow {
  readonly remoteId: string
  readonly baseRemote: Prisma.JsonValue
  readonly contact: Prisma.JsonValue
}

/** Rows that one query carries. */
const CHUNK = 1_000

/** By the link's id. `again`: also those that are known to be gone. With nobody gone it costs one query. */
export async function mergedThere(
  sync: SyncOfLinks,
  region: Region,
  again: boolean,
): Promise<ReadonlyMap<string, Merged>> {
  const gone = await db(sync.firmId).$queryRaw<GoneRow[]>`
    select l.id, l."baseRemote", l."mergedInto" from "Link" l
    join "Contact" c on c.id = l."contactId" and c."deletedAt" is null
    join "Entry" e on e."syncId" = l."syncId" and e."remoteId" = l."remoteId" and e.deleted
    where l."firmId" = ${sync.firmId}::uuid and l."syncId" = ${sync.id}::uuid
      and (l.tombstone is null or (${again} and l.tombstone::text = 'remote'))`
  if (gone.length === 0) return new Map()
  const lost = gone.map((row) => ({ ...row, contact: asContact(row.baseRemote) }))
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
      select e."remoteId", l."baseRemote", e.contact from "Entry" e
      join "Link" l on l."syncId" = e."syncId" and l."remoteId" = e."remoteId" and l.tombstone is null
      join "Contact" c on c.id = l."contactId" and c."deletedAt" is null
      where e."firmId" = ${firmId}::uuid and e."syncId" = ${id}::uuid and not e.deleted and e."remoteId" > ${after}
      order by e."remoteId" limit ${CHUNK}`
    for (const row of rows) {
      const now = asContact(row.contact)
      const holds = valuesOf(now, keysAmong([now], region)).some((value) => values.has(value))
      if (holds || known.includes(row.remoteId))
        holders.push({ remoteId: row.remoteId, now, before: asContact(row.baseRemote) })
    }
    const last = rows.at(-1)
    if (!last || rows.length < CHUNK) return holders
    after = last.remoteId
    await yieldToEventLoop()
  }
}
