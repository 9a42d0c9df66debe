'use client'
// What the address says of the last action ("?deleted=1") is said once: taken out of it, so that a reload, going back or a
// bookmark does not say it again. The page stays as it was drawn.
import { useEffect } from 'react'

export function ShownOnce({ names }: { readonly names: readonly string[] }) {
  const said = names.join()
  useEffect(() => {
    const address = new URL(window.location.href)
    const before = address.search
    for (const name of said.split(',')) address.searchParams.delete(name)
    if (address.search !== before) window.history.replaceState(null, '', address)
  }, [said])
  return null
}
