// A sentence that must not be missed, in its place on the page: what happened, what is safe, what to do.

import type { ReactNode } from 'react'
import { CircleAlert, CircleCheck, Info, TriangleAlert } from '@/components/ui/icons'

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
  /** Beside the words: for one short button. */
  readonly aside?: ReactNode
  /** On a narrow screen one line, which a check box opens: above a list that people came for. Readers hear all of it. */
  readonly brief?: boolean
}

export function Notice(props: NoticeProps) {
  const { tone = 'info', title, children, actions, alert = false, aside, brief = false } = props
  const { box, mark, Icon } = looks[tone]
  return (
    <div
      role={alert ? 'alert' : undefined}
      className={`flex gap-3 rounded-lg border p-4 ${box} ${brief ? 'brief-notice max-sm:px-3 max-sm:py-2' : ''}`}
    >
      <Icon className={`mt-0.5 size-4 shrink-0 ${mark}`} />
      <div data-words className="grid min-w-0 flex-1 gap-1">
        {title && (
          <p data-title className="font-medium">
            {title}
          </p>
        )}
        {children && <div className="grid gap-1 text-ink">{children}</div>}
        {actions && (
          <div data-more className="mt-2 flex flex-wrap gap-2">
            {actions}
          </div>
        )}
      </div>
      {aside && <div className="shrink-0">{aside}</div>}
      {brief && (
        <label className="prose-link shrink-0 rounded-sm sm:hidden">
          <input type="checkbox" className="sr-only" />
          More<span className="sr-only"> of this notice</span>
        </label>
      )}
    </div>
  )
}
