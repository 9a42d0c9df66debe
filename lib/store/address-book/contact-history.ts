// The history of a contact, with the names of those who wrote it and of the contacts that were merged into it.
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { labelOf } from '@/lib/providers/registry'
import { db } from '@/lib/store/database/client'
import { firmOf, type View } from '@/lib/store/database/firm-pool'
import type { ContactEdit, ContactMerge } from '@/lib/store/database/generated/client'
import { userNames } from '@/lib/store/firm/user-names'
import { contactFromRow } from './contact-row'

export type EditWithAuthor = ContactEdit & {
  /** Of an undo, who asked for it. */
  readonly author: string | null
  /** Label of the provider whose account it came from; null if no sync wrote it, or if the record of its change is erased. */
  readonly label: string | null
  /** Of a merge: the contacts that were merged into the other one. Of its undo: the contacts that were one until then. Null of all else. */
  readonly mergedWith: MergedWith | null
}

export interface MergedWith {
  readonly count: number
  /** Those whose values are not erased. */
  readonly known: readonly Contact[]
}

/** The history of a contact and of those that were merged into it, newest first; `author` is null if a sync wrote it. */
export async function contactHistory(
  view: View,
  contactId: string,
  most: number,
): Promise<readonly EditWithAuthor[]> {
  const firmId = firmOf(view)
  const merged = await mergedInto(view, contactId)
  const edits = await db(view).contactEdit.findMany({
    where: {
      firmId,
      // That they were deleted is how they were merged.
      OR: [{ contactId }, { contactId: { in: merged }, kind: { not: 'delete' } }],
    },
    orderBy: [{ at: 'desc' }, { version: 'desc' }],
    take: most,
  })
  const sources = await sourcesOf(
    firmId,
    edits.flatMap(({ changeId }) => changeId ?? []),
  )
  const sourceOf = ({ changeId }: ContactEdit) => sources.get(changeId ?? '') ?? null
  const authorOf = (edit: ContactEdit) => edit.userId ?? sourceOf(edit)?.undoneBy ?? null
  const [names, merges] = await Promise.all([userNames(firmId, edits.map(authorOf)), mergesOf(view, edits)])
  return edits.map((edit) => ({
    ...edit,
    isUndo: edit.isUndo || (sourceOf(edit)?.isUndo ?? false),
    author: names.get(authorOf(edit)) ?? null,
    label: sourceOf(edit)?.label ?? null,
    mergedWith: merges.get(edit.id) ?? null,
  }))
}

/** The contacts that were merged into this one, or into one of those. */
async function mergedInto(view: View, id: string): Promise<string[]> {
  const rows = await db(view).$queryRaw<{ id: string }[]>`
    with recursive merged as (
      select id from "Contact" where "mergedIntoId" = ${id}::uuid and "deletedAt" is not null
      union
      select c.id from "Contact" c join merged m on c."mergedIntoId" = m.id where c."deletedAt" is not null
    )
    select id from merged`
  return rows.map((row) => row.id)
}

type Merge = Pick<ContactMerge, 'survivorId' | 'version' | 'mergedIds' | 'undoneAt'>

/** What was merged, or no longer is, by the id of the edit that did it. */
async function mergesOf(view: View, edits: readonly ContactEdit[]): Promise<ReadonlyMap<string, MergedWith>> {
  const done = edits.filter(({ kind }) => kind === 'merge')
  const undone = edits.filter(({ kind }) => kind === 'unmerge')
  if (done.length + undone.length === 0) return new Map()
  const firmId = firmOf(view)
  const ends = [...new Set(undone.map(({ contactId }) => contactId))]
  const merges: readonly Merge[] = await db(view).contactMerge.findMany({
    where: {
      firmId,
      OR: [
        ...done.map(({ contactId, version }) => ({ survivorId: contactId, version })),
        { undoneAt: { not: null }, survivorId: { in: ends } },
        ...ends.map((id) => ({ undoneAt: { not: null }, mergedIds: { has: id } })),
      ],
    },
  })
  const others = new Map(
    [...done, ...undone].flatMap((edit) => {
      const merge = edit.kind === 'merge' ? mergeOf(edit, merges) : undoneBy(edit, merges)
      return merge ? [[edit.id, othersIn(edit, merge)] as const] : []
    }),
  )
  const rows = await db(view).contact.findMany({
    where: { firmId, id: { in: [...others.values()].flat() }, purgedAt: null },
  })
  const byId = new Map(rows.map((row) => [row.id, contactFromRow(row)]))
  return new Map(
    [...others].map(([id, ids]) => [
      id,
      { count: ids.length, known: ids.flatMap((other) => byId.get(other) ?? []) },
    ]),
  )
}

const mergeOf = ({ contactId, version }: ContactEdit, merges: readonly Merge[]) =>
  merges.find((one) => one.survivorId === contactId && one.version === version)

/** The merge that ended when the edit was made: a contact may have been merged, and separated again, several times. */
function undoneBy({ contactId, at }: ContactEdit, merges: readonly Merge[]): Merge | undefined {
  const since = ({ undoneAt }: Merge) => Math.abs((undoneAt?.getTime() ?? 0) - at.getTime())
  return merges
    .filter(
      ({ undoneAt, survivorId, mergedIds }) =>
        undoneAt !== null && [survivorId, ...mergedIds].includes(contactId),
    )
    .sort((a, b) => since(a) - since(b))[0]
}

/** Of the survivor: those that were merged into it. Of one of those: the survivor. */
const othersIn = ({ contactId }: ContactEdit, { survivorId, mergedIds }: Merge): readonly string[] =>
  contactId === survivorId ? mergedIds : [survivorId]

interface Source {
  /** Of the provider whose account the change read. */
  readonly label: string
  readonly isUndo: boolean
  readonly undoneBy: string | null
}

/** By change id. */
async function sourcesOf(firmId: string, ids: readonly string[]): Promise<ReadonlyMap<string, Source>> {
  if (ids.length === 0) return new Map()
  const changes = await db(firmId).change.findMany({
    where: { firmId, id: { in: [...ids] } },
    select: {
      id: true,
      run: { select: { kind: true, userId: true } },
      sync: { select: { connection: { select: { provider: true } } } },
    },
  })
  return new Map(
    changes.map(({ id, run, sync }) => {
      const isUndo = run.kind === 'undo'
      return [id, { label: labelOf(sync.connection), isUndo, undoneBy: isUndo ? run.userId : null }]
    }),
  )
}
