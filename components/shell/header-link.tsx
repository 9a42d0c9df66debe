'use client'
// A link of the header that knows when it leads to where we are.
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

export function HeaderLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  const path = usePathname()
  return (
    <Link
      href={href}
      aria-current={path === href ? 'page' : path.startsWith(`${href}/`) ? 'true' : undefined}
      className="flex h-8 items-center whitespace-nowrap rounded-md px-2 text-soft max-sm:px-1 max-[22rem]:px-0.5 hover:bg-sunken hover:text-ink aria-[current]:font-medium aria-[current]:text-ink"
    >
      {children}
    </Link>
  )
}
