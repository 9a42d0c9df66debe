// A link that looks like a button.
import type { ReactNode } from 'react'
import { buttonClass, type Look } from '@/components/ui/button-class'
import { Link } from './link'

interface ButtonLinkProps {
  readonly href: string
  readonly look?: Look
  readonly className?: string
  /** It leads to what the page shows already. */
  readonly current?: boolean
  /** Where its words alone do not say what it is about. */
  readonly 'aria-label'?: string
  readonly children: ReactNode
}

export function ButtonLink({
  href,
  look = 'secondary',
  className = '',
  current = false,
  'aria-label': name,
  children,
}: ButtonLinkProps) {
  return (
    <Link
      href={href}
      aria-current={current ? 'page' : undefined}
      aria-label={name}
      className={buttonClass(look, className)}
    >
      {children}
    </Link>
  )
}
