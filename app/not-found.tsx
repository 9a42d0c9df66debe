// For addresses that lead nowhere, and for what belongs to another firm.
import type { Metadata } from 'next'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page } from '@/components/ui/page'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <Page title="There is nothing here" width="narrow">
      <EmptyState
        title="Page not found"
        actions={
          <ButtonLink href="/contacts" look="primary">
            Go to contacts
          </ButtonLink>
        }
      >
        The address may be mistyped, or the item was removed.
      </EmptyState>
    </Page>
  )
}
