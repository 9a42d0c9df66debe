// Matters follow a contact that is merged into another one, and return if that is undone. Those in the bin follow too, so that they can
// still be restored. Each step is written to the matter's history.
import { joinedRoles, type Matter, type RelatedContact } from '@/lib/domains/matters/matter'
import type { Tx } from '@/lib/store/database/client'
import { matterFromRow, WITH_RELATED } from './matter-row'
import { lockMatters, updateMatter } from './matters'

/** What moved, for `returnMatters`. It is plain JSON. */
export interface MovedMatter {
  readonly matterId: string
  /** The contact was its client. */
  readonly client: boolean
  /** The role of the contact among the related ones; null if it was none. */
  readonly role: string | null
  /** The role of the other contact before; null if it was not related. */
  readonly otherRole: string | null
}

interface Move {
  readonly from: string
  readonly to: string
}

/** Ties every matter of the contact `from` to the contact `to` instead. Call it before `from` is deleted. */
export async function moveMatters(
  tx: Tx,
  firmId: string,
  { from, to }: Move,
  userId: string | null,
): Promise<readonly MovedMatter[]> {
  await lockMatters(tx, firmId)
  const moved: MovedMatter[] = []
  for (const row of await tx.matter.findMany({ where: tiedTo(firmId, from), include: WITH_RELATED })) {
    const matter = matterFromRow(row)
    moved.push({
      matterId: row.id,
      client: matter.clientId === from,
      role: roleOf(matter, from),
      otherRole: roleOf(matter, to),
    })
    await updateMatter(tx, row, movedMatter(matter, { from, to }), userId)
  }
  return moved
}

/** Undoes `moveMatters`, after `from` was restored. What people changed in a matter since stays. */
export async function returnMatters(
  tx: Tx,
  firmId: string,
  { from, to }: Move,
  moved: readonly MovedMatter[],
  userId: string | null,
): Promise<void> {
  await lockMatters(tx, firmId)
  const ids = moved.map(({ matterId }) => matterId)
  const rows = await tx.matter.findMany({ where: { firmId, id: { in: ids } }, include: WITH_RELATED })
  for (const row of rows) {
    const was = moved.find(({ matterId }) => matterId === row.id)
    const matter = matterFromRow(row)
    const returned = was && returnedMatter(matter, { from, to }, was)
    if (returned && returned !== matter) await updateMatter(tx, row, returned, userId)
  }
}

const tiedTo = (firmId: string, contactId: string) => ({
  firmId,
  OR: [{ clientId: contactId }, { related: { some: { contactId } } }],
})

const roleOf = ({ related }: Matter, id: string): string | null =>
  related.find(({ contactId }) => contactId === id)?.role ?? null

function movedMatter(matter: Matter, { from, to }: Move): Matter {
  const clientId = matter.clientId === from ? to : matter.clientId
  const role = roleOf(matter, from)
  if (role === null) return { ...matter, clientId }
  const isThere = roleOf(matter, to) !== null
  const related = matter.related.flatMap((one): RelatedContact[] => {
    if (one.contactId === from) return isThere ? [] : [{ contactId: to, role }]
    return [one.contactId === to ? { contactId: to, role: joinedRoles(one.role, role) } : one]
  })
  return { ...matter, clientId, related }
}

function returnedMatter(matter: Matter, { from, to }: Move, was: MovedMatter): Matter {
  const clientId = was.client && matter.clientId === to ? from : matter.clientId
  const isRelated = was.role !== null && roleOf(matter, to) !== null && roleOf(matter, from) === null
  if (!isRelated) return clientId === matter.clientId ? matter : { ...matter, clientId }
  const { role, otherRole } = was
  const joined = otherRole === null ? role : joinedRoles(otherRole, role ?? '')
  const related = matter.related.flatMap((one): RelatedContact[] => {
    if (one.contactId !== to) return [one]
    const back = { contactId: from, role: role ?? '' }
    if (otherRole === null) return [{ ...back, role: one.role === joined ? back.role : one.role }]
    return [{ contactId: to, role: one.role === joined ? otherRole : one.role }, back]
  })
  return { ...matter, clientId, related }
}
