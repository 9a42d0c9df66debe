// Why an event was not saved, what is safe, and what to do next.
import type { EventSaveState } from '@/components/calendar/save-state'
import { NotSaved } from '@/components/ui/form/not-saved'
import { Notice } from '@/components/ui/notice'

/** Why the answer is not that it was saved. */
export function EventNotice({ state }: { readonly state: Exclude<EventSaveState, { kind: 'untouched' }> }) {
  switch (state.kind) {
    case 'stale':
      return (
        <Notice tone="warn" title="This event was changed while you were editing" alert>
          <p>
            What you typed is still here. It is now “{state.now.title}”, from {state.now.starts} to{' '}
            {state.now.ends}. To replace that with what you typed, press Save again.
          </p>
        </Notice>
      )
    case 'deleted':
      return (
        <Notice tone="warn" title="This event was deleted while you were editing" alert>
          <p>What you typed is still here. Restore the event under Deleted, then press Save again.</p>
        </Notice>
      )
    case 'missing':
      return (
        <Notice tone="warn" title="This event no longer exists" alert>
          <p>What you typed is still here. To keep it, copy it into a new event.</p>
        </Notice>
      )
    case 'readOnly':
      return (
        <Notice tone="warn" title="You can no longer change this calendar" alert>
          <p>
            What you typed is still here. Choose another calendar, or ask its owner to share it as editor.
          </p>
        </Notice>
      )
    case 'refused':
      return (
        <Notice tone="warn" title="The series cannot be cut here" alert>
          <p>{state.reason} What you typed is still here. You can change only this event, or all events.</p>
        </Notice>
      )
    default:
      return <NotSaved state={state} />
  }
}
