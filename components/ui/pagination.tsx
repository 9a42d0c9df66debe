// Links to the neighbouring pages of a list. Keyset pages have neighbours, no numbers.

import type { ReactNode } from 'react'
import { ChevronLeft, ChevronRight } from '@/components/ui/icons'
import { ButtonLink } from '@/components/ui/links/button-link'

interface PaginationProps {
  /** What is paged: "Contacts". */
  readonly label: string
  readonly previous: string | null
  readonly next: string | null
  /** Where we are: "101 to 200 of 12,318". */
  readonly children?: ReactNode
}

export function Pagination({ label, previous, next, children }: PaginationProps) {
  if (!previous && !next) return null
  return (
    <nav aria-label={`${label} pages`} className="flex flex-wrap items-center justify-between gap-3">
      <p data-number className="text-soft">
        {children}
      </p>
      <div className="flex gap-2">
        {previous && (
          <ButtonLink href={previous}>
            <ChevronLeft className="size-4" />
            Previous
          </ButtonLink>
        )}
        {next && (
          <ButtonLink href={next}>
            Next
            <ChevronRight className="size-4" />
          </ButtonLink>
        )}
      </div>
    </nav>
  )
}
