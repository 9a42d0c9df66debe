// Whether the reader syncs a contact, and the button that changes it. Accounts of colleagues stand above it, so it names whose it changes.
import { SubmitButton } from '@/components/ui/button'
import type { ByHand as State } from '@/lib/store/sync/hand'

interface ByHandProps {
  readonly id: string
  readonly state: State
  readonly act: (form: FormData) => Promise<void>
}

export function ByHand({ id, state, act }: ByHandProps) {
  if (state === 'none') return null
  const isSynced = state === 'synced'
  return (
    <form action={act} className="border-t border-line px-4 py-3">
      <input type="hidden" name="id" value={id} />
      <SubmitButton look="secondary" name="word" value={isSynced ? 'doNotSync' : 'sync'}>
        {isSynced ? 'Do not sync with my account' : 'Sync with my account'}
      </SubmitButton>
    </form>
  )
}
