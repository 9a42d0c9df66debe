'use client'
// What the keys do. Everything here has an ordinary button too.
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ShortcutList } from '@/components/ui/shortcut-list'
import type { ItemKind } from '../kinds/kind-words'
import { shortcuts } from './hooks/use-keys'

interface ShortcutHelpProps {
  readonly open: boolean
  /** Of the provider whose account it is. */
  readonly label: string
  readonly kind: ItemKind
  readonly onClose: () => void
}

export function ShortcutHelp({ open, label, kind, onClose }: ShortcutHelpProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Keyboard shortcuts"
      actions={<Button onClick={onClose}>Close</Button>}
    >
      <p>They work while the focus is in the list of changes.</p>
      {open && <ShortcutList shortcuts={shortcuts(label, kind)} />}
    </Dialog>
  )
}
