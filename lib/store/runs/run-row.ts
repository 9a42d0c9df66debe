// A run with everything that a step needs of its sync, in one query: most checks find nothing, and a worker has many of them.
import { db } from '@/lib/store/database/client'
import type { OfFirm } from '@/lib/store/database/cross-tenant'
import type { Collection, Connection, Run, Sync } from '@/lib/store/database/generated/client'
import { readDates } from '@/lib/store/database/json-rows'

export interface RunRow extends Run {
  readonly sync: Sync & {
    readonly remoteCollection: Collection
    readonly localCollection: Pick<Collection, 'calendarId'>
    readonly connection: Connection & { readonly firm: { readonly phoneRegion: string | null } }
  }
}

type Json<Row> = { readonly [Name in keyof Row]: Row[Name] extends Date | null ? string | null : Row[Name] }
type Dates<Row> = { [Name in keyof Row]-?: Row[Name] extends Date | null ? Name : never }[keyof Row]
/** Names every column of a time, and none else: JSON has them as text. */
type AllDates<Row> = Readonly<Record<Dates<Row>, true>>

interface Found {
  readonly run: Json<Run>
  readonly sync: Json<Sync>
  readonly connection: Json<Connection>
  readonly remoteCollection: Json<Collection>
  readonly calendarId: string | null
  readonly phoneRegion: string | null
}

/** Null if the firm has no such run. */
export async function loadRun({ id, firmId }: OfFirm): Promise<RunRow | null> {
  const [found] = await db(firmId).$queryRaw<Found[]>`
    select to_jsonb(r) as run, to_jsonb(s) as sync, to_jsonb(c) as connection, to_jsonb(there) as "remoteCollection",
      here."calendarId", f."phoneRegion"
    from "Run" r join "Sync" s on s.id = r."syncId" join "Connection" c on c.id = s."connectionId"
    join "Collection" there on there.id = s."remoteCollectionId" join "Collection" here on here.id = s."localCollectionId"
    join "Firm" f on f.id = r."firmId"
    where r.id = ${id}::uuid and r."firmId" = ${firmId}::uuid`
  if (!found) return null
  const { calendarId, phoneRegion } = found
  return {
    ...withDates<Run>(found.run, RUN),
    sync: {
      ...withDates<Sync>(found.sync, SYNC),
      remoteCollection: withDates<Collection>(found.remoteCollection, COLLECTION),
      localCollection: { calendarId },
      connection: { ...withDates<Connection>(found.connection, CONNECTION), firm: { phoneRegion } },
    },
  }
}

const RUN: AllDates<Run> = {
  ...{ createdAt: true, startedAt: true, readyAt: true, applyingAt: true, endedAt: true },
  ...{ waitUntil: true, waitingSince: true, failingSince: true },
}
const SYNC: AllDates<Sync> = {
  ...{ startedAt: true, stoppedAt: true, lastSuccessAt: true, nextCheckAt: true, wokenAt: true },
  ...{ pausedAt: true, restoredAt: true, restoredTo: true, mirrorErasedAt: true, createdAt: true },
}
const CONNECTION: AllDates<Connection> = {
  ...{ accessTokenExpiresAt: true, connectedAt: true, consentLostAt: true, calendarsLostAt: true },
  disconnectedAt: true,
}
const COLLECTION: AllDates<Collection> = { fullReadAt: true, createdAt: true }

function withDates<Row>(row: Json<Row>, dates: AllDates<Row>): Row {
  const read: Record<string, unknown> = { ...row }
  readDates(read, Object.keys(dates))
  return read as Row
}
