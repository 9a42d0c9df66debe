// What a run has done so far, item by item, errors on top.
import { Link } from '@/components/ui/links/link'
import { Status } from '@/components/ui/status'
import { RelativeTime } from '@/components/ui/time/relative-time'

export interface DoneLine {
  readonly id: string
  readonly name: string
  /** Address of the item here; null where it has none. */
  readonly href: string | null
  readonly words: string
  readonly failed: boolean
  readonly at: Date | null
}

interface DoneListProps {
  readonly lines: readonly DoneLine[]
  /** The page that undoes one of them; without it none is undone here. */
  readonly undoHref?: (id: string) => string
}

export function DoneList({ lines, undoHref }: DoneListProps) {
  return (
    <ul className="divide-y divide-line">
      {lines.map((line) => (
        <li key={line.id} className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-2">
          <span className="min-w-0">
            <Name line={line} />{' '}
            <span className={line.failed ? '' : 'text-soft'}>
              {line.failed ? <Status tone="bad">{line.words}</Status> : line.words}
            </span>
          </span>
          <span className="flex gap-3 text-soft">
            {line.at && <RelativeTime at={line.at} />}
            {undoHref && !line.failed && (
              <Link href={undoHref(line.id)} className="underline">
                Undo<span className="sr-only"> “{line.name}”</span>
              </Link>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

const Name = ({ line }: { readonly line: DoneLine }) =>
  line.href ? (
    <Link href={line.href} className="mr-2 font-medium hover:underline">
      {line.name}
    </Link>
  ) : (
    <span className="mr-2 font-medium">{line.name}</span>
  )
