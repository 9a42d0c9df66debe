'use client'
// A time of day in the reader's own time zone, which only the browser knows; the server's UTC stands until then.
import { useEffect, useState } from 'react'

const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const utc = new Intl.DateTimeFormat('en-GB', { ...time, timeZone: 'UTC' })

export function ClockTime({ at }: { readonly at: Date }) {
  const [words, setWords] = useState(() => `${utc.format(at)} UTC`)
  useEffect(() => setWords(new Intl.DateTimeFormat('en-GB', time).format(at)), [at])
  return <time dateTime={at.toISOString()}>{words}</time>
}
