// Over a contact that others were merged into: what happened, and the way back for 30 days.
import { takeMergeBack } from '@/app/contacts/duplicates/actions'
import { amount } from '@/components/sync/figures'
import { SubmitButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/time/relative-time'
import type { UndoableMerge } from '@/lib/store/duplicates/merging'

export const Merged = ({ id, merge }: { readonly id: string; readonly merge: UndoableMerge }) => (
  <Notice
    tone="good"
    title={`${amount(merge.count, 'contact was', 'contacts were')} merged into this one`}
    actions={
      <form action={takeMergeBack}>
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="merge" value={merge.id} />
        <SubmitButton>Undo merge</SubmitButton>
      </form>
    }
  >
    <p>
      {merge.author ?? 'Someone'} did this <RelativeTime at={merge.at} />. Undo merge restores the other{' '}
      {merge.count === 1 ? 'contact' : 'contacts'} with accounts, matters and history. Later edits of this
      contact stay.
    </p>
  </Notice>
)
