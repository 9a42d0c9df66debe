'use client'
// A button of the header that discloses a panel. The popover attribute opens and closes it without script, closes it with Esc and hands
// the focus back. Not an ARIA menu: the panel has links and forms.
import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

interface DisclosedPanelProps {
  readonly id: string
  /** The accessible name of the button. */
  readonly label: string
  /** The id of a sentence that describes the button. */
  readonly describedBy?: string | undefined
  /** What the button shows. */
  readonly face: ReactNode
  readonly className?: string
  /** The panel is in the page only while it is open, and for readers without script. */
  readonly lazy?: boolean
  readonly children: ReactNode
}

export function DisclosedPanel(props: DisclosedPanelProps) {
  const { id, label, describedBy, face, className = 'size-8 rounded-md', lazy = false, children } = props
  const panel = useRef<HTMLDivElement>(null)
  const path = usePathname()
  // Unknown until the script runs; until then the browser itself tells assistive technology.
  const [open, setOpen] = useState<boolean | undefined>(undefined)

  useEffect(() => {
    const element = panel.current
    if (!element) return
    setOpen(element.matches(':popover-open'))
    // At once, so that the panel never opens empty.
    const follow = (event: ToggleEvent) => flushSync(() => setOpen(event.newState === 'open'))
    element.addEventListener('beforetoggle', follow)
    return () => element.removeEventListener('beforetoggle', follow)
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the panel closes because the page changed
  useEffect(() => panel.current?.hidePopover(), [path])

  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-expanded={open}
        aria-controls={id}
        aria-label={label}
        aria-describedby={describedBy}
        className={`relative inline-flex shrink-0 items-center justify-center text-soft hover:bg-sunken hover:text-ink aria-expanded:bg-sunken aria-expanded:text-ink ${className}`}
      >
        {face}
      </button>
      <div
        id={id}
        ref={panel}
        popover="auto"
        className="fixed inset-auto top-15 right-4 sm:right-6 m-0 max-w-[calc(100vw-2rem)] rounded-lg border border-line bg-canvas p-2 text-ink"
      >
        {lazy && !open ? <noscript>{children}</noscript> : children}
      </div>
    </>
  )
}
