// Lines of an imported file, each with its number and what is to say about it.
import { amount } from '@/components/sync/figures'
import type { MatterProblem } from '@/lib/domains/matters/import/read-matters'

/** Lines that are shown. */
const MOST = 200

export function LineList({ lines }: { readonly lines: readonly MatterProblem[] }) {
  return (
    <>
      <ul className="divide-y divide-line">
        {lines.slice(0, MOST).map(({ line, number, reason }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is made once and never reordered
          <li key={at} className="px-4 py-2 break-words">
            <span data-number className="text-soft">
              Line {line}
              {number && `, ${number}`}:
            </span>{' '}
            {reason}
          </li>
        ))}
      </ul>
      {lines.length > MOST && (
        <p className="border-t border-line px-4 py-3 text-soft">
          And {amount(lines.length - MOST, 'more line')}.
        </p>
      )}
    </>
  )
}
