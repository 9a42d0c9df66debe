// Links when a contact is merged into another one. In a sync in which only one of the two has a link, the survivor has it from now on. In
// one in which both have a link, the account has the person twice: one stays linked to the survivor, and the other pair becomes an
// exclusion, so that the account keeps it and no sync writes, deletes or adds it again.
import type { Tx } from '@/lib/store/database/client'
import type { Link } from '@/lib/store/database/generated/client'
import type { MoveContext } from './references'

interface Relink {
  readonly id: string
  readonly from: string
  readonly to: string
}

export interface MovedLinks {
  readonly links: readonly Relink[]
  readonly exclusions: readonly string[]
  /** What was decided not to be the same as the contact, and is now not the same as the survivor. */
  readonly separations: readonly { readonly syncId: string; readonly remoteId: string }[]
}

export async function moveLinks(tx: Tx, context: MoveContext): Promise<MovedLinks> {
  const { firmId, userId, from, to } = context
  const [theirs, ours, excluded] = [
    await tx.link.findMany({ where: { firmId, localId: from } }),
    await tx.link.findMany({ where: { firmId, localId: to } }),
    await tx.exclusion.findMany({ where: { firmId, localId: from } }),
  ]
  const links: Relink[] = []
  const surplus: Link[] = []
  for (const link of theirs) {
    if (excluded.some(({ syncId }) => syncId === link.syncId)) continue
    const own = ours.find(({ syncId }) => syncId === link.syncId)
    if (!own) links.push({ id: link.id, from, to })
    else if (own.tombstone && !link.tombstone)
      links.push({ id: own.id, from: to, to: from }, { id: link.id, from, to })
    else surplus.push(link)
  }
  await relink(tx, firmId, links)
  const exclusions = surplus
    .filter(({ tombstone }) => tombstone === null)
    .map(({ syncId, localId, remoteId }) => ({
      ...{ id: crypto.randomUUID(), firmId, syncId, localId, remoteId, userId },
      name: MERGED,
    }))
  await tx.exclusion.createMany({ data: exclusions, skipDuplicates: true })
  await nameMerged(tx, firmId, from)
  return {
    links,
    exclusions: exclusions.map(({ id }) => id),
    separations: await moveSeparations(tx, context),
  }
}

export async function returnLinks(
  tx: Tx,
  { firmId, to }: MoveContext,
  { links, exclusions, separations }: MovedLinks,
): Promise<void> {
  await relink(
    tx,
    firmId,
    links.map((link) => ({ ...link, from: link.to, to: link.from })),
  )
  await tx.exclusion.deleteMany({ where: { firmId, id: { in: [...exclusions] } } })
  for (const separation of separations)
    await tx.separation.deleteMany({ where: { firmId, localId: to, ...separation } })
}

/** Until it gets the contact's name. */
const MERGED = '(merged)'

async function nameMerged(tx: Tx, firmId: string, contactId: string): Promise<void> {
  await tx.$executeRaw`
    update "Exclusion" x set name = trim(concat_ws(' ', c.value->>'firstName', c.value->>'lastName',
      case when c.value->>'kind' = 'company' then c.value->>'company' end, '(merged here)'))
    from "Contact" c where c.id = x."localId" and x."firmId" = ${firmId}::uuid and x."localId" = ${contactId}::uuid
      and x.name = ${MERGED}`
}

/** Links that no longer are as expected stay. The version 0 makes the next check compare the pair. */
async function relink(tx: Tx, firmId: string, links: readonly Relink[]): Promise<void> {
  const found: Relink[] = []
  // By way of an id that is no contact's: two links may change places.
  for (const link of links) {
    const where = { firmId, id: link.id, localId: link.from }
    const { count } = await tx.link.updateMany({ where, data: { localId: crypto.randomUUID() } })
    if (count > 0) found.push(link)
  }
  for (const { id, to } of found) {
    const { syncId } = await tx.link.findFirstOrThrow({ where: { firmId, id } })
    // Since then the contact may have got another link there; then this one is of no more use.
    if ((await tx.link.count({ where: { firmId, syncId, localId: to } })) > 0)
      await tx.link.deleteMany({ where: { firmId, id } })
    else await tx.link.updateMany({ where: { firmId, id }, data: { localId: to, localVersion: 0 } })
  }
}

async function moveSeparations(
  tx: Tx,
  { firmId, from, to }: MoveContext,
): Promise<MovedLinks['separations']> {
  return tx.$queryRaw<{ syncId: string; remoteId: string }[]>`
    insert into "Separation" ("syncId", "firmId", "localId", "remoteId", "userId", at)
    select s."syncId", s."firmId", ${to}::uuid, s."remoteId", s."userId", s.at from "Separation" s
    where s."firmId" = ${firmId}::uuid and s."localId" = ${from}::uuid
      and not exists (select from "Link" l where l."syncId" = s."syncId" and l."localId" = ${to}::uuid and l."remoteId" = s."remoteId")
    on conflict do nothing returning "syncId", "remoteId"`
}
