// Why a contact was not saved, what is safe, and what to do next.
import { FieldChanges } from '@/components/contacts/field-changes'
import type { SaveState } from '@/components/contacts/form/save-state'
import { list } from '@/components/sync/figures'
import { ChangedElsewhere, DeletedElsewhere, NoLongerThere } from '@/components/ui/form/edited-elsewhere'
import { NotSaved } from '@/components/ui/form/not-saved'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { FIELDS } from '@/lib/domains/contacts/value/fields'
import type { Alike } from '@/lib/store/address-book/alike'

/** Why the answer is not that it was saved. */
export function SaveNotice({ state }: { readonly state: Exclude<SaveState, { kind: 'untouched' }> }) {
  switch (state.kind) {
    case 'alike':
      return <AlikeHere alike={state.alike} />
    case 'stale':
      return (
        <ChangedElsewhere
          what="contact"
          author={state.author ?? 'The sync'}
          at={state.at}
          kept={state.clashes.map((field) => FIELDS[field].label)}
        >
          <FieldChanges changes={state.changes} />
        </ChangedElsewhere>
      )
    case 'deleted':
      return (
        <DeletedElsewhere what="contact">
          {state.author ?? 'The sync'} deleted it <RelativeTime at={state.at} />. What you typed is still
          here. After an administrator restores the contact, you can save again.
        </DeletedElsewhere>
      )
    case 'missing':
      return <NoLongerThere what="contact" />
    case 'faults':
    case 'signedOut':
    case 'tooFast':
    case 'unanswered':
      return <NotSaved state={state} />
  }
}

const SHARED = { name: 'name', email: 'email address', phone: 'phone number' } as const

/** The next Save carries who was named here, so that it saves. */
function AlikeHere({ alike }: { readonly alike: readonly Alike[] }) {
  return (
    <Notice tone="warn" title="Not saved yet: this may be here already" alert>
      <ul className="grid gap-1">
        {alike.map(({ id, name, shares }) => (
          <li key={id}>
            <input type="hidden" name="seen" value={id} />
            <a href={`/contacts/${id}`} target="_blank" rel="noopener" className="prose-link font-medium">
              {name || 'No name'}
            </a>{' '}
            has the same {list(shares.map((kind) => SHARED[kind]))}.
          </li>
        ))}
      </ul>
      <p>What you typed is still here. To add another contact anyway, press Save again.</p>
    </Notice>
  )
}
