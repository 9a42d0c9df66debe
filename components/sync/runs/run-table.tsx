// The runs of a sync, newest first: why each ran, how it ended, how long it took.

import { Link } from '@/components/ui/links/link'
import { ScrollFrame } from '@/components/ui/scroll-frame'
import { Status } from '@/components/ui/status'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { amount } from '../figures'
import type { ItemKind } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'
import { endWords, type RunText, readWords, resultWords, tookWords, triggerWords } from './run-words'

export interface RunLine extends RunText {
  readonly id: string
  readonly apiCalls: number
}

interface RunTableProps {
  readonly runs: readonly RunLine[]
  /** Of the provider whose account it is. */
  readonly label: string
  readonly kind: ItemKind
  /** The address of a run's page. */
  readonly pageOf: (runId: string) => string
  /** Of a run that wrote something: what undoing it would do. Absent where the viewer cannot undo. */
  readonly undoHref?: (runId: string) => string
}

export function RunTable({ runs, label, kind, pageOf, undoHref }: RunTableProps) {
  return (
    <ScrollFrame label="Recent runs">
      <table className="stack-table w-full border-collapse text-left">
        <caption className="sr-only">Recent runs, newest first</caption>
        <thead>
          <tr className="text-xs text-soft">
            {['When', 'Why', 'Outcome', wordsOf(kind).numbers, 'Took'].map((name) => (
              <th
                key={name}
                scope="col"
                className="px-3 py-2 font-medium whitespace-nowrap first:pl-4 last:pr-4"
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <RunRow key={run.id} run={run} label={label} kind={kind} pageOf={pageOf} undoHref={undoHref} />
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  )
}

interface RunRowProps extends Omit<RunTableProps, 'runs' | 'undoHref'> {
  readonly run: RunLine
  readonly undoHref: RunTableProps['undoHref'] | undefined
}

function RunRow({ run, label, kind, pageOf, undoHref }: RunRowProps) {
  const end = endWords(run, label)
  return (
    <tr className="border-t border-line align-top">
      <td className="px-3 py-2 whitespace-nowrap md:pl-4">
        <Link href={pageOf(run.id)} className="prose-link inline-block min-h-6">
          <RelativeTime at={run.createdAt} />
        </Link>
      </td>
      <td className="min-w-32 px-3 py-2">
        {triggerWords(run)}
        <span className="block text-xs text-soft">{readWords(run)}</span>
      </td>
      <td className="px-3 py-2 whitespace-nowrap">
        <Status tone={end.tone}>{end.word}</Status>
      </td>
      <td data-label={wordsOf(kind).numbers} className="min-w-32 px-3 py-2">
        {resultWords(run, kind)}
        {undoHref && run.endedAt && run.applied > 0 && (
          <Link href={undoHref(run.id)} className="block w-fit py-1 text-xs underline">
            Undo this run
          </Link>
        )}
      </td>
      <td data-label="Took" className="px-3 py-2 whitespace-nowrap">
        {tookWords(run)}
        <span className="block text-xs text-soft">{amount(run.apiCalls, 'API call')}</span>
      </td>
    </tr>
  )
}
