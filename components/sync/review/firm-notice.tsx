// One firm, several people: what the firm already has of this account, and whose accounts get the rest.
import { Notice } from '@/components/ui/notice'
import type { Totals } from '@/lib/store/runs/totals'
import type { SharedLists } from '@/lib/store/sync/shared-lists'
import { alreadyWords, reachesWords, sameListWords } from './firm-words'

interface FirmNoticeProps {
  readonly lists: SharedLists
  readonly totals: Pick<Totals, 'toLocal' | 'newHere' | 'onlyMine'>
  /** Of the provider whose account it is. */
  readonly label: string
}

export function FirmNotice({ lists, totals, label }: FirmNoticeProps) {
  const names = [...new Set(lists.others.map(({ name }) => name))]
  const same = sameListWords(lists)
  const { toLocal, newHere, onlyMine } = totals
  const reaches = reachesWords({ changed: toLocal - newHere, newHere, onlyMine }, names)
  const words = [alreadyWords(lists, label), reaches].filter(Boolean).join(' ')
  if (!same && !words) return null
  return (
    <Notice tone={same ? 'warn' : 'info'} {...(same && { title: same })} brief>
      {same && (
        <p>
          We recommend that only one person syncs a list that several people have. If this is the same list,
          discard this preview. If it is your own list, continue.
        </p>
      )}
      {words && <p data-number>{words}</p>}
    </Notice>
  )
}
