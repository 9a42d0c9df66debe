// The frame of a page: its one heading with actions, and panels below.
import type { ReactNode } from 'react'

interface PageProps {
  readonly title: ReactNode
  /** One or two sentences below the heading. */
  readonly intro?: ReactNode
  readonly actions?: ReactNode
  readonly width?: 'wide' | 'narrow'
  readonly children: ReactNode
}

export function Page({ title, intro, actions, width = 'wide', children }: PageProps) {
  return (
    <div className={`mx-auto grid w-full gap-6 ${width === 'narrow' ? 'max-w-3xl' : 'max-w-6xl'}`}>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid min-w-0 gap-1">
          <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
          {intro && <div className="max-w-prose text-soft">{intro}</div>}
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
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line px-4 py-3">
          <div className="grid gap-0.5">
            {title && <h2 className="text-sm font-semibold">{title}</h2>}
            {intro && <div className="text-soft">{intro}</div>}
          </div>
          {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
        </div>
      )}
      {children && <div className={flush ? '' : 'p-4'}>{children}</div>}
    </section>
  )
}
