// A button that opens a short list of links: a disclosure of the browser's own, so that it needs no script.
import type { ReactNode } from 'react'
import { buttonClass } from './button-class'
import { Link } from './links/link'

interface MenuProps {
  /** What the button shows. */
  readonly summary: ReactNode
  /** Where what it shows says too little. */
  readonly label?: string
  /** Of the button. */
  readonly className?: string
  readonly links: readonly MenuLink[]
}

export interface MenuLink {
  readonly href: string
  readonly name: string
  /** What it leads to is a file to keep, not a page. */
  readonly file?: boolean
}

export function Menu({ summary, label, className = '', links }: MenuProps) {
  const look = 'flex h-8 items-center rounded-md px-2 hover:bg-sunken'
  return (
    <details className="relative">
      <summary aria-label={label} className={buttonClass('secondary', `list-none ${className}`)}>
        {summary}
      </summary>
      <ul className="absolute top-full right-0 z-10 mt-1 w-max min-w-32 rounded-lg border border-line bg-canvas p-1 text-ink">
        {links.map(({ href, name, file }) => (
          <li key={href}>
            {file ? (
              <a href={href} download className={look}>
                {name}
              </a>
            ) : (
              <Link href={href} className={look}>
                {name}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
