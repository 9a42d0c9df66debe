// Links to pages of ours, and forms that lead to one. Plain HTML that the server draws; one listener of the shell opens the page without
// loading the shell again (components/shell/top-bar.tsx). Nothing is fetched before they are followed (docs/decisions/0531).
import type { ComponentProps, ReactNode } from 'react'

interface LinkProps extends ComponentProps<'a'> {
  readonly href: string
  /** False: the page that it opens stays scrolled as this one is. */
  readonly scroll?: boolean
}

export const Link = ({ scroll = true, children, ...rest }: LinkProps) => (
  <a {...rest} data-page={scroll ? 'top' : 'here'}>
    {children}
  </a>
)

interface GoFormProps {
  readonly action: string
  readonly id?: string
  readonly className?: string
  readonly children?: ReactNode
}

export const GoForm = (props: GoFormProps) => <form {...props} data-page="top" />
