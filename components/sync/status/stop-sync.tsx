'use client'
// Stop Sync and its dialog, reversible, hence no typing of names. Without script the question is a page of its own.
import { useState } from 'react'
import { Button, SubmitButton } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { ItemKind } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'
import { StopConsequences } from './stop-words'

interface StopSyncProps {
  readonly syncId: string
  readonly action: (form: FormData) => Promise<void>
  /** Changes not written yet, while a run is writing; else null. */
  readonly left: number | null
  /** Whose sync it is, when it is not one's own. */
  readonly owner?: string
  /** What it syncs, where a page has several buttons of this name. */
  readonly what?: string
  /** Of the provider whose account it is. */
  readonly label: string
  readonly kind: ItemKind
  readonly hasOthers?: boolean
  readonly look?: 'secondary' | 'quiet'
  /** Where the question is a page: before this one is alive, or without script. */
  readonly page: string
}

export function StopSync(props: StopSyncProps) {
  const { syncId, action, left, owner, what, label, kind, hasOthers, look = 'secondary', page } = props
  const [open, setOpen] = useState(false)
  return (
    <>
      <form
        method="get"
        action={page}
        onSubmit={(event) => {
          event.preventDefault()
          setOpen(true)
        }}
      >
        <Button type="submit" look={look} aria-haspopup="dialog">
          Stop Sync
          {owner && <span className="sr-only"> of {owner}</span>}
          {what && <span className="sr-only"> {what}</span>}
        </Button>
      </form>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        role="alertdialog"
        title={wordsOf(kind).stop.question(owner)}
        actions={
          <>
            <Button onClick={() => setOpen(false)}>Keep syncing</Button>
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
        <StopConsequences
          left={left}
          owner={owner}
          label={label}
          kind={kind}
          form={`stop-${syncId}`}
          hasOthers={hasOthers}
        />
      </Dialog>
    </>
  )
}
