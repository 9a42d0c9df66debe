'use client'
// A moment as relative words that stay true while the page is open; the exact time is in <time> and its tooltip.
import { useSyncExternalStore } from 'react'
import { day, exactly } from '@/components/ui/time/moment'
import { relativeWords } from '@/components/ui/time/relative-words'
import { useZone } from '@/components/ui/time/zone'

export function RelativeTime({ at }: { readonly at: Date }) {
  const zone = useZone()
  useSyncExternalStore(listen, ticks, noTicks)
  // The server's text is as old as its answer, so it stands until the clock ticks.
  return (
    <time dateTime={at.toISOString()} title={exactly(at, zone)} suppressHydrationWarning>
      {relativeWords(at, new Date())}
    </time>
  )
}

const TICK_MS = 30_000

// One clock for the page, however many times it shows.
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let passed = 0

const ticks = () => passed
const noTicks = () => 0

function tick(): void {
  passed += 1
  for (const hear of listeners) hear()
}

function listen(hear: () => void): () => void {
  if (listeners.size === 0) timer = setInterval(tick, TICK_MS)
  listeners.add(hear)
  return () => {
    listeners.delete(hear)
    if (listeners.size === 0) clearInterval(timer)
  }
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
