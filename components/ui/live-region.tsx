'use client'
// The one polite live region of the product, and the two ways to speak through it.
import { useEffect } from 'react'

const id = 'announcements'

export function LiveRegion() {
  return <div id={id} role="status" aria-live="polite" className="sr-only" />
}

/** Says `text` to screen readers once. Saying the same again needs a change of text, so the region is emptied first. */
export function announce(text: string): void {
  const region = document.getElementById(id)
  if (!region) return
  region.textContent = ''
  requestAnimationFrame(() => {
    region.textContent = text
  })
}

/** Says `text` whenever it changes; draws nothing. */
export function Announce({ text }: { readonly text: string }) {
  useEffect(() => {
    if (text) announce(text)
  }, [text])
  return null
}
