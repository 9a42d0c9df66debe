// What is unusual about what is shown, and what has happened since it was compared: neither is done unseen.
import { Notice } from '@/components/ui/notice'
import type { Asked } from '@/lib/store/review/asked'
import { sinceWords } from '../asked-words'
import { GuardNotice } from '../guard-notice'
import type { ItemKind } from '../kinds/kind-words'
import type { Finish } from './start-forms'

interface AskedNoticeProps {
  readonly asked: Asked
  readonly review: Finish['kind']
  /** Of the provider whose account it is. */
  readonly label: string
  readonly kind: ItemKind
}

export function AskedNotice({ asked, review, label, kind }: AskedNoticeProps) {
  const since = review === 'waiting' ? [] : sinceWords(asked, review, kind)
  return (
    <>
      {asked.guards.length > 0 && (
        <GuardNotice guards={asked.guards} before={asked.before} label={label} kind={kind} brief />
      )}
      {since.length > 0 && (
        <Notice tone="info" title="Changed since compared" brief>
          {since.map((words) => (
            <p key={words}>{words}</p>
          ))}
        </Notice>
      )}
    </>
  )
}
