'use client'
// Keeps a server-rendered page current while somebody looks at it.
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const LOOK_MS = 5000

export function Refresh() {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => {
      // Do not refresh while a dialog is open or the page is hidden.
      if (!document.hidden && !document.querySelector('dialog[open]')) router.refresh()
    }, LOOK_MS)
    return () => clearInterval(timer)
  }, [router])
  return null
}
