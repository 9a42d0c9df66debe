// Items that a person took out of the sync, and the way back for each.
import { Day } from '@/components/ui/time/relative-time'
import { OneButton } from './small-forms'

export interface ExclusionLine {
  readonly id: string
  readonly name: string
  readonly at: Date
  readonly side: 'local' | 'remote' | 'both'
}

function whereWords(side: ExclusionLine['side'], label: string): string {
  switch (side) {
    case 'local':
      return 'only in Clio'
    case 'remote':
      return `only in ${label}`
    case 'both':
      return `in Clio and in ${label}`
  }
}

interface ExclusionListProps {
  readonly syncId: string
  /** When the list was read (lib/store/review/as-of.ts). */
  readonly asOf: string
  readonly lines: readonly ExclusionLine[]
  /** Of the provider whose account it is. */
  readonly label: string
  readonly include: (form: FormData) => Promise<void>
}

export function ExclusionList({ syncId, asOf, lines, label, include }: ExclusionListProps) {
  return (
    <ul className="divide-y divide-line">
      {lines.map(({ id, name, at, side }) => (
        <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 px-4 py-1.5">
          <p className="min-w-0">
            <span className="font-medium">{name}</span>{' '}
            <span className="text-soft">
              {whereWords(side, label)}, excluded on <Day at={at} />
            </span>
          </p>
          <OneButton action={include} fields={{ syncId, asOf, exclusionId: id }} look="quiet" whose={name}>
            Include again
          </OneButton>
        </li>
      ))}
    </ul>
  )
}
