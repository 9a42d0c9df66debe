// A setting that is on or off.
import type { ReactNode } from 'react'

interface CheckProps {
  readonly name: string
  readonly checked: boolean
  readonly children: ReactNode
}

export const Check = ({ name, checked, children }: CheckProps) => (
  <label className="flex min-h-8 items-center gap-2">
    <input type="checkbox" name={name} defaultChecked={checked} className="size-4 shrink-0 accent-accent" />
    {children}
  </label>
)
