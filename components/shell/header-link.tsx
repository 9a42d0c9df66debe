'use client'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
// A link of the header, or of its panel, that knows when it leads to where we are.
import { Link } from '@/components/ui/links/link'

interface HeaderLinkProps {
  readonly href: string
  readonly inPanel?: boolean
  /** The id of a sentence that describes it. */
  readonly describedBy?: string
  /** At its end. */
  readonly mark?: ReactNode
  readonly children: ReactNode
}

const BAR =
  'items-center whitespace-nowrap text-soft max-sm:px-1 max-[22rem]:px-0.5 hover:text-ink aria-[current]:text-ink'

export function HeaderLink({ href, inPanel = false, describedBy, mark, children }: HeaderLinkProps) {
  const path = usePathname()
  return (
    <Link
      href={href}
      aria-current={path === href ? 'page' : !inPanel && path.startsWith(`${href}/`) ? 'true' : undefined}
      aria-describedby={describedBy}
      className={`flex h-8 rounded-md px-2 hover:bg-sunken aria-[current]:font-medium ${inPanel ? 'items-center justify-between gap-2' : BAR}`}
    >
      {children}
      {mark}
    </Link>
  )
}
