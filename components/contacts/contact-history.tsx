// What was done to a contact, newest first: who, when, and the fields as they were and became.

import { FieldChanges } from '@/components/contacts/field-changes'
import { type Step, stepWords } from '@/components/contacts/history-words'
import { History, ValuesGone } from '@/components/ui/history'
import { Link } from '@/components/ui/links/link'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { diffContacts } from '@/lib/domains/contacts/value/diff'
import type { EditWithAuthor } from '@/lib/store/address-book/contact-history'
import type { RemoteRestored } from '@/lib/store/address-book/contact-links'
import { asContact } from '@/lib/store/address-book/values'
import type { TagStep } from '@/lib/store/tags/contact-tags'

/** Newest first, as the lists are. */
export const inOrder = (
  edits: readonly EditWithAuthor[],
  restores: readonly RemoteRestored[],
  tags: readonly TagStep[],
): readonly Step[] => [...edits, ...restores, ...tags].sort((a, b) => b.at.getTime() - a.at.getTime())

interface ContactHistoryProps {
  readonly steps: readonly Step[]
  /** Of the providers from which a change may have come whose record is erased. */
  readonly labels: string
  /** The page that undoes a change; null of a deleted contact, which is restored first. */
  readonly undo: ((editId: string) => string) | null
}

export const ContactHistory = ({ steps, labels, undo }: ContactHistoryProps) => (
  <History
    steps={steps.map((step) => ({
      id: step.id,
      at: step.at,
      words: stepWords(step, labels),
      changes:
        'kind' in step ? (
          HAS_CHANGES.has(step.kind) && <Changes edit={step} undo={undo} />
        ) : 'added' in step && undo ? (
          <Undo href={undo(step.id)}>Undo this change</Undo>
        ) : null,
    }))}
  />
)

/** Kinds of steps that may have changed values. */
const HAS_CHANGES: ReadonlySet<EditWithAuthor['kind']> = new Set(['edit', 'merge', 'unmerge'])

interface ChangesProps extends Pick<ContactHistoryProps, 'undo'> {
  readonly edit: EditWithAuthor
}

function Changes({ edit, undo }: ChangesProps) {
  if (!edit.from && !edit.to) return <ValuesGone />
  const from = edit.from ? asContact(edit.from) : EMPTY_CONTACT
  const to = edit.to ? asContact(edit.to) : EMPTY_CONTACT
  const changes = diffContacts(from, to)
  if (changes.length === 0)
    return <p className="text-soft">Only order, spacing or repeated values changed.</p>
  const fields = new Set(changes.map(({ field }) => field))
  return (
    <>
      <FieldChanges changes={changes} />
      {undo && edit.from && edit.to && (
        <Undo href={undo(edit.id)}>{fields.size === 1 ? 'Restore this value' : 'Undo this change'}</Undo>
      )}
    </>
  )
}

const Undo = ({ href, children }: { readonly href: string; readonly children: string }) => (
  <p>
    <Link href={href} className="py-1 text-xs underline">
      {children}
    </Link>
  </p>
)
