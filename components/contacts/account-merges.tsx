// Merges that a person asked for in their account, and what became of each.
import { amount } from '@/components/sync/figures'
import { OneButton } from '@/components/sync/status/small-forms'
import { Panel } from '@/components/ui/page'
import { RelativeTime } from '@/components/ui/time/relative-time'
import type { AccountMergeView } from '@/lib/store/duplicates/account-merges'
import { Details } from './duplicates-group'

interface MergesProps {
  readonly merges: readonly AccountMergeView[]
  /** Of the provider. */
  readonly label: string
  readonly undo: (form: FormData) => Promise<void>
  readonly drop: (form: FormData) => Promise<void>
}

export const AccountMerges = ({ merges, label, undo, drop }: MergesProps) =>
  merges.length > 0 && (
    <Panel title={`Merges in ${label}`} intro="Of the last 30 days">
      <ul className="grid gap-3">
        {merges.map((merge) => {
          const name = merge.name || 'No name'
          return (
            <li
              key={merge.id}
              className="flex min-w-0 flex-wrap items-center justify-between gap-x-4 gap-y-2"
            >
              <div className="grid min-w-0 gap-0.5 break-words">
                <p>
                  <strong className="font-medium">{name}</strong>: {mergeWords(merge, label)}
                </p>
                <Details>{merge.problem ?? ''}</Details>
                <span className="text-soft">
                  Asked for <RelativeTime at={merge.at} />
                </span>
              </div>
              {merge.canUndo && (
                <OneButton action={undo} fields={{ merge: merge.id }} whose={name}>
                  Undo merge
                </OneButton>
              )}
              {merge.state === 'wanted' && (
                <OneButton action={drop} fields={{ merge: merge.id }} whose={name}>
                  Do not merge
                </OneButton>
              )}
            </li>
          )
        })}
      </ul>
    </Panel>
  )

/** What became of a merge. Pure. */
export function mergeWords({ state, count, deleted }: AccountMergeView, label: string): string {
  const contacts = amount(count, 'contact')
  switch (state) {
    case 'wanted':
      return `${contacts} wait to be merged`
    case 'sent':
    case 'updated':
      return `${contacts} are being merged`
    case 'merged':
      return `${contacts} were merged`
    case 'changed':
      return deleted > 0 ? `${contacts} were merged in part` : 'not merged'
    case 'refused':
      return `${label} does not accept the result. Nothing was merged`
    case 'undoing':
      return 'the merge is being undone'
    case 'undone':
      return 'the merge was undone'
  }
}
