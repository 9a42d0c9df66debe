// What waits in the running sync of a calendar for its owner.
import type { Metadata } from 'next'
import { waitingPage } from '@/lib/http/sync-paths'
import { waitingIn } from '../../../../preview/reviewable'
import { type PageProps, Shown } from '../../../../preview/shown'

export const metadata: Metadata = { title: 'Review changes' }

export default function CalendarWaiting(props: PageProps) {
  return <Shown path={waitingPage} of={waitingIn} {...props} />
}
