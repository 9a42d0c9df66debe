// What may have changed since the bases were recorded: one query for everything that a plan must consider.
import { db, withTransaction } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { withoutLoops } from '@/lib/store/database/without-loops'
import type { SyncKind } from '@/lib/store/kinds/kind'
import { countLinks, type Ends } from './pending-items'

type Of = Pick<SyncKind, 'sync' | 'here'>

/** Ids of links and items of both sides that a plan must consider: they changed since their base, or wait for a person. */
export interface PendingComparison {
  readonly links: readonly string[]
  /** Items here without a link in this sync. */
  readonly local: readonly string[]
  /** Remote ids without a link in this sync. */
  readonly remote: readonly string[]
  /** Links without any change. */
  readonly same: number
}

interface Options {
  /** The sync is being set up again, so tombstones are included. */
  readonly again: boolean
  /** Items whose create was sent after this time are omitted: it is not known yet whether the account has them. */
  readonly unproven: Date
}

/** The same of these links and items only. Nothing else is read. */
export async function pendingAmong(
  kind: Of,
  among: Ends & { readonly links: readonly string[] },
  options: Options,
): Promise<PendingComparison> {
  const { sync } = kind
  const ours = db(sync.firmId)
  const all = await countLinks(ours, sync)
  const size = among.links.length + among.local.length + among.remote.length
  if (size === 0) return { links: [], local: [], remote: [], same: all }
  const rows = await ours.$queryRaw<readonly Row[]>`
    select side, id from (
      ${linksAmong(kind, among.links)}
      union all ${local(kind, options)} and c.id = any(${[...among.local]}::uuid[])
      union all ${remote(kind)} and e."remoteId" = any(${[...among.remote]})) pending
    order by side, id`
  return found(rows, all)
}

/** `all`: the number of links. */
function found(rows: readonly Row[], all: number): PendingComparison {
  const linked = idsOf(rows, 'link')
  return {
    links: linked,
    local: idsOf(rows, 'local'),
    remote: idsOf(rows, 'remote'),
    same: Math.max(0, all - linked.length),
  }
}

const idsOf = (rows: readonly Row[], wanted: Row['side']) =>
  rows.flatMap(({ side, id }) => (side === wanted ? [id] : []))

/** The result omits excluded items. */
export async function pendingComparison(kind: Of, options: Options): Promise<PendingComparison> {
  const { sync } = kind
  return withTransaction(sync.firmId, async (ours) => {
    const rows = await withoutLoops<Row>(
      ours,
      Prisma.sql`
        select side, id from (${links(kind, options)} union all ${local(kind, options)} union all ${remote(kind)}) pending
        order by side, id`,
    )
    return found(rows, await countLinks(ours, sync))
  })
}

interface Row {
  readonly side: 'link' | 'local' | 'remote'
  readonly id: string
}

/** Whether they changed is for the plan to find. */
const linksAmong = (kind: Of, ids: readonly string[]): Prisma.Sql =>
  linksWith(kind, Prisma.sql`l.id = any(${[...ids]}::uuid[])`)

/** Links `l` with the item here `c` and the item there `e`, without those that are excluded. */
const linksWith = ({ sync, here }: Of, condition: Prisma.Sql): Prisma.Sql => Prisma.sql`
  select 'link' as side, l.id::text as id from "Link" l
  join ${here.table} on c.id = l."localId"
  join "Item" e on e."syncId" = l."syncId" and e."remoteId" = l."remoteId"
  where l."firmId" = ${sync.firmId}::uuid and l."syncId" = ${sync.id}::uuid and ${condition}
    and not exists (select from "Exclusion" x where x."syncId" = l."syncId" and x."localId" = l."localId")
    and not exists (select from "Exclusion" x where x."syncId" = l."syncId" and x."remoteId" = l."remoteId")`

/** Waiting changes are read once, not once per link: with 25,000 links and 2,000 questions that took 10 s. */
const links = (kind: Of, { again }: Options): Prisma.Sql =>
  linksWith(
    kind,
    Prisma.sql`(c.version <> l."localVersion" or e.version <> l."remoteVersion"
      or (e.deleted and l.tombstone is distinct from 'remote') or (${again} and l.tombstone is not null)
      or l.id in (select h."linkId" from "Change" h where h."syncId" = ${kind.sync.id}::uuid and h.state = 'waiting'
        and h."linkId" is not null))`,
  )

const local = ({ sync, here }: Of, { unproven }: Options): Prisma.Sql => Prisma.sql`
  select 'local' as side, c.id::text as id from ${here.table}
  where ${here.own} and ${here.live}
    and not exists (select from "Link" l where l."syncId" = ${sync.id}::uuid and l."localId" = c.id)
    and not exists (select from "Exclusion" x where x."syncId" = ${sync.id}::uuid and x."localId" = c.id)
    and not exists (select from "Change" h where h."syncId" = ${sync.id}::uuid and h.state = 'sent'
      and h."localId" = c.id and h."sentAt" > ${unproven}
      and not exists (select from "Item" e where e."syncId" = ${sync.id}::uuid and e.key = c.id::text and not e.deleted))`

const remote = ({ sync }: Of): Prisma.Sql => Prisma.sql`
  select 'remote' as side, e."remoteId" as id from "Item" e
  where e."firmId" = ${sync.firmId}::uuid and e."syncId" = ${sync.id}::uuid and not e.deleted
    and not exists (select from "Link" l where l."syncId" = e."syncId" and l."remoteId" = e."remoteId")
    and not exists (select from "Exclusion" x where x."syncId" = e."syncId" and x."remoteId" = e."remoteId")`
