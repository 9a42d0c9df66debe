// Items that could not be synced: the cause, the remedy, and Retry for each or for all.
import { Retry } from './small-forms'

export interface FailureLine {
  readonly id: string
  readonly name: string
  readonly cause: string
  readonly remedy: string
}

interface FailureListProps {
  readonly syncId: string
  readonly lines: readonly FailureLine[]
  readonly retry: (form: FormData) => Promise<void>
}

export function FailureList({ syncId, lines, retry }: FailureListProps) {
  return (
    <ul className="divide-y divide-line">
      {lines.map(({ id, name, cause, remedy }) => (
        <li key={id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-2.5">
          <div className="min-w-0 flex-1 basis-64">
            <p>
              <span className="font-medium">{name}</span> <span className="text-bad">{cause}</span>
            </p>
            <p className="text-soft">{remedy}</p>
          </div>
          <Retry syncId={syncId} action={retry} change={{ id, name }} />
        </li>
      ))}
    </ul>
  )
}
