// Tags and labels that a sync keeps in step, as rows: what is compared, and what was last agreed.

import type { Membership, NamesInput, TagLabel } from '@/lib/domains/contacts/labels'
import type { Tx } from '@/lib/store/database/client'
import { Prisma, type Sync } from '@/lib/store/database/generated/client'
import { withRows } from '@/lib/store/database/given-rows'

type OfSync = Pick<Sync, 'id' | 'firmId'>

/**
 * Pairs that the sync keeps in step, as a query of "localId", "remoteId", labels and whether only its person sees the contact: linked on both
 * sides, and not excluded.
 */
export const linkedPairs = ({ id, firmId }: OfSync): Prisma.Sql => Prisma.sql`
  select c.id as "localId", e."remoteId", e.labels, c."ownerId" is not null as private
  from "Link" l join "Contact" c on c.id = l."localId" and c."deletedAt" is null
  join "Item" e on e."syncId" = l."syncId" and e."remoteId" = l."remoteId" and not e.deleted and e.labels is not null
  where l."firmId" = ${firmId}::uuid and l."syncId" = ${id}::uuid and l.tombstone is null
    and not exists (select from "Exclusion" x where x."syncId" = l."syncId" and x."localId" = l."localId")
    and not exists (select from "Exclusion" x where x."syncId" = l."syncId" and x."remoteId" = l."remoteId")`

/** Tags, what they are kept in step with, and which tags and labels the contacts of `pairs` have. */
export async function tagLabelNames(
  tx: Tx,
  sync: OfSync,
  pairs: Prisma.Sql = linkedPairs(sync),
): Promise<Pick<NamesInput, 'tags' | 'known' | 'usedTags' | 'usedLabels'>> {
  const { id: syncId, firmId } = sync
  const tags = await tx.tag.findMany({ where: { firmId }, orderBy: { folded: 'asc' } })
  const known = await tx.tagLabel.findMany({ where: { firmId, syncId }, orderBy: { tagId: 'asc' } })
  const used = await tx.$queryRaw<{ tag: boolean; id: string }[]>`
    with p as materialized (${pairs})
    select distinct true as tag, t."tagId"::text as id from p join "ContactTag" t on t."contactId" = p."localId"
    where t."firmId" = ${firmId}::uuid
    union all
    select distinct false, label from (select unnest(p.labels) as label from p where not p.private) there`
  const idsOf = (tag: boolean) => new Set(used.flatMap((one) => (one.tag === tag ? [one.id] : [])))
  return { tags, known, usedTags: idsOf(true), usedLabels: idsOf(false) }
}

/** A tag and its label. `fresh`: what was agreed about the members of another label does not count. */
export type Joined = Pick<TagLabel, 'tagId' | 'labelId'> & { readonly fresh?: boolean }

/** Every contact of `pairs` that has a tag or its label, or had them. One that is new on a side has '' as its id there. */
export async function membershipsOf(
  tx: Tx,
  sync: OfSync,
  known: readonly Joined[],
  pairs: Prisma.Sql = linkedPairs(sync),
): Promise<readonly Membership[]> {
  const joined = known.filter(({ labelId }) => labelId !== null)
  if (joined.length === 0) return []
  return withRows(
    joined,
    (given) => tx.$queryRaw<Membership[]>`
      with p as materialized (select row_number() over () as n, * from (${pairs}) p),
        k as materialized (select * from jsonb_to_recordset(${given}) as k("tagId" uuid, "labelId" text, fresh boolean)),
        m as (
          select p.n, k."tagId", true as here, false as there, false as base, false as "baseThere", null::timestamptz as at
          from p join "ContactTag" t on t."contactId" = p."localId" join k on k."tagId" = t."tagId"
          where t."firmId" = ${sync.firmId}::uuid
          union all
          select p.n, k."tagId", false, true, false, false, null from p cross join unnest(p.labels) as l(id) join k on k."labelId" = l.id
          union all
          select p.n, k."tagId", false, false, b.member, coalesce(b.there, b.member), b.at from "TagLabelMember" b
          join k on k."tagId" = b."tagId" and k.fresh is not true join p on p."localId" = b."localId"
          where b."firmId" = ${sync.firmId}::uuid and b."syncId" = ${sync.id}::uuid)
      select m."tagId"::text as "tagId", coalesce(p."localId"::text, '') as "localId", coalesce(p."remoteId", '') as "remoteId",
        bool_or(m.here) as here, bool_or(m.there) as there, bool_or(m.base) as base, bool_or(m."baseThere") as "baseThere", max(m.at) as at
      from m join p on p.n = m.n group by m."tagId", p.n, p."localId", p."remoteId"
      order by "tagId", "localId", "remoteId"`,
  )
}

