'use client'
// A time of day in the reader's own time zone.
import { exactly, timeOfDay } from '@/components/ui/time/moment'
import { useZone } from '@/components/ui/time/zone'

export function ClockTime({ at }: { readonly at: Date }) {
  const zone = useZone()
  return (
    <time dateTime={at.toISOString()} title={exactly(at, zone)}>
      {timeOfDay(at, zone)}
    </time>
  )
}
