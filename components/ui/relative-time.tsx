'use client'
// A moment as relative words that stay true while the page is open; the exact time is in <time> and its tooltip.
import { useEffect, useState } from 'react'
import { relativeWords } from '@/components/ui/relative-words'

const exact = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })

export function RelativeTime({ at }: { readonly at: Date }) {
  // The reader's clock and time zone are known in the browser only: the server's words stand until then.
  const [now, setNow] = useState<Date | null>(null)
  useEffect(() => {
    setNow(new Date())
    const timer = setInterval(() => setNow(new Date()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <time dateTime={at.toISOString()} title={now ? exact.format(at) : undefined} suppressHydrationWarning>
      {relativeWords(at, now ?? new Date())}
    </time>
  )
}

/** "3 Nov 2026": for what happened long ago, where the day says more than the distance. The same on server and browser (UTC). */
export function Day({ at }: { readonly at: Date }) {
  const words = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(at)
  return <time dateTime={at.toISOString()}>{words}</time>
}
