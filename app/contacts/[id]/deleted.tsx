// Over a contact that was deleted: since when, and the way back. Where somebody is here in its place, that one comes first.
import Link from 'next/link'
import { bringBack } from '@/app/contacts/actions'
import { ButtonLink, SubmitButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Day } from '@/components/ui/relative-time'
import { displayName } from '@/lib/contacts/contact'
import { contactFromRow } from '@/lib/db/contact-row'
import type { Contact as ContactRow } from '@/lib/db/generated/client'

interface DeletedProps {
  readonly row: ContactRow
  readonly admin: boolean
  readonly standIn: ContactRow | null
}

export function Deleted({ row, admin, standIn }: DeletedProps) {
  return (
    <Notice
      tone="warn"
      title="This contact was deleted"
      actions={admin && (standIn ? <EitherOrBoth id={row.id} standIn={standIn} /> : <Restore id={row.id} />)}
    >
      <p>
        Since <Day at={row.deletedAt ?? row.updatedAt} /> it is no longer among the firm’s contacts.
        {!admin && ' An administrator can restore it for 30 days.'}
      </p>
      {standIn && (
        <p>
          Since <Day at={standIn.createdAt} />{' '}
          <Link href={`/contacts/${standIn.id}`} className="prose-link">
            {nameOf(standIn)}
          </Link>{' '}
          is here in its place. Restoring this one too would make two of one person, here and in Google.
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

const EitherOrBoth = ({ id, standIn }: { readonly id: string; readonly standIn: ContactRow }) => (
  <>
    <ButtonLink href={`/contacts/${standIn.id}`} look="primary">
      Open {nameOf(standIn)}
    </ButtonLink>
    <form action={bringBack}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="both" value="yes" />
      <SubmitButton look="secondary">Restore and have both</SubmitButton>
    </form>
  </>
)
