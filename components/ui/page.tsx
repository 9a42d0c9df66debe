// The frame of a page: its one heading with actions, and panels below.
import type { ReactNode } from 'react'
import { UpLink } from './links/up-link'

interface PageProps {
  readonly title: ReactNode
  /** The list that the page belongs to, for the way back. */
  readonly up?: { readonly href: string; readonly label: string }
  /** Beside the heading: what identifies the page's subject at a glance. */
  readonly picture?: ReactNode
  /** One or two sentences below the heading. */
  readonly intro?: ReactNode
  readonly actions?: ReactNode
  readonly width?: 'wide' | 'narrow'
  readonly children: ReactNode
}

export function Page({ title, up, picture, intro, actions, width = 'wide', children }: PageProps) {
  return (
    <div className={`mx-auto grid w-full gap-4 sm:gap-6 ${width === 'narrow' ? 'max-w-3xl' : 'max-w-6xl'}`}>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid min-w-0 gap-2">
          {up && <UpLink {...up} />}
          <div className="flex min-w-0 items-center gap-3">
            {picture}
            <div className="grid min-w-0 gap-1">
              <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
              {intro && <div className="max-w-prose text-pretty text-soft">{intro}</div>}
            </div>
          </div>
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {children}
    </div>
  )
}

interface PanelProps {
  readonly title?: string
  readonly intro?: ReactNode
  readonly actions?: ReactNode
  readonly children?: ReactNode
  /** For what fills the panel to its edges: tables, lists of rows. */
  readonly flush?: boolean
}

export function Panel({ title, intro, actions, children, flush = false }: PanelProps) {
  return (
    <section aria-label={title} className="panel min-w-0 overflow-hidden">
      {(title || actions) && (
        <div
          className={`flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 ${children ? 'border-b border-line' : ''}`}
        >
          <div className="grid gap-0.5">
            {title && <h2 className="text-sm font-semibold">{title}</h2>}
            {intro && <div className="text-soft">{intro}</div>}
          </div>
          {actions && <div className="-my-1.5 flex flex-wrap gap-2">{actions}</div>}
        </div>
      )}
      {children && <div className={flush ? '' : 'p-4'}>{children}</div>}
    </section>
  )
}
