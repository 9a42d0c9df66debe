// A sentence that must not be missed, in its place on the page: what happened, what is safe, what to do.
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

export type NoticeTone = 'info' | 'good' | 'warn' | 'bad'

const looks = {
  info: { box: 'border-line bg-surface', mark: 'text-soft', Icon: Info },
  good: { box: 'border-good/40 bg-good-soft', mark: 'text-good', Icon: CircleCheck },
  warn: { box: 'border-warn/40 bg-warn-soft', mark: 'text-warn', Icon: TriangleAlert },
  bad: { box: 'border-bad/40 bg-bad-soft', mark: 'text-bad', Icon: CircleAlert },
} as const

interface NoticeProps {
  readonly tone?: NoticeTone
  readonly title?: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
  /** Read out as soon as it appears: for the answer to what the person just did. */
  readonly alert?: boolean
}

export function Notice({ tone = 'info', title, children, actions, alert = false }: NoticeProps) {
  const { box, mark, Icon } = looks[tone]
  return (
    <div role={alert ? 'alert' : undefined} className={`flex gap-3 rounded-lg border p-4 ${box}`}>
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${mark}`} />
      <div className="grid min-w-0 flex-1 gap-1">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className="grid gap-1 text-ink">{children}</div>}
        {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  )
}
