'use client'
// A chart whose code is loaded once it comes into view. It keeps its place meanwhile, so that nothing moves.
import dynamic from 'next/dynamic'
import { useEffect, useRef, useState } from 'react'
import type { Bar } from './activity-words'

const BarChart = dynamic(() => import('./bar-chart').then(({ DayBars }) => DayBars), { ssr: false })

export function LazyChart({ bars }: { readonly bars: readonly Bar[] }) {
  const place = useRef<HTMLDivElement>(null)
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    if (!place.current) return
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) setSeen(true)
    })
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [])
  // Screen readers have the table.
  return (
    <div ref={place} aria-hidden className="h-40">
      {isSeen && <BarChart bars={bars} />}
    </div>
  )
}
