// What happened to the thing that a form edits while the form was open. Every form says it in the same words.
import type { ReactNode } from 'react'
import { list } from '@/components/sync/figures'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/time/relative-time'

/** The thing in one word. */
type What = 'contact' | 'matter' | 'event'

interface ChangedProps {
  readonly what: What
  readonly author: string
  readonly at: Date
  /** The fields that both changed, as their labels: the form keeps what the person typed. */
  readonly kept: readonly string[]
  /** The other person's changes. */
  readonly children: ReactNode
}

/** Someone else saved it, and the form has their changes now. */
export function ChangedElsewhere({ what, author, at, kept, children }: ChangedProps) {
  const fields = list(kept)
  return (
    <Notice tone="warn" title={`This ${what} was changed while you were editing`} alert>
      <p>
        {author} saved it <RelativeTime at={at} />:
      </p>
      {children}
      <p>
        Nothing you typed is lost, and these changes are now in the form
        {fields ? ` except in ${fields}, where we kept what you typed` : ''}. Review it, then press Save
        again.
      </p>
    </Notice>
  )
}

/** `children`: what to do. */
export const DeletedElsewhere = ({
  what,
  children,
}: {
  readonly what: What
  readonly children: ReactNode
}) => (
  <Notice tone="warn" title={`This ${what} was deleted while you were editing`} alert>
    <p>{children}</p>
  </Notice>
)

export const NoLongerThere = ({ what }: { readonly what: What }) => (
  <Notice tone="warn" title={`This ${what} no longer exists`} alert>
    <p>What you typed is still here. To keep it, copy it into a new {what}.</p>
  </Notice>
)
