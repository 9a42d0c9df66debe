// What a sync will do, item by item, before it does anything; of a running sync, what waits for its owner.
import type { Metadata } from 'next'
import { reviewPage } from '@/lib/http/sync-paths'
import { reviewable } from './reviewable'
import { type PageProps, Shown } from './shown'

export const metadata: Metadata = { title: 'Review changes' }

export default function Preview(props: PageProps) {
  return <Shown path={reviewPage} of={reviewable} {...props} />
}
