'use client'
// The reader's time zone. Only the browser knows it, so it leaves it in a cookie, and from then on the server writes the same dates.
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { ZONE_COOKIE } from '../cookie-names'
import type { Zone } from './moment'

const ZoneContext = createContext<Zone>(null)

export const useZone = (): Zone => useContext(ZoneContext)

interface ZoneProviderProps {
  /** What the server shows times in; null at the first visit. */
  readonly zone: Zone
  /** The reader chose it: the browser's own does not matter. */
  readonly isChosen: boolean
  readonly children: ReactNode
}

export function ZoneProvider({ zone, isChosen, children }: ZoneProviderProps) {
  const [current, setCurrent] = useState(zone)
  useEffect(() => {
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone
    if (isChosen || own === zone) return
    const secure = location.protocol === 'https:' ? '; secure' : ''
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `${ZONE_COOKIE}=${encodeURIComponent(own)}; path=/; max-age=31536000; samesite=lax${secure}`
    setCurrent(own)
  }, [zone, isChosen])
  return <ZoneContext value={isChosen ? zone : current}>{children}</ZoneContext>
}
