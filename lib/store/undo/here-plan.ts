// Plans the undo of what people did here: of an action on many contacts, or of one change in a contact's history. The same for its page
// and for the transaction that carries it out. Nothing is written here.
import { contactDomain } from '@/lib/domains/contacts/domain'
import { joinTags, type TagChange, undoTags } from '@/lib/domains/contacts/undo-tags'
import { type Contact, displayName } from '@/lib/domains/contacts/value/contact'
import type { FieldName } from '@/lib/domains/contacts/value/fields'
import type { FieldOf, Write } from '@/lib/engine/model'
import { present, undoWrite, type WhyKept } from '@/lib/engine/undo/undo-write'
import { itemOfContact, type StoredContact } from '@/lib/store/address-book/contact-row'
import { replacedAmong } from '@/lib/store/address-book/replacements'
import { asContact } from '@/lib/store/address-book/values'
import { type Db, db, type Tx } from '@/lib/store/database/client'
import { type Contact as ContactRow, type EditKind, Prisma } from '@/lib/store/database/generated/client'
import { jsonRows } from '@/lib/store/database/json-rows'
import type { Actor } from '@/lib/store/firm/actor'
import { phoneRegionOf } from '@/lib/store/firm/firm'
import { mattersOfContacts } from '@/lib/store/matters/of-contacts'
import { restorableSince } from '@/lib/store/retention/rules'
import { syncedByHand } from '@/lib/store/sync/hand'
import { actionOf, type ListedAction } from './actions'

/** An action, one contact of it, or one change in a contact's history; and one field of that. */
export interface HereScope {
  readonly actionId: string | null
  /** A change in the history of the contact: of its values or its tags. */
  readonly editId: string | null
  readonly contactId: string | null
  readonly field: FieldName | null
}

export type KeptHere =
  | WhyKept<Contact>
  /** A matter needs the contact. */
  | { readonly why: 'needed' }
  /** Another contact is here in place of the deleted one. */
  | { readonly why: 'replaced' }

/** The undo of one contact. */
export interface HereUndo {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly write: Write<Contact> | null
  /** Tags that it gets and loses. */
  readonly tags: TagChange | null
  /** Whether it is synced afterwards; null if that does not change. */
  readonly syncs: boolean | null
  readonly kept: KeptHere | null
  /** The values before are erased. */
  readonly erased: boolean
}

/** In the order of their names on a page, of their ids where they are locked. */
export interface Part {
  readonly by: 'name' | 'id'
  readonly after: string | null
  readonly most: number
}

interface Edit {
  readonly kind: EditKind
  readonly from: Prisma.JsonValue
  readonly to: Prisma.JsonValue
}

type Row = StoredContact &
  Pick<ContactRow, 'purgedAt'> & {
    readonly edits: readonly Edit[]
    readonly changes: readonly TagChange[]
    readonly tags: readonly string[]
  }

export async function undosHere(
  actor: Actor,
  scope: HereScope,
  part: Part,
  by: Db | Tx = db(actor),
): Promise<readonly HereUndo[]> {
  const action = scope.actionId === null ? null : await actionOf(actor, scope.actionId, by)
  const rows = await rowsOf(actor, scope, action, part, by)
  const domain = contactDomain(await phoneRegionOf(actor.firmId, by))
  const ids = rows.map(({ id }) => id)
  const tied = new Set((await mattersOfContacts(actor.firmId, ids, by)).map(({ contactId }) => contactId))
  const choice = action && syncChoiceOf(action)
  const synced = choice ? await syncedByHand(by, actor, ids) : null
  const only = scope.field && ([scope.field] as readonly FieldOf<Contact>[])
  const replaced = await replacedAmong(actor, returning(rows), by)
  const undos: HereUndo[] = []
  for (const row of rows) {
    const now = itemOfContact(row)
    const nothing = { write: null, tags: null, syncs: null, kept: null, erased: false }
    const one = { ...nothing, id: row.id, version: row.version, name: displayName(now.value) }
    const done = doneBy(row.edits)
    const undo = done && undoWrite(domain, done, now, only)
    if ((row.edits.length > 0 && !done) || (undo?.write?.from === null && !isRestorable(row)))
      undos.push({ ...one, erased: true })
    else if (undo?.write?.to === null && tied.has(row.id)) undos.push({ ...one, kept: { why: 'needed' } })
    else if (undo?.write?.from === null && replaced.has(row.id))
      undos.push({ ...one, kept: { why: 'replaced' } })
    else {
      const write = undo?.write ?? null
      const isHere = write ? write.to !== null : present(now) !== null
      const tags = isHere && !only ? undoTags(joinTags(row.changes), row.tags) : null
      const changesTags = tags && tags.added.length + tags.removed.length > 0
      const stands = choice && synced && isHere && synced.has(row.id) === (choice === 'sync')
      undos.push({
        ...one,
        write,
        tags: changesTags ? tags : null,
        syncs: stands ? choice !== 'sync' : null,
        kept: undo?.kept ?? (isHere || done ? null : { why: 'gone' }),
      })
    }
  }
  return undos
}

