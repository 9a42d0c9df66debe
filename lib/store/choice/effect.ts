// What another choice of a running sync would do at once, in numbers: asked about before it is saved. Read-only.
import { chosenIn, travels } from '@/lib/engine/choice'
import { mayWrite } from '@/lib/engine/direction'
import type { SyncSettings } from '@/lib/engine/model'
import { asSettings } from '@/lib/store/address-book/values'
import type { Tx } from '@/lib/store/database/client'
import { Prisma, type Sync } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { isWithoutAny, takenHere, takenThere } from './choices'

export interface ChoiceEffect {
  /** Synced now, and left out then. */
  readonly leaving: number
  /** Left out now, and synced then. */
  readonly joining: number
  /** Only the account has them, and they are added here then, unless a contact here is the same. */
  readonly arriving: number
  /** Open questions about contacts that are left out then. */
  readonly questions: number
  /** Synced now; the account did not say whether they have a chosen label. */
  readonly unread: number
}

export const NO_EFFECT: ChoiceEffect = { leaving: 0, joining: 0, arriving: 0, questions: 0, unread: 0 }

/** `labelled`: ids of the account's items with a chosen label, read just now; null if they were not read. */
export async function effectOfChoice(
  tx: Tx,
  actor: Actor,
  sync: Pick<Sync, 'id' | 'firmId' | 'kind' | 'state' | 'settings'>,
  after: SyncSettings,
  labelled: ReadonlySet<string> | null,
): Promise<ChoiceEffect> {
  const before = asSettings(sync.settings)
  const isSame = JSON.stringify(before.only ?? null) === JSON.stringify(after.only ?? null)
  if (isSame || sync.kind !== 'contacts' || sync.state !== 'active') return NO_EFFECT
  const lacks = lackingLabels(after, labelled)
  const taken = Prisma.sql`(${here(sync, before, after, actor)} and ${takenThere(sync.id, lacks)})`
  const [row] = await tx.$queryRaw<[Omit<ChoiceEffect, 'arriving'>]>`
    with ours as materialized (
      select c.id, ${taken} as taken, l.id is not null as linked,
        l.id is not null and ${needsRead(after, labelled)} as unread, x."byChoice" as "leftOut"
      from "Contact" c
      left join "Link" l on l."syncId" = ${sync.id}::uuid and l."localId" = c.id and l.tombstone is null
      left join "Item" e on e."syncId" = l."syncId" and e."remoteId" = l."remoteId"
      left join lateral (select bool_and(x."byChoice") as "byChoice" from "Exclusion" x
        where x."syncId" = ${sync.id}::uuid and x."localId" = c.id) x on true
      where c."firmId" = ${sync.firmId}::uuid and c."deletedAt" is null
    )
    select count(*) filter (where linked and "leftOut" is null and not taken)::int as leaving,
      count(*) filter (where "leftOut" and taken and (linked or ${mayWrite('remote', after)}))::int as joining,
      count(*) filter (where unread and taken and "leftOut" is null)::int as unread,
      (select count(*)::int from "Change" h join ours o on o.id = h."localId" and not o.taken
        where h."firmId" = ${sync.firmId}::uuid and h."syncId" = ${sync.id}::uuid and h.state = 'waiting'
          and (h.undecided or h.outdated)) as questions
    from ours`
  return { ...row, arriving: await arriving(tx, sync, before, after, labelled) }
}

/** Of what our side decides. Who begins to choose by hand has chosen what is synced now (`chooseSynced`). */
function here(sync: Pick<Sync, 'id' | 'firmId'>, before: SyncSettings, { only }: SyncSettings, actor: Actor) {
  if (!only) return Prisma.sql`true`
  const chosen = takenHere(only, sync, actor.userId)
  if (only.kind !== 'hand' || before.only?.kind === 'hand') return chosen
  return Prisma.sql`(${chosen} or exists (select from "Link" s where s."syncId" = ${sync.id}::uuid and s."localId" = c.id and s.tombstone is null
    and not exists (select from "Exclusion" o where o."syncId" = s."syncId" and o."localId" = s."localId")))`
}

/** True of the items `e` that are known to have none of the chosen labels. */
function lackingLabels({ only }: SyncSettings, labelled: ReadonlySet<string> | null): Prisma.Sql {
  const labels = chosenIn(only)
  return labels ? isWithoutAny(labels, labelled) : Prisma.sql`false`
}

const needsRead = ({ only }: SyncSettings, labelled: ReadonlySet<string> | null): Prisma.Sql =>
  chosenIn(only) && !labelled ? Prisma.sql`e.labels is null` : Prisma.sql`false`

async function arriving(
  tx: Tx,
  { id, firmId }: Pick<Sync, 'id' | 'firmId'>,
  before: SyncSettings,
  after: SyncSettings,
  labelled: ReadonlySet<string> | null,
): Promise<number> {
  const [row] = await tx.$queryRaw<[{ count: number }]>`
    select count(*)::int as count from "Item" e
    where e."firmId" = ${firmId}::uuid and e."syncId" = ${id}::uuid and not e.deleted
      and ${comes(after, labelled)} and not ${comes(before, null)}
      and not exists (select from "Link" l where l."syncId" = e."syncId" and l."remoteId" = e."remoteId")
      and not exists (select from "Exclusion" x where x."syncId" = e."syncId" and x."remoteId" = e."remoteId")`
  return row.count
}

/** True of the items `e` that are added here if they have no link. */
function comes(settings: SyncSettings, labelled: ReadonlySet<string> | null): Prisma.Sql {
  const labels = chosenIn(settings.only)
  if (!travels('remote', settings)) return Prisma.sql`false`
  if (!labels) return Prisma.sql`true`
  return labelled
    ? Prisma.sql`e."remoteId" = any(${[...labelled]}::text[])`
    : Prisma.sql`coalesce(e.labels, '{}') && ${[...labels]}::text[]`
}
