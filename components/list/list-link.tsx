'use client'
import type { ComponentProps, MouseEvent } from 'react'
import { goTo, isPlain } from '@/components/ui/links/leaves'
// A filter or an order of a list, as a link. Pressed while a search or another filter is on its way, it keeps that too.
import { Link } from '@/components/ui/links/link'
import { sameAddress, want } from './wanted'

type ListLinkProps = Omit<ComponentProps<typeof Link>, 'href' | 'onClick'> & {
  readonly href: string
  /** The parameters that it changes; '' removes one. */
  readonly set: Readonly<Record<string, string>>
}

export function ListLink({ href, set, ...rest }: ListLinkProps) {
  const press = (event: MouseEvent) => {
    if (!isPlain(event)) return
    const to = want(href.split('?')[0] ?? href, set)
    if (sameAddress(to, href)) return
    event.preventDefault()
    goTo(to)
  }
  return <Link {...rest} href={href} onClick={press} />
}
