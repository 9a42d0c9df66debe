'use client'
// What the keys do. Everything here has an ordinary button too.
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
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
      {open && <Shortcuts label={label} kind={kind} />}
    </Dialog>
  )
}

const Shortcuts = ({ label, kind }: Pick<ShortcutHelpProps, 'label' | 'kind'>) => (
  <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
    {shortcuts(label, kind).map(([keys, does]) => (
      <div key={keys} className="col-span-2 grid grid-cols-subgrid">
        <dt>
          <kbd className="rounded-sm border border-line bg-surface px-1.5 font-mono text-xs text-ink">
            {keys}
          </kbd>
        </dt>
        <dd className="text-ink">{does}</dd>
      </div>
    ))}
  </dl>
)
