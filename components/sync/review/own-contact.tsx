'use client'
import { Button } from '@/components/ui/button'
// "Add it, too?": a contact that everyone sees, and the person may have it as a contact that only they see.
import { Link } from '@/components/ui/links/link'
import type { Detail } from '../detail'
import type { Row } from '../row'

interface OwnContactProps {
  readonly row: Pick<Row, 'open' | 'excluded'>
  readonly mine: Detail['mine']
  /** Of the provider whose account it is. */
  readonly label: string
  readonly busy: boolean
  readonly onAdd: () => void
  readonly onLeaveOut: () => void
}

export function OwnContact({ row, mine, label, busy, onAdd, onLeaveOut }: OwnContactProps) {
  if (row.excluded) return null
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="font-medium">
          {mine ? (
            <>
              You have{' '}
              <Link href={`/contacts/${mine.id}`} className="prose-link">
                {mine.name}
              </Link>{' '}
              as only mine. It may be the same person.
            </>
          ) : (
            'You had this person as only mine. That contact is deleted or shared now.'
          )}
        </p>
        <div className="flex flex-wrap gap-2">
          <Button
            aria-pressed={!row.open}
            busy={busy}
            onClick={onAdd}
            className={row.open ? '' : 'border-accent! bg-accent-soft!'}
          >
            Add it too
          </Button>
          <Button busy={busy} onClick={onLeaveOut}>
            Leave it out
          </Button>
        </div>
      </div>
      <p className="text-soft">
        Everyone in your firm sees this contact. Nobody else sees the one that is only yours, whatever you
        choose. If you add this one, {label} has both. If you leave it out, {label} keeps only yours, and
        edits of this one do not reach {label}.
      </p>
    </div>
  )
}
