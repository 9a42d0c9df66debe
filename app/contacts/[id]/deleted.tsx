// Over a contact that was deleted, for administrators: since when, and the way back. Where somebody is here in its place, that one comes first.
import Link from 'next/link'
import { bringBack } from '@/app/contacts/actions'
import { ButtonLink, SubmitButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Day } from '@/components/ui/relative-time'
import { displayName } from '@/lib/contacts/contact'
import { contactFromRow } from '@/lib/db/contact-row'
import type { Contact as ContactRow } from '@/lib/db/generated/client'
import { RESTORE_DAYS } from '@/lib/db/retention/rules'

interface DeletedProps {
  readonly row: ContactRow
  readonly standIn: ContactRow | null
}

export function Deleted({ row, standIn }: DeletedProps) {
  return (
    <Notice
      tone="warn"
      title="This contact was deleted"
      actions={standIn ? <EitherOrBoth id={row.id} standIn={standIn} /> : <Restore id={row.id} />}
    >
      <p>
        Since <Day at={row.deletedAt ?? row.updatedAt} /> it is no longer among the firm’s contacts. Only
        administrators see it. After {RESTORE_DAYS} days its values and its history are erased.
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
