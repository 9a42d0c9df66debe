// What the sync of a calendar will do, event by event.
import type { Metadata } from 'next'
import { reviewPage } from '@/lib/http/sync-paths'
import { reviewable } from '../../../preview/reviewable'
import { type PageProps, Shown } from '../../../preview/shown'

export const metadata: Metadata = { title: 'Review changes' }

export default function CalendarPreview(props: PageProps) {
  return <Shown path={reviewPage} of={reviewable} {...props} />
}
