// For an event that is gone, and for an occurrence that its series no longer has.
import type { Metadata } from 'next'
import { NothingHere } from '@/components/ui/nothing-here'

export const metadata: Metadata = { title: 'Not found' }

export default function NoEvent() {
  return (
    <NothingHere title="Event not found" to={{ href: '/calendar', label: 'Go to calendar' }}>
      It was deleted, or its series changed and no longer has an event at that time.
    </NothingHere>
  )
}
