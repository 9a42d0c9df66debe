// The initials of a contact or a person in a circle. The color follows from the id, so it is the same on every page.
import { Building2 } from 'lucide-react'
import { hueOf, initialsOf } from './initials'

interface AvatarProps {
  readonly id: string
  readonly name: string
  readonly company?: boolean
  readonly size?: 'small' | 'large'
}

const sizes = { small: 'size-7 text-xs', large: 'size-12 text-base' }

/** Decoration: the name stands beside it. */
export function Avatar({ id, name, company = false, size = 'small' }: AvatarProps) {
  const initials = initialsOf(name)
  return (
    <span
      aria-hidden
      data-hue={hueOf(id)}
      className={`avatar inline-flex shrink-0 select-none items-center justify-center font-medium ${company ? 'rounded-md' : 'rounded-full'} ${sizes[size]}`}
    >
      {company || initials === '' ? <Building2 className="size-1/2" /> : initials}
    </span>
  )
}
