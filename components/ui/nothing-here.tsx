// The page at an address where nothing is, or no longer.
import type { ReactNode } from 'react'
import { ButtonLink } from './button'
import { EmptyState } from './empty-state'
import { Page } from './page'

interface NothingHereProps {
  readonly title: string
  /** Where to go on. */
  readonly to: { readonly href: string; readonly label: string }
  /** Why nothing is here. */
  readonly children: ReactNode
}

export function NothingHere({ title, to, children }: NothingHereProps) {
  return (
    <Page title="There is nothing here" width="narrow">
      <EmptyState
        title={title}
        actions={
          <ButtonLink href={to.href} look="primary">
            {to.label}
          </ButtonLink>
        }
      >
        {children}
      </EmptyState>
    </Page>
  )
}
