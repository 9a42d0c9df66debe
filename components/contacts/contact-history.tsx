// What was done to a contact, newest first: who, when, and the fields as they were and became.
import { FieldChanges } from '@/components/contacts/field-changes'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { diffContacts } from '@/lib/domains/contacts/value/diff'
import type { RemoteRestored } from '@/lib/store/address-book/contact-links'
import type { EditWithAuthor } from '@/lib/store/address-book/contacts'
import { asContact } from '@/lib/store/address-book/values'

/** A change of the contact itself, or a request to restore it to an account. */
type Step = EditWithAuthor | RemoteRestored

/** Newest first, as both lists are. */
export const inOrder = (
  edits: readonly EditWithAuthor[],
  restores: readonly RemoteRestored[],
): readonly Step[] => [...edits, ...restores].sort((a, b) => b.at.getTime() - a.at.getTime())

interface ContactHistoryProps {
  readonly steps: readonly Step[]
  /** Of the providers from which a change may have come whose record is erased. */
  readonly labels: string
}

export function ContactHistory({ steps, labels }: ContactHistoryProps) {
  return (
    <ol className="divide-y divide-line">
      {steps.map((step) => (
        <li key={step.id} className="grid gap-1 px-4 py-3">
          <p>
            {'kind' in step ? whatHappened(step, labels) : restored(step)}{' '}
            <span className="text-soft">
              <RelativeTime at={step.at} />
            </span>
          </p>
          {'kind' in step && step.kind === 'edit' && <Changes edit={step} />}
        </li>
      ))}
    </ol>
  )
}

const restored = ({ author, accountEmail, label }: RemoteRestored) =>
  `Restored to ${label} by ${author ?? 'someone'} (${accountEmail})`

function Changes({ edit }: { readonly edit: EditWithAuthor }) {
  if (!edit.from && !edit.to) return <p className="text-soft">The values are no longer kept.</p>
  const from = edit.from ? asContact(edit.from) : EMPTY_CONTACT
  const to = edit.to ? asContact(edit.to) : EMPTY_CONTACT
  const changes = diffContacts(from, to)
  if (changes.length === 0)
    return <p className="text-soft">Only order, spacing or repeated values changed.</p>
  return <FieldChanges changes={changes} />
}

function whatHappened({ kind, changeId, importId, author, label }: EditWithAuthor, labels: string): string {
  const bySync = changeId !== null
  const who = author ?? (bySync ? 'the sync' : 'someone')
  switch (kind) {
    case 'create':
      if (importId) return `Imported from a file by ${who}`
      return bySync ? `Added from ${label ?? labels}` : `Created by ${who}`
    case 'edit':
      return bySync ? `Updated from ${label ?? labels}` : `Edited by ${who}`
    case 'delete':
      return `Deleted by ${who}`
    case 'restore':
      return `Restored by ${who}`
  }
}
