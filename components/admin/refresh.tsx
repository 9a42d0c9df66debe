'use client'
// Keeps a server-rendered page current while somebody looks at it.
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const LOOK_MS = 5000

export function Refresh() {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => {
      // A dialog that is being read must not move under the reader's hands, and nobody reads a hidden page.
      if (!document.hidden && !document.querySelector('dialog[open]')) router.refresh()
    }, LOOK_MS)
    return () => clearInterval(timer)
  }, [router])
  return null
}
