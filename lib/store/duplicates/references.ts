// What refers to a contact, and what becomes of it when the contact is merged into another one. A new table that names contacts is added
// to REFERENCES, and if it follows the survivor, to MOVERS; a test compares the list with the database.
import type { Tx } from '@/lib/store/database/client'
import { moveMatters, returnMatters } from '@/lib/store/matters/move-matters'
import { moveLinks, returnLinks } from './move-links'

/** By "Table.column": whether the row moves to the survivor, and if it stays, why. */
export const REFERENCES = {
  'Contact.mergedIntoId': 'stays: it is the tombstone that names the survivor',
  'ContactEdit.contactId': 'stays: the survivor’s page shows the history of what was merged into it',
  'Audit.contactId': 'stays: the audit is never changed',
  'ContactMerge.survivorId': 'stays: an earlier merge can still be undone',
  'NotDuplicate.oneId': 'stays: it is about this contact, and counts again if the merge is undone',
  'NotDuplicate.otherId': 'stays: like oneId',
  'Link.localId': 'moves',
  'Exclusion.localId': 'stays: what is excluded in an account stays excluded there',
  'Separation.localId': 'moves',
  'RemoteRestore.localId': 'stays: history',
  'Change.localId': 'stays: history; what is still open is closed',
  'Erasure.contactId': 'stays: an erased contact is not merged',
  'HandChosen.localId': 'moves: the survivor is chosen, too',
  'TagLabelMember.localId': 'stays: what a tag and its label last agreed on about this contact',
  'LabelChange.localId': 'stays: history',
  'ContactTag.contactId': 'moves: the survivor gets the tags, too',
  'ContactTagEdit.contactId': 'stays: history',
  'Matter.clientId': 'moves',
  'MatterContact.contactId': 'moves',
} as const satisfies Readonly<Record<string, string>>

export interface MoveContext {
  readonly firmId: string
  readonly userId: string
  readonly from: string
  readonly to: string
}

interface Mover {
  readonly name: string
  /** Returns what `back` needs; plain JSON, ids only. */
  readonly move: (tx: Tx, context: MoveContext) => Promise<unknown>
  readonly back: (tx: Tx, context: MoveContext, moved: never) => Promise<void>
}

/** The tags that the survivor did not have. */
async function addTags(tx: Tx, { firmId, from, to }: MoveContext): Promise<readonly string[]> {
  const rows = await tx.$queryRaw<{ tagId: string }[]>`
    insert into "ContactTag" ("firmId", "contactId", "tagId")
    select t."firmId", ${to}::uuid, t."tagId" from "ContactTag" t
    where t."firmId" = ${firmId}::uuid and t."contactId" = ${from}::uuid
    on conflict do nothing returning "tagId"`
  return rows.map(({ tagId }) => tagId)
}

async function removeTags(tx: Tx, { firmId, to }: MoveContext, tagIds: readonly string[]): Promise<void> {
  await tx.contactTag.deleteMany({ where: { firmId, contactId: to, tagId: { in: [...tagIds] } } })
}

/** The syncs that had chosen the contact by hand, and not the survivor. */
async function addChosen(tx: Tx, { firmId, from, to }: MoveContext): Promise<readonly string[]> {
  const rows = await tx.$queryRaw<{ syncId: string }[]>`
    insert into "HandChosen" ("syncId", "firmId", "localId")
    select h."syncId", h."firmId", ${to}::uuid from "HandChosen" h
    where h."firmId" = ${firmId}::uuid and h."localId" = ${from}::uuid
    on conflict do nothing returning "syncId"`
  return rows.map(({ syncId }) => syncId)
}

async function removeChosen(tx: Tx, { firmId, to }: MoveContext, syncIds: readonly string[]): Promise<void> {
  await tx.handChosen.deleteMany({ where: { firmId, localId: to, syncId: { in: [...syncIds] } } })
}

const MOVERS: readonly Mover[] = [
  { name: 'links', move: moveLinks, back: returnLinks },
  { name: 'tags', move: addTags, back: removeTags },
  { name: 'chosen', move: addChosen, back: removeChosen },
  {
    name: 'matters',
    move: (tx, { firmId, userId, from, to }) => moveMatters(tx, firmId, { from, to }, userId),
    back: (tx, { firmId, userId, from, to }, moved) => returnMatters(tx, firmId, { from, to }, moved, userId),
  },
]

/** Moves everything that follows the survivor. Within the transaction of a merge, before the contact is deleted. */
export async function followSurvivor(
  tx: Tx,
  context: MoveContext,
): Promise<Readonly<Record<string, unknown>>> {
  const moved: Record<string, unknown> = {}
  for (const { name, move } of MOVERS) moved[name] = await move(tx, context)
  return moved
}

/** The way back, after the contact was restored. What people changed since stays. */
export async function returnFromSurvivor(
  tx: Tx,
  context: MoveContext,
  moved: Readonly<Record<string, unknown>>,
): Promise<void> {
  for (const { name, back } of [...MOVERS].reverse())
    if (moved[name] !== undefined) await back(tx, context, moved[name] as never)
}
