// What administrators did with the person's syncs, until the person has read it.
import { OneButton } from '@/components/sync/status/small-forms'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/time/relative-time'
import type { SyncNoticeView, ToldKind } from '@/lib/store/steering/notices'
import { readNoticesAction } from './steering-actions'

const DID: Readonly<Record<ToldKind, string>> = {
  'sync.request': 'started a check of your sync',
  'sync.pause': 'paused your sync',
  'sync.resume': 'resumed your sync',
  'sync.stop': 'stopped your sync',
  'sync.undo': 'undid a run of your sync',
}

export function DoneForYou({ notices }: { readonly notices: readonly SyncNoticeView[] }) {
  if (notices.length === 0) return null
  return (
    <Notice
      title="An administrator changed your sync"
      actions={
        <OneButton action={readNoticesAction} fields={notices.map(({ id }) => ['noticeId', id] as const)}>
          Got it
        </OneButton>
      }
    >
      <ul className="grid gap-1">
        {notices.map(({ id, kind, by, at, calendar }) => (
          <li key={id}>
            {by} {DID[kind]}
            {calendar !== null && ` of the calendar “${calendar}”`} <RelativeTime at={at} />.
          </li>
        ))}
      </ul>
    </Notice>
  )
}
