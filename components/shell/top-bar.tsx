'use client'
// A thin bar at the top from the click on a link until its page is here, so that a click shows a reaction at once even if the server is
// slow. Meanwhile lists are drawn in the soft color (`[data-leaving]` in globals.css). It also carries out `goTo`.
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useEffect, useState, useTransition } from 'react'
import { arrived, forget } from '@/components/list/wanted'
import { clickLeaves, formTo, GO, type Going, goTo, linkTo, submitLeaves } from '@/components/ui/links/leaves'
import { goBack } from './go-back'

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
      const { href, how, scroll } = (event as CustomEvent<Going>).detail
      start(() => router[how](href, { scroll }))
    }
    document.addEventListener(GO, go)
    return () => document.removeEventListener(GO, go)
  }, [router])

  useEffect(() => {
    const leave = () => setLeft(`${location.pathname}?${new URLSearchParams(location.search)}`)
    // What asks first, or opens its page by itself, has prevented the default by now (use-unsaved.ts, list-link.tsx).
    const click = (event: MouseEvent) => {
      if (event.defaultPrevented) return
      const to = linkTo(event)
      if (!to) return clickLeaves(event) ? leave() : undefined
      event.preventDefault()
      if (goBack(to.link)) leave()
      else to.open()
    }
    const submit = (event: SubmitEvent) => {
      if (event.defaultPrevented || !submitLeaves(event)) return
      const to = formTo(event)
      if (to === null) return leave()
      event.preventDefault()
      goTo(to)
    }
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
