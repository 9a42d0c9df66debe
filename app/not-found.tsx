// For addresses that lead nowhere, and for what belongs to another firm.
import type { Metadata } from 'next'
import { NothingHere } from '@/components/ui/nothing-here'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <NothingHere title="Page not found" to={{ href: '/contacts', label: 'Go to contacts' }}>
      The address may be mistyped, or the item was removed.
    </NothingHere>
  )
}
