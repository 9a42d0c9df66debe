'use client'
// The part of the header that is about whoever is signed in. The sign-in page is for nobody: who is led there by script, since
// the session is over, leaves the name and every page that the browser still holds behind.
import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect } from 'react'

export function SignedInOnly({ children }: { readonly children: ReactNode }) {
  const over = usePathname() === '/sign-in'
  useEffect(() => {
    if (over) window.location.reload()
  }, [over])
  return over ? null : children
}
