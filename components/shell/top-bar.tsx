'use client'
// A thin bar at the top from the click on a link until its page is here: on a slow connection a click shows at once that it was heard.
import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'
import { clickLeaves, submitLeaves } from '@/components/ui/leaves'

export function TopBar() {
  const place = `${usePathname()}?${useSearchParams()}`
  const [left, setLeft] = useState<string | null>(null)

  useEffect(() => {
    const leave = () => setLeft(`${location.pathname}?${new URLSearchParams(location.search)}`)
    const click = (event: MouseEvent) => {
      if (clickLeaves(event)) leave()
    }
    const submit = (event: SubmitEvent) => {
      if (submitLeaves(event)) leave()
    }
    // A form with edits that asks before it is left stops the click before it comes here (use-unsaved.ts).
    document.addEventListener('click', click)
    document.addEventListener('submit', submit)
    return () => {
      document.removeEventListener('click', click)
      document.removeEventListener('submit', submit)
    }
  }, [])

  // Shown while we are still where the click was.
  if (left === null || left !== place) return null
  return (
    <div aria-hidden data-testid="top-bar" className="fixed inset-x-0 top-0 z-30 h-0.5 overflow-hidden">
      <div className="top-bar h-full bg-accent" />
    </div>
  )
}
