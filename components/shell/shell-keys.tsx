'use client'
// The button and the keys that open the command palette, and the keys that work on every page.
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { goTo } from '@/components/ui/links/leaves'
import { useModal } from '@/components/ui/use-modal'
import { keyOf } from './keys'
import { areSinglesOn } from './single-keys'

// Loaded when they are first opened.
const Palette = lazy(() => import('./palette').then(({ Palette }) => ({ default: Palette })))
const KeyHelp = lazy(() => import('./key-help').then(({ KeyHelp }) => ({ default: KeyHelp })))

type Shown = 'palette' | 'help' | null

/** A letter after G counts for this long. */
const AFTER_G_MS = 1_500

interface ShellKeysProps {
  readonly admin: boolean
  /** What the button shows. */
  readonly children: ReactNode
}

export function ShellKeys({ admin, children }: ShellKeysProps) {
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
        {children}
      </button>
      <PaletteDialog open={shown === 'palette'} admin={admin} onClose={close} />
      {shown === 'help' && (
        <Suspense>
          <KeyHelp onClose={close} />
        </Suspense>
      )}
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
      {open && (
        <Suspense fallback={<p className="p-4 text-soft">Loading…</p>}>
          <Palette admin={admin} onClose={onClose} />
        </Suspense>
      )}
    </dialog>
  )
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
