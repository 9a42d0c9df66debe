'use client'
// The part of the header for signed-in people. The sign-in page has none: a person who is led there by script after the session has ended
// loses the name and every page that the browser still has.
import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect } from 'react'

export function SignedInOnly({ children }: { readonly children: ReactNode }) {
  const over = usePathname() === '/sign-in'
  useEffect(() => {
    if (over) window.location.reload()
  }, [over])
  return over ? null : children
}
