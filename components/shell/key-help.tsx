'use client'
// The help of the keys that work on every page. Loaded when it is first opened (shell-keys.tsx).
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ShortcutList } from '@/components/ui/shortcut-list'
import { GO } from './keys'
import { areSinglesOn, saveSingles } from './single-keys'

const SHORTCUTS = [
  ['Ctrl K', 'find a contact, a page or an action'],
  ['/', 'search on this page'],
  ...GO.map(([letter, , page]) => [`G ${letter.toUpperCase()}`, `go to ${page}`] as const),
  ['?', 'this help'],
] as const

export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title="Keyboard shortcuts"
      // Closed by the browser, so that the focus returns to where it was.
      actions={<Button onClick={(event) => event.currentTarget.closest('dialog')?.close()}>Close</Button>}
    >
      <ShortcutList shortcuts={SHORTCUTS} />
      <p>The preview has more of its own: press ? while the focus is in its list.</p>
      <label className="flex items-center gap-2 text-ink">
        <input
          type="checkbox"
          defaultChecked={areSinglesOn()}
          onChange={(event) => saveSingles(event.target.checked)}
          className="size-4 accent-accent"
        />
        Single-key shortcuts
      </label>
    </Dialog>
  )
}
