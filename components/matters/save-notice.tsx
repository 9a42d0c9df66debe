// Why a matter was not saved, what is safe, and what to do next.
import { ChangedElsewhere, DeletedElsewhere, NoLongerThere } from '@/components/ui/form/edited-elsewhere'
import { NotSaved } from '@/components/ui/form/not-saved'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { FIELD_WORDS } from '@/lib/domains/matters/diff'
import { MatterChanges } from './matter-changes'
import type { MatterSaveState } from './save-state'

export function MatterNotice({ state }: { readonly state: Exclude<MatterSaveState, { kind: 'untouched' }> }) {
  switch (state.kind) {
    case 'stale':
      return (
        <ChangedElsewhere
          what="matter"
          author={state.author ?? 'Someone'}
          at={state.at}
          kept={state.clashes.map((field) => FIELD_WORDS[field])}
        >
          <MatterChanges changes={state.changes} />
        </ChangedElsewhere>
      )
    case 'deleted':
      return (
        <DeletedElsewhere what="matter">
          {state.author ?? 'Someone'} deleted it <RelativeTime at={state.at} />. What you typed is still here.
          Restore the matter under Deleted matters, then press Save again.
        </DeletedElsewhere>
      )
    case 'missing':
      return <NoLongerThere what="matter" />
    case 'faults':
    case 'signedOut':
    case 'tooFast':
    case 'unanswered':
      return <NotSaved state={state} />
  }
}
