'use client'
// The button and the keys that open the command palette, and the keys that work on every page.
import { Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { goTo } from '@/components/ui/leaves'
import { ShortcutList } from '@/components/ui/shortcut-list'
import { useModal } from '@/components/ui/use-modal'
import { GO, keyOf } from './keys'

const Palette = dynamic(() => import('./palette').then(({ Palette }) => Palette), {
  loading: () => <p className="p-4 text-soft">Loading…</p>,
})

type Shown = 'palette' | 'help' | null

/** Set in this browser by a person who wants no single keys. */
const SINGLES_OFF = 'single-keys-off'
/** A letter after G counts for this long. */
const AFTER_G_MS = 1_500

export function ShellKeys({ admin }: { readonly admin: boolean }) {
  const [shown, setShown] = useState<Shown>(null)
  const close = () => setShown(null)
  useKeys(setShown)
  return (
    <>
      <button
        type="button"
        onClick={() => setShown('palette')}
        aria-label="Find or jump to"
        aria-keyshortcuts="Control+K Meta+K"
        className="inline-flex size-8 shrink-0 items-center justify-center gap-2 rounded-md text-soft hover:bg-sunken hover:text-ink lg:w-56 lg:justify-start lg:border lg:border-line lg:px-2 max-[24rem]:hidden"
      >
        <Search aria-hidden className="size-4" />
        <span aria-hidden className="hidden flex-1 text-left lg:block">
          Find or jump to
        </span>
        <kbd aria-hidden className="hidden font-mono text-xs lg:block">
          Ctrl K
        </kbd>
      </button>
      <PaletteDialog open={shown === 'palette'} admin={admin} onClose={close} />
      {shown === 'help' && <Help onClose={close} />}
    </>
  )
}

function PaletteDialog(props: {
  readonly open: boolean
  readonly admin: boolean
  readonly onClose: () => void
}) {
  const { open, admin, onClose } = props
  const element = useModal(open)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a dialog by itself
    <dialog
      ref={element}
      aria-label="Find or jump to"
      onClose={onClose}
      // A click outside hits the dialog itself, one inside a part of it.
      onClick={(event) => event.target === event.currentTarget && onClose()}
      className="mx-auto mt-[12vh] w-[min(36rem,calc(100vw-2rem))] overflow-hidden rounded-lg border border-line bg-canvas p-0 text-ink"
    >
      {open && <Palette admin={admin} onClose={onClose} />}
    </dialog>
  )
}

const SHORTCUTS = [
  ['Ctrl K', 'find a contact, a page or an action'],
  ['/', 'search on this page'],
  ...GO.map(([letter, , page]) => [`G ${letter.toUpperCase()}`, `go to ${page}`] as const),
  ['?', 'this help'],
] as const

function Help({ onClose }: { readonly onClose: () => void }) {
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

/** A browser may keep nothing for us; then they are on. */
function areSinglesOn(): boolean {
  try {
    return localStorage.getItem(SINGLES_OFF) === null
  } catch {
    return true
  }
}

function saveSingles(on: boolean): void {
  try {
    if (on) localStorage.removeItem(SINGLES_OFF)
    else localStorage.setItem(SINGLES_OFF, '1')
  } catch {
    // It then holds until the page is left.
  }
}

function useKeys(show: (shown: Shown) => void): void {
  useEffect(() => {
    let pressedG = Number.NEGATIVE_INFINITY
    const press = (event: KeyboardEvent) => {
      // A list with keys of its own has had this one already.
      if (event.defaultPrevented || document.querySelector('dialog:modal')) return
      const afterG = event.timeStamp - pressedG < AFTER_G_MS
      const key = keyOf(event, { typing: isTyping(event.target), singles: areSinglesOn(), afterG })
      pressedG = key?.kind === 'first' ? event.timeStamp : Number.NEGATIVE_INFINITY
      if (!key || key.kind === 'first') return
      event.preventDefault()
      if (key.kind === 'go') goTo(key.href)
      else if (key.kind === 'search') document.querySelector<HTMLElement>('input[type=search]')?.focus()
      else show(key.kind)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [show])
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
