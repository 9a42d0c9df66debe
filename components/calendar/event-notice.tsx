// Why an event was not saved, what is safe, and what to do next.
import { organizedWords } from '@/components/calendar/organized-words'
import type { EventSaveState } from '@/components/calendar/save-state'
import { DeletedElsewhere, NoLongerThere } from '@/components/ui/form/edited-elsewhere'
import { NotSaved } from '@/components/ui/form/not-saved'
import { Notice } from '@/components/ui/notice'

/** Why the answer is not that it was saved. */
export function EventNotice({ state }: { readonly state: Exclude<EventSaveState, { kind: 'untouched' }> }) {
  switch (state.kind) {
    case 'stale':
      return (
        <Notice tone="warn" title="This event was changed while you were editing" alert>
          <p>
            What you typed is still here. The event is now “{state.now.title}”, {state.now.when}. To replace
            that with what you typed, press Save again.
          </p>
        </Notice>
      )
    case 'deleted':
      return (
        <DeletedElsewhere what="event">
          What you typed is still here. Restore the event under Deleted, then press Save again.
        </DeletedElsewhere>
      )
    case 'missing':
      return <NoLongerThere what="event" />
    case 'readOnly':
      return (
        <Notice tone="warn" title="You can no longer change this calendar" alert>
          <p>
            What you typed is still here. Choose another calendar, or ask its owner to share it as editor.
          </p>
        </Notice>
      )
    case 'organized':
      return (
        <Notice tone="warn" title="This event was not saved" alert>
          <p>{organizedWords(state.organizer)}</p>
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
