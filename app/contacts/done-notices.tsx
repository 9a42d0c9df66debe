// What was just done to contacts, on the list that it led to. It stays until the person leaves, and **Undo** with it.
import { z } from 'zod'
import { bringBack } from '@/app/contacts/actions'
import { undoDelete } from '@/app/contacts/bulk-actions'
import { selectedIds } from '@/app/contacts/selected'
import { amount } from '@/components/sync/figures'
import { SubmitButton } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Notice } from '@/components/ui/notice'
import { ShownOnce } from '@/components/ui/shown-once'
import { displayName } from '@/lib/domains/contacts/value/contact'
import { one, type QueryValue } from '@/lib/http/query'
import { ANY_PROVIDER } from '@/lib/providers/registry'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { visibleContacts } from '@/lib/store/address-book/contacts'
import type { Contact } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { RESTORE_DAYS } from '@/lib/store/retention/rules'

export interface DoneParams {
  /** Ids. */
  readonly deleted?: QueryValue
  readonly restored?: QueryValue
  /** How many of those to restore stayed deleted. */
  readonly not?: QueryValue
  readonly imported?: QueryValue
  /** Its id. */
  readonly import?: QueryValue
  readonly erased?: QueryValue
}

interface DoneNoticesProps {
  readonly user: Actor
  readonly params: DoneParams
  /** The query of the list. */
  readonly list: string
}

export async function DoneNotices({ user, params, list }: DoneNoticesProps) {
  const { deleted, restored, not, imported, import: importId, erased } = params
  const ids = selectedIds.safeParse(one(deleted)?.split(',')).data ?? []
  const gone = (await visibleContacts(user, ids)).filter(({ deletedAt }) => deletedAt)
  const apart = Number(one(not)) || 0
  return (
    <>
      {gone.length > 0 && (
        <Notice tone="good" alert actions={<UndoDelete ids={gone.map(({ id }) => id)} list={list} />}>
          {deletedWords(gone)}
        </Notice>
      )}
      {restored && (
        <Notice tone={apart > 0 ? 'warn' : 'good'} alert>
          {amount(Number(one(restored)) || 0, 'contact was', 'contacts were')} restored.
          {apart > 0 &&
            ` ${amount(apart, 'stays', 'stay')} deleted: another contact is here in its place. Open it under Deleted to have both.`}
        </Notice>
      )}
      {erased && (
        <Notice tone="good" alert>
          The person was erased. Contacts in people’s {ANY_PROVIDER} accounts, backups and exported files were
          not changed.
        </Notice>
      )}
      {imported && (
        <Notice
          tone="good"
          alert
          actions={
            Number(one(imported)) > 0 &&
            z.uuid().safeParse(one(importId)).success && (
              <ButtonLink href={`/contacts/activity/${one(importId)}`}>Undo this import</ButtonLink>
            )
          }
        >
          {amount(Number(one(imported)) || 0, 'contact was', 'contacts were')} imported.
        </Notice>
      )}
      <ShownOnce names={['deleted', 'restored', 'not', 'imported', 'import', 'erased']} />
    </>
  )
}

function deletedWords(gone: readonly Contact[]): string {
  const [first, ...more] = gone
  const who = gone.every(({ ownerId }) => ownerId) ? 'You' : 'An administrator'
  return first && more.length === 0
    ? `${displayName(contactFromRow(first)) || 'The contact'} was deleted. ${who} can restore it for ${RESTORE_DAYS} days.`
    : `${amount(gone.length, 'contact')} were deleted. ${who} can restore them for ${RESTORE_DAYS} days.`
}

/** One contact is shown as it is back; several are back in the list. */
const UndoDelete = ({ ids, list }: { readonly ids: readonly string[]; readonly list: string }) => (
  <form action={ids.length === 1 ? bringBack : undoDelete}>
    <input type="hidden" name="list" value={list} />
    {ids.map((id) => (
      <input key={id} type="hidden" name="id" value={id} />
    ))}
    <SubmitButton look="secondary">Undo</SubmitButton>
  </form>
)
