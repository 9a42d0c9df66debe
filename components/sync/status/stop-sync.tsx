'use client'
// Stop Sync and its dialog: what stops, what stays, what is in progress, what later. Reversible, hence no typing of names.
import { useState } from 'react'
import { Button, SubmitButton } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { count } from '../figures'

interface StopSyncProps {
  readonly syncId: string
  readonly action: (form: FormData) => Promise<void>
  /** Changes not written yet, while a run is writing; else null. */
  readonly left: number | null
  /** Whose sync it is, when it is not one's own. */
  readonly owner?: string
  readonly look?: 'secondary' | 'quiet'
}

export function StopSync({ syncId, action, left, owner, look = 'secondary' }: StopSyncProps) {
  const [open, setOpen] = useState(false)
  const whose = owner ? `${owner}'s` : 'my'
  return (
    <>
      <Button look={look} onClick={() => setOpen(true)} aria-haspopup="dialog">
        Stop Sync
        {owner && <span className="sr-only"> of {owner}</span>}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        role="alertdialog"
        title={owner ? `Stop ${owner}'s contact sync?` : 'Stop syncing contacts?'}
        actions={
          <>
            <Button onClick={() => setOpen(false)} autoFocus>
              Keep syncing
            </Button>
            <form
              id={`stop-${syncId}`}
              action={async (form) => {
                await action(form)
                setOpen(false)
              }}
            >
              <input type="hidden" name="syncId" value={syncId} />
              <SubmitButton look="danger">Stop Sync</SubmitButton>
            </form>
          </>
        }
      >
        <dl className="grid gap-2 sm:grid-cols-[auto_1fr] sm:gap-x-4">
          <Consequence name="Stops">Changes on either side no longer reach the other.</Consequence>
          <Consequence name="Stays">All contacts already copied remain in both.</Consequence>
          {left !== null && (
            <Consequence name="In progress">
              The contact being written is finished, {count(left)} {left === 1 ? 'other is' : 'others are'}{' '}
              not.
            </Consequence>
          )}
          <Consequence name="Later">
            {owner ?? 'You'} can set up again; we compare anew, without duplicates.
          </Consequence>
        </dl>
        <label className="flex min-h-8 items-center gap-2 text-ink">
          <input type="checkbox" name="disconnect" form={`stop-${syncId}`} className="size-4 accent-accent" />
          Also remove Clio's access to {whose} Google account
        </label>
      </Dialog>
    </>
  )
}

const Consequence = ({ name, children }: { readonly name: string; readonly children: React.ReactNode }) => (
  <div className="grid sm:col-span-2 sm:grid-cols-subgrid">
    <dt className="font-medium text-ink sm:w-24">{name}:</dt>
    <dd>{children}</dd>
  </div>
)
