// A button that leads to another page, for what people call a button: a form without fields, so that it needs no script.

import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import type { Look } from '@/components/ui/button-class'
import { GoForm } from './link'

interface GoButtonProps {
  readonly to: string
  readonly params?: Readonly<Record<string, string>>
  readonly look?: Look
  /** What it leads to is a file to keep, not a page. */
  readonly file?: boolean
  /** Another control follows without a gap. */
  readonly joined?: boolean
  readonly children: ReactNode
}

export function GoButton({
  to,
  params = {},
  look = 'secondary',
  file = false,
  joined = false,
  children,
}: GoButtonProps) {
  const inside = (
    <>
      {Object.entries(params).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit" look={look} className={joined ? 'rounded-r-none' : ''}>
        {children}
      </Button>
    </>
  )
  return file ? (
    <form action={to} data-file>
      {inside}
    </form>
  ) : (
    <GoForm action={to}>{inside}</GoForm>
  )
}
