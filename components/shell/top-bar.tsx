'use client'
// A thin bar at the top from the click on a link until its page is here, so that a click shows a reaction at once even if the server is
// slow. Meanwhile lists are drawn in the soft color (`[data-leaving]` in globals.css). It also carries out `goTo`.
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useEffect, useState, useTransition } from 'react'
import { arrived, forget } from '@/components/list/wanted'
import { clickLeaves, GO, type Going, submitLeaves } from '@/components/ui/leaves'

export function TopBar() {
  const place = `${usePathname()}?${useSearchParams()}`
  const [left, setLeft] = useState<string | null>(null)
  const [going, start] = useTransition()
  const router = useRouter()
  // A link's page is awaited while we are still where the click was.
  const shown = going || (left !== null && left === place)

  useEffect(() => {
    document.documentElement.toggleAttribute('data-leaving', shown)
  }, [shown])

  useEffect(() => arrived(place), [place])

  useEffect(() => {
    window.addEventListener('popstate', forget)
    return () => window.removeEventListener('popstate', forget)
  }, [])

  useEffect(() => {
    const go = (event: Event) => {
      const { href, how } = (event as CustomEvent<Going>).detail
      start(() => router[how](href, { scroll: how === 'push' }))
    }
    document.addEventListener(GO, go)
    return () => document.removeEventListener(GO, go)
  }, [router])

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

  if (!shown) return null
  return (
    <div aria-hidden data-testid="top-bar" className="fixed inset-x-0 top-0 z-30 h-0.5 overflow-hidden">
      <div className="top-bar h-full bg-accent" />
    </div>
  )
}
