// Over a contact that was deleted, for administrators: since when, and the way back. Where somebody is here in its place, that one comes first.

import { bringBack } from '@/app/contacts/actions'
import { SubmitButton } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Link } from '@/components/ui/links/link'
import { Notice } from '@/components/ui/notice'
import { Day } from '@/components/ui/time/relative-time'
import { displayName } from '@/lib/domains/contacts/value/contact'
import { ANY_PROVIDER } from '@/lib/providers/registry'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import type { Contact as ContactRow } from '@/lib/store/database/generated/client'
import { RESTORE_DAYS } from '@/lib/store/retention/rules'

interface DeletedProps {
  readonly row: ContactRow
  readonly replacement: ContactRow | null
}

export function Deleted({ row, replacement }: DeletedProps) {
  return (
    <Notice
      tone="warn"
      title="This contact was deleted"
      actions={replacement ? <EitherOrBoth id={row.id} replacement={replacement} /> : <Restore id={row.id} />}
    >
      <p>
        Since <Day at={row.deletedAt ?? row.updatedAt} /> it is no longer in the firm’s contacts. Only{' '}
        {row.ownerId ? 'you see' : 'administrators see'} it. After {RESTORE_DAYS} days its values and its
        history are erased.
      </p>
      {replacement && (
        <p>
          Since <Day at={replacement.createdAt} />{' '}
          <Link href={`/contacts/${replacement.id}`} className="prose-link">
            {nameOf(replacement)}
          </Link>{' '}
          has replaced it. Restoring this one too would create a duplicate, here and in {ANY_PROVIDER}.
        </p>
      )}
    </Notice>
  )
}

const nameOf = (row: ContactRow) => displayName(contactFromRow(row)) || 'another contact'

const Restore = ({ id }: { readonly id: string }) => (
  <form action={bringBack}>
    <input type="hidden" name="id" value={id} />
    <SubmitButton>Restore</SubmitButton>
  </form>
)

const EitherOrBoth = ({ id, replacement }: { readonly id: string; readonly replacement: ContactRow }) => (
  <>
    <ButtonLink href={`/contacts/${replacement.id}`} look="primary">
      Open {nameOf(replacement)}
    </ButtonLink>
    <form action={bringBack}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="both" value="yes" />
      <SubmitButton look="secondary">Restore and keep both</SubmitButton>
    </form>
  </>
)
