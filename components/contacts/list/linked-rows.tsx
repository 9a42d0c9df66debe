'use client'
// The rows of a table, each with a link to its contact. A text of a row (`data-row-text`) lies above the link, so that it can be selected and
// copied; a click on it follows the link.
import type { MouseEvent, ReactNode } from 'react'

interface LinkedRowsProps {
  readonly className: string
  readonly children: ReactNode
}

export const LinkedRows = ({ className, children }: LinkedRowsProps) => (
  // biome-ignore lint/a11y/useKeyWithClickEvents: the row's link has the keys
  <tbody className={className} onClick={follow}>
    {children}
  </tbody>
)

function follow({ target, ctrlKey, metaKey, shiftKey }: MouseEvent): void {
  if (!(target instanceof Element) || !target.closest('[data-row-text]')) return
  if (!window.getSelection()?.isCollapsed) return
  const link = target.closest('tr')?.querySelector('a[data-row]')
  link?.dispatchEvent(
    new window.MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }),
  )
}
