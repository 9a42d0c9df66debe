'use client'
// A moment as relative words that stay true while the page is open; the exact time is in <time> and its tooltip.
import { useEffect, useState } from 'react'
import { day, exactly } from '@/components/ui/time/moment'
import { relativeWords } from '@/components/ui/time/relative-words'
import { useZone } from '@/components/ui/time/zone'

export function RelativeTime({ at }: { readonly at: Date }) {
  const zone = useZone()
  // Only the browser knows the reader's clock; until then the server's text is shown.
  const [now, setNow] = useState<Date | null>(null)
  useEffect(() => {
    setNow(new Date())
    const timer = setInterval(() => setNow(new Date()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <time dateTime={at.toISOString()} title={exactly(at, zone)} suppressHydrationWarning>
      {relativeWords(at, now ?? new Date())}
    </time>
  )
}

/** "Nov 3, 2026, 7:52 PM": where the moment itself is the point. */
export function ExactTime({ at }: { readonly at: Date }) {
  const zone = useZone()
  return <time dateTime={at.toISOString()}>{exactly(at, zone)}</time>
}

/** "Nov 3, 2026": for what happened long ago, where the day says more than the distance. */
export function Day({ at }: { readonly at: Date }) {
  const zone = useZone()
  return (
    <time dateTime={at.toISOString()} title={exactly(at, zone)}>
      {day(at, zone)}
    </time>
  )
}
