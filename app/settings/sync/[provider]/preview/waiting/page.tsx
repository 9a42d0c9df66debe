// What waits in a running sync for its owner, reachable while a guard holds the newest run as well.
import type { Metadata } from 'next'
import { waitingPage } from '@/lib/http/sync-paths'
import { waitingIn } from '../reviewable'
import { type PageProps, Shown } from '../shown'

export const metadata: Metadata = { title: 'Review changes' }

export default function WaitingPage(props: PageProps) {
  return <Shown path={waitingPage} of={waitingIn} {...props} />
}
