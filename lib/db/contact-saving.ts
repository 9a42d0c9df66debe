// Saving a contact form that was open for a while: once, however often it was sent, and never over a change it did not see.
import { isDeepStrictEqual } from 'node:util'
import type { Contact } from '@/lib/contacts/contact'
import type { Actor } from './actor'
import { db } from './client'
import { contactFromRow } from './contact-row'
import { contactHistory, createContact, updateContact, type Written } from './contacts'
import type { Contact as ContactRow } from './generated/client'
import { asContact } from './values'

/** `version` 0: a new contact, whose id was made together with its form. */
export interface FormToSave {
  readonly id: string
  readonly version: number
  readonly contact: Contact
}

interface Meanwhile {
  /** Null: the sync did it. */
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
  | { readonly kind: 'missing' }

export async function saveForm(actor: Actor, form: FormToSave): Promise<Saved> {
  const written = await write(actor, form)
  if (written.kind === 'missing') return { kind: 'missing' }
  return written.kind === 'stale' ? meanwhile(actor.firmId, form, written.row) : { kind: 'saved' }
}

async function write(actor: Actor, { id, version, contact }: FormToSave): Promise<Written> {
  const by = { userId: actor.userId }
  if (version > 0) return updateContact(actor.firmId, id, version, contact, by)
  const created = await createContact(actor.firmId, id, contact, by)
  // The form was sent before. Sent again unchanged it is saved; changed since (the browser's Back) it is an edit of what it made.
  return created.kind === 'same' ? updateContact(actor.firmId, id, 1, contact, by) : created
}

async function meanwhile(
  firmId: string,
  { id, version, contact }: FormToSave,
  row: ContactRow,
): Promise<Saved> {
  const now = contactFromRow(row)
  if (!row.deletedAt && isDeepStrictEqual(now, contact)) return { kind: 'saved' }
  const [last] = await contactHistory(firmId, id, 1)
  const who = { author: last?.author ?? null, at: last?.at ?? row.updatedAt }
  if (row.deletedAt) return { kind: 'deleted', ...who }
  const seen = await db(firmId).contactEdit.findFirst({
    where: { firmId, contactId: id, version: { lte: Math.max(version, 1) }, kind: { not: 'delete' } },
    orderBy: { version: 'desc' },
  })
  const base = seen?.to ? asContact(seen.to) : now
  return { kind: 'stale', base, now, version: row.version, ...who }
}
