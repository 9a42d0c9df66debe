// The page at an address where nothing is, or no longer.
import type { ReactNode } from 'react'
import { ButtonLink } from './links/button-link'
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
    <Page title={title} intro={children} width="narrow">
      <ButtonLink href={to.href} look="primary" className="justify-self-start">
        {to.label}
      </ButtonLink>
    </Page>
  )
}
