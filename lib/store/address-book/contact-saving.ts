// Saves a contact form that was open for a while: once, however often it is sent, and never over a change that the form did not show.
import { isDeepStrictEqual } from 'node:util'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { db, withTransaction } from '@/lib/store/database/client'
import type { Contact as ContactRow } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { lockAdditions } from './additions'
import { type Alike, alikeHere } from './alike'
import { contactHistory } from './contact-history'
import { contactFromRow } from './contact-row'
import { createContact, updateContact, type Written } from './contacts'
import { prepareOnlyMine, setOnlyMine } from './privacy'
import { asContact } from './values'

/** `version` 0: a new contact, with the id that was generated with its form. */
export interface FormToSave {
  readonly id: string
  readonly version: number
  readonly contact: Contact
  /** For a new contact: ids of the similar contacts that were already shown. If omitted, similar contacts are not checked. */
  readonly seen?: ReadonlySet<string>
  /** Whether only the actor sees it. If omitted, that stays as it is; a new contact is the firm's. */
  readonly onlyMine?: boolean | undefined
}

interface Meanwhile {
  /** Null: a sync wrote it. */
  readonly author: string | null
  readonly at: Date
}

export type Saved =
  | { readonly kind: 'saved' }
  | ({
      readonly kind: 'stale'
      readonly base: Contact
      readonly now: Contact
      readonly version: number
    } & Meanwhile)
  | ({ readonly kind: 'deleted' } & Meanwhile)
  /** Similar contacts exist that were not shown yet: nothing was saved. */
  | { readonly kind: 'alike'; readonly alike: readonly Alike[] }
  | { readonly kind: 'missing' }

export async function saveForm(actor: Actor, form: FormToSave): Promise<Saved> {
  const written = await write(actor, form)
  if (written.kind === 'missing') return { kind: 'missing' }
  if (written.kind === 'alike') return written
  return written.kind === 'stale' ? meanwhile(actor, form, written.row) : { kind: 'saved' }
}

type Unsaved = Extract<Saved, { kind: 'alike' }>

async function write(actor: Actor, form: FormToSave): Promise<Written | Unsaved> {
  if (form.version > 0) return edit(actor, form)
  const created = await create(actor, form)
  // The form was sent before. An unchanged form counts as saved; a changed one (the browser's Back) edits the contact that it created.
  return created.kind === 'same' ? edit(actor, { ...form, version: 1 }) : created
}

function edit(actor: Actor, { id, version, contact, onlyMine }: FormToSave): Promise<Written> {
  return withTransaction(actor, async (tx) => {
    const moves = await prepareOnlyMine(tx, actor, id, onlyMine)
    const written = await updateContact(actor, id, version, contact, { userId: actor.userId }, tx)
    const isCurrent = written.kind === 'written' || written.kind === 'same'
    if (moves && isCurrent) await setOnlyMine(tx, actor, id, onlyMine === true)
    return written
  })
}

/**
 * Looks for similar contacts and adds the contact in one transaction, so that a sync that adds at the same time sees this contact or is
 * seen here.
 */
function create(actor: Actor, { id, contact, seen, onlyMine }: FormToSave): Promise<Written | Unsaved> {
  const { firmId, userId } = actor
  return withTransaction(actor, async (tx) => {
    await lockAdditions(tx, firmId)
    const alike = seen ? await alikeHere(firmId, id, contact, tx) : []
    if (alike.some((one) => !seen?.has(one.id))) return { kind: 'alike', alike }
    return createContact(actor, id, contact, { userId, ownerId: onlyMine ? userId : null }, tx)
  })
}

async function meanwhile(
  actor: Actor,
  { id, version, contact }: FormToSave,
  row: ContactRow,
): Promise<Saved> {
  const { firmId } = actor
  const now = contactFromRow(row)
  if (!row.deletedAt && isDeepStrictEqual(now, contact)) return { kind: 'saved' }
  const [last] = await contactHistory(actor, id, 1)
  const who = { author: last?.author ?? null, at: last?.at ?? row.updatedAt }
  if (row.deletedAt) return { kind: 'deleted', ...who }
  const seen = await db(actor).contactEdit.findFirst({
    where: { firmId, contactId: id, version: { lte: Math.max(version, 1) }, kind: { not: 'delete' } },
    orderBy: { version: 'desc' },
  })
  const base = seen?.to ? asContact(seen.to) : now
  return { kind: 'stale', base, now, version: row.version, ...who }
}
