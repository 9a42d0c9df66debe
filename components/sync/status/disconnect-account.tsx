'use client'
// Disconnect Account, asked once more: it ends every sync of the account.
import { useState } from 'react'
import { Button, SubmitButton } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { list } from '../figures'
import type { ItemKind } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'

interface DisconnectAccountProps {
  readonly label: string
  readonly account: string
  /** What is synced with it. */
  readonly kinds: readonly ItemKind[]
  readonly action: () => Promise<void>
}

export function DisconnectAccount({ label, account, kinds, action }: DisconnectAccountProps) {
  const items = list(kinds.map((kind) => wordsOf(kind).many))
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)} aria-haspopup="dialog">
        Disconnect Account
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        role="alertdialog"
        title={`Disconnect ${account}?`}
        actions={
          <>
            <Button onClick={() => setOpen(false)}>Keep connected</Button>
            <form action={action}>
              <SubmitButton look="danger">Disconnect</SubmitButton>
            </form>
          </>
        }
      >
        <p>
          {kinds.length > 1 ? 'Every sync with it stops' : 'The sync stops'}, and Concord’s access to this
          account is revoked.
        </p>
        <p>
          All {items} stay where they are, in Clio and in {label}.
        </p>
        <p>
          Concord erases the data it read from the account at once: its {items}, open questions about them,
          and changes that were never made.
        </p>
        <p>To set up again later, use the same account to avoid duplicates.</p>
      </Dialog>
    </>
  )
}