/** How often both sides had a tag and its label when they last agreed. */
export const countMembers = (tx: Tx, { id: syncId, firmId }: OfSync): Promise<number> =>
  tx.tagLabelMember.count({ where: { firmId, syncId, member: true } })

/** Records that a tag and a label belong together, or that a tag has none. */
export async function saveTagLabel(
  tx: Tx,
  { id: syncId, firmId }: OfSync,
  { tagId, labelId, name, refused, at }: TagLabel,
): Promise<void> {
  await tx.$executeRaw`
    insert into "TagLabel" ("syncId", "firmId", "tagId", "labelId", name, refused, at)
    select s.id, s."firmId", ${tagId}::uuid, ${labelId}::text, ${name}, ${refused}::text, ${at}
    from "Sync" s where s.id = ${syncId}::uuid and s."firmId" = ${firmId}::uuid
    on conflict ("syncId", "tagId") do update set
      "labelId" = excluded."labelId", name = excluded.name, refused = excluded.refused, at = excluded.at`
}

/** The label was deleted, or is another one: what was agreed about its members no longer counts. */
export async function forgetMembers(tx: Tx, { id: syncId, firmId }: OfSync, tagId: string): Promise<void> {
  await tx.tagLabelMember.deleteMany({ where: { firmId, syncId, tagId } })
}

export async function forgetTagLabel(tx: Tx, { id: syncId, firmId }: OfSync, tagId: string): Promise<void> {
  await tx.tagLabelMember.deleteMany({ where: { firmId, syncId, tagId } })
  await tx.tagLabel.deleteMany({ where: { firmId, syncId, tagId } })
}

/** What one member has on both sides; `there` where an undo leaves the account apart. */
type SavedMember = Pick<Membership, 'tagId' | 'localId'> & {
  readonly member: boolean
  readonly there?: boolean
}

/** What both sides have now. `at`: of the write; null: both were read like that. */
export async function saveMembers(
  tx: Tx,
  { id: syncId, firmId }: OfSync,
  members: readonly SavedMember[],
  at: Date | null,
): Promise<void> {
  if (members.length === 0) return
  const rows = members.map(({ tagId, localId, member, there = null }) => ({ tagId, localId, member, there }))
  await withRows(rows, async (json) => {
    const given = Prisma.sql`jsonb_to_recordset(${json}) as m("tagId" uuid, "localId" uuid, member boolean, there boolean)`
    await tx.$executeRaw`
      insert into "TagLabelMember" ("syncId", "firmId", "tagId", "localId", member, there, at)
    select ${syncId}::uuid, ${firmId}::uuid, m."tagId", m."localId", m.member, m.there, ${at ?? new Date(0)} from ${given}
    where (m.member or ${at !== null}) and exists (select from "Sync" s where s.id = ${syncId}::uuid and s."firmId" = ${firmId}::uuid)
    on conflict ("syncId", "tagId", "localId") do update set member = excluded.member,
      there = excluded.there, at = excluded.at`
    if (at === null)
      await tx.$executeRaw`
      delete from "TagLabelMember" b using ${given}
      where b."firmId" = ${firmId}::uuid and b."syncId" = ${syncId}::uuid and b."tagId" = m."tagId" and b."localId" = m."localId" and not m.member`
  })
}

/** Items with the label: those of linked pairs, and how many others the account has. */
export async function itemsWithLabel(
  tx: Tx,
  sync: OfSync,
  labelId: string,
): Promise<{ readonly linked: readonly string[]; readonly others: number }> {
  const rows = await tx.$queryRaw<{ id: string; linked: boolean }[]>`
    select e."remoteId" as id, e."remoteId" in (select p."remoteId" from (${linkedPairs(sync)}) p) as linked from "Item" e
    where e."firmId" = ${sync.firmId}::uuid and e."syncId" = ${sync.id}::uuid and not e.deleted and e.labels @> array[${labelId}]
    order by 1`
  return {
    linked: rows.flatMap(({ id, linked }) => (linked ? [id] : [])),
    others: rows.filter(({ linked }) => !linked).length,
  }
}
