'use client'
// Removes the result of the last action ("?deleted=1") from the address, so that reloading, going back or a bookmark does not show it
// again. The page stays as it was rendered.
import { useEffect } from 'react'

export function ShownOnce({ names }: { readonly names: readonly string[] }) {
  // Each time that it is drawn: an action can lead to the page that it is on.
  useEffect(() => {
    const address = new URL(window.location.href)
    const before = address.search
    for (const name of names) address.searchParams.delete(name)
    if (address.search !== before) window.history.replaceState(null, '', address)
  })
  return null
}
