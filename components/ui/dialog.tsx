'use client'
// A modal dialog on the native <dialog>: focus stays inside, Esc closes, focus returns to what opened it.
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useModal } from './use-modal'

interface DialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  /** 'alertdialog' where the answer has consequences. */
  readonly role?: 'dialog' | 'alertdialog'
  readonly children: ReactNode
  /** Buttons, the safe one first: it gets the focus. */
  readonly actions: ReactNode
}

export function Dialog({ open, onClose, title, role = 'dialog', children, actions }: DialogProps) {
  const element = useModal(open)
  const buttons = useRef<HTMLDivElement>(null)
  // After the dialog is shown, which focuses what comes first in it.
  useEffect(() => {
    if (open) buttons.current?.querySelector('button')?.focus()
  }, [open])
  const heading = useId()
  const body = useId()
  return (
    <dialog
      ref={element}
      role={role}
      aria-labelledby={heading}
      aria-describedby={body}
      onClose={onClose}
      className="m-auto w-[min(32rem,calc(100vw-2rem))] rounded-lg border border-line bg-canvas p-0 text-ink"
    >
      <div className="grid gap-4 p-5">
        <h2 id={heading} className="text-base font-semibold">
          {title}
        </h2>
        <div id={body} className="grid gap-3 text-sm text-soft">
          {children}
        </div>
      </div>
      <div
        ref={buttons}
        className="flex flex-wrap justify-end gap-2 border-t border-line bg-surface px-5 py-3"
      >
        {actions}
      </div>
    </dialog>
  )
}