/** The contacts that were deleted, and are still. */
const returning = (rows: readonly Row[]): readonly string[] =>
  rows.flatMap((row) => (row.deletedAt && doneBy(row.edits)?.to === null ? row.id : []))

/** What a person decided about syncing; for an undo, what it decided. */
export function syncChoiceOf({ kind, undoes }: ListedAction): 'sync' | 'doNotSync' | null {
  if (kind === 'sync' || kind === 'doNotSync') return kind
  if (undoes?.kind === 'sync') return 'doNotSync'
  return undoes?.kind === 'doNotSync' ? 'sync' : null
}

const isRestorable = ({ deletedAt, purgedAt }: Row): boolean =>
  purgedAt === null && deletedAt !== null && deletedAt >= restorableSince(new Date())

/** What they wrote together; null if their values are erased. */
function doneBy(edits: readonly Edit[]): Write<Contact> | null {
  const [first, last] = [edits[0], edits.at(-1)]
  if (!first || !last || edits.some(({ from, to }) => from === null && to === null)) return null
  const asValue = (json: Prisma.JsonValue) => (json === null ? null : asContact(json))
  return { from: asValue(first.from), to: asValue(last.to) }
}

/** Kinds of a single change that can be taken back: the others have an undo of their own. */
const SINGLE = Prisma.sql`('edit', 'merge', 'unmerge')`

async function rowsOf(
  { firmId }: Actor,
  { actionId, editId, contactId }: HereScope,
  action: ListedAction | null,
  { by: order, after, most }: Part,
  by: Db | Tx,
): Promise<readonly Row[]> {
  if (actionId !== null && !action) return []
  const firm = Prisma.sql`"firmId" = ${firmId}::uuid`
  const part =
    actionId !== null ? Prisma.sql`e."actionId" = ${actionId}::uuid` : Prisma.sql`e.id = ${editId}::uuid`
  const changes = Prisma.sql`e.${firm} and ${part}`
  const edits = actionId !== null ? changes : Prisma.sql`${changes} and e.kind::text in ${SINGLE}`
  const one = contactId === null ? Prisma.empty : Prisma.sql`and c.id = ${contactId}::uuid`
  const key = order === 'name' ? Prisma.sql`c."sortKey", c.id` : Prisma.sql`c.id`
  const place = order === 'name' ? Prisma.sql`a."sortKey", a.id` : Prisma.sql`a.id`
  const from = after
    ? Prisma.sql`and (${key}) > (select ${place} from "Contact" a where a.id = ${after}::uuid and a.${firm})`
    : Prisma.empty
  return jsonRows<Row>(
    by,
    Prisma.sql`
      with named as (
        select e."contactId" as id from "ContactEdit" e where ${edits}
        union select e."contactId" from "ContactTagEdit" e where ${changes}
        union select unnest(${[...(action?.contactIds ?? [])]}::uuid[])
      )
      select c.id, c.version, c.value, c."deletedAt", c."updatedAt", c."purgedAt",
        coalesce((select json_agg(json_build_object('kind', e.kind, 'from', e."from", 'to', e."to") order by e.version)
          from "ContactEdit" e where e."contactId" = c.id and ${edits}), '[]') as edits,
        coalesce((select json_agg(json_build_object('added', e.added, 'removed', e.removed) order by e.at)
          from "ContactTagEdit" e where e."contactId" = c.id and ${changes}), '[]') as changes,
        coalesce((select json_agg(t.name order by t.name) from "ContactTag" x join "Tag" t on t.id = x."tagId"
          where x."contactId" = c.id), '[]') as tags
      from named n join "Contact" c on c.id = n.id
      where c.${firm} ${one} ${from}
      order by ${key} limit ${most}`,
    ['deletedAt', 'updatedAt', 'purgedAt'],
  )
}
