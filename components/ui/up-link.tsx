'use client'
// The way back to the list that a page belongs to. It goes back to the list as it was left, with its search, its place and its scroll
// position, if the list is in this tab's history and the browser can go there (Navigation API); otherwise it is a link.
import { ChevronLeft } from 'lucide-react'
import Link from 'next/link'
import type { MouseEvent } from 'react'

interface UpLinkProps {
  readonly href: string
  readonly label: string
}

export function UpLink({ href, label }: UpLinkProps) {
  const goBack = (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const list = lastVisit(event.currentTarget.pathname)
    if (!list) return
    event.preventDefault()
    window.navigation.traverseTo(list)
  }
  return (
    <Link
      href={href}
      onClick={goBack}
      className="inline-flex min-h-6 items-center gap-1 justify-self-start text-soft hover:text-ink"
    >
      <ChevronLeft aria-hidden className="size-4" />
      {label}
    </Link>
  )
}

/** The key of the newest earlier entry of the history that shows this path. */
function lastVisit(pathname: string): string | undefined {
  if (!('navigation' in window)) return undefined
  const { navigation } = window
  return navigation
    .entries()
    .slice(0, navigation.currentEntry?.index ?? 0)
    .findLast(({ url }) => url !== null && new URL(url).pathname === pathname)?.key
}
