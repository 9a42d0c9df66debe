'use client'
// A row of a list is one link, stretched over it (`stretched-link`). Text that people copy lies above it and can be selected; a click
// on it that selects nothing follows the link.
import type { MouseEvent, ReactNode } from 'react'

export function RowText({ children }: { readonly children: ReactNode }) {
  const follow = ({ currentTarget, ctrlKey, metaKey, shiftKey }: MouseEvent) => {
    if (!window.getSelection()?.isCollapsed) return
    const link = currentTarget.closest('tr')?.querySelector('a[data-row]')
    link?.dispatchEvent(
      new window.MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }),
    )
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the row's link has the keys
    <span onClick={follow} className="relative z-1 cursor-pointer">
      {children}
    </span>
  )
}
