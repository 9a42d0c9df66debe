// Events that somebody else organizes: the account may not change them, so they are read only here. And what the last sync of an event says.
import type { Organizer } from '@/lib/providers/descriptor'
import { providerOf } from '@/lib/providers/registry'
import { asError, type ChangeError } from '@/lib/store/address-book/values'
import { type Db, db, type Tx } from '@/lib/store/database/client'
import type { CalendarEvent as EventRow } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'

/** An event, or the series of an occurrence. */
const wholeOf = ({ id, seriesId }: Pick<EventRow, 'id' | 'seriesId'>) => seriesId ?? id

/** Who organizes the event in the accounts that it is synced with; null if it is not synced, or one of the accounts organizes it. */
export async function organizerOf(
  by: Db | Tx,
  row: Pick<EventRow, 'id' | 'seriesId' | 'firmId'>,
): Promise<Organizer | null> {
  const copies = await by.$queryRaw<readonly { readonly raw: unknown; readonly provider: string }[]>`
    select e.raw, k.provider from "Link" l
    join "Sync" s on s.id = l."syncId" and s.kind = 'events' and s.state = 'active'
    join "Connection" k on k.id = s."connectionId"
    join "Item" e on e."syncId" = l."syncId" and e."remoteId" = l."remoteId" and not e.deleted
    where l."firmId" = ${row.firmId}::uuid and l."localId" = ${wholeOf(row)}::uuid and l.tombstone is null
    order by s."createdAt"`
  const organizers = copies.map(({ raw, provider }) =>
    providerOf({ provider }).collections.events.otherOrganizer(raw),
  )
  return organizers.includes(null) ? null : (organizers[0] ?? null)
}

export interface EventFailure {
  readonly error: ChangeError
  /** The name of the provider that the event could not be synced with. */
  readonly provider: string
}

/** Why a sync of the person could not write the event; null if none failed. */
export async function failureOfEvent(
  { firmId, userId }: Actor,
  eventId: string,
): Promise<EventFailure | null> {
  const failed = await db(firmId).change.findFirst({
    where: {
      ...{ firmId, localId: eventId, state: 'failed' },
      sync: { kind: 'events', state: 'active', connection: { userId } },
    },
    orderBy: { id: 'desc' },
    include: { sync: { include: { connection: { select: { provider: true } } } } },
  })
  const error = failed && asError(failed.error)
  return error && { error, provider: failed.sync.connection.provider }
}
