// What goes wrong in the firm, by kind: the cause, what to do, how many items and people, since when.

import { ScrollFrame } from '@/components/ui/scroll-frame'
import { RelativeTime } from '@/components/ui/time/relative-time'
import type { ErrorGroup } from '@/lib/store/oversight/errors'
import { errorWords } from '../sync/error-words'
import { amount } from '../sync/figures'
import { viewOf } from '../sync/kinds'
import { wordsOf } from '../sync/kinds/words'
import { ColumnHeads } from './column-heads'

interface ErrorTableProps {
  readonly lines: readonly ErrorGroup[]
  /** Of the providers that may have refused. */
  readonly label: string
}

export function ErrorTable({ lines, label }: ErrorTableProps) {
  return (
    <ScrollFrame label="Errors">
      <table className="stack-table w-full border-collapse text-left">
        <caption className="sr-only">Errors by kind</caption>
        <thead>
          <tr className="text-xs text-soft">
            <ColumnHeads names={['Cause', 'Remedy', 'Affected', 'First seen', 'Last seen']} />
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const { cause, remedy } = errorWords({ ...line, message: '' }, label, viewOf(line.of))
            return (
              <tr key={`${line.of} ${line.kind} ${line.field}`} className="border-t border-line align-top">
                <th scope="row" className="px-4 py-2.5 font-medium">
                  {cause}
                </th>
                <td className="px-4 py-2.5 text-soft">{remedy.trim()}</td>
                <td className="px-4 py-2.5 whitespace-nowrap">
                  {amount(line.items, wordsOf(line.of).one)} of {amount(line.people, 'person', 'people')}
                  <span className="block max-w-64 text-xs whitespace-normal text-soft">
                    {line.names.join(', ')}
                    {line.people > line.names.length && ` and ${line.people - line.names.length} more`}
                  </span>
                </td>
                <td data-label="First seen" className="px-4 py-2.5 whitespace-nowrap">
                  <RelativeTime at={line.firstAt} />
                </td>
                <td data-label="Last seen" className="px-4 py-2.5 whitespace-nowrap">
                  <RelativeTime at={line.lastAt} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </ScrollFrame>
  )
}
