// The initials of a contact or a person: in a circle, of a company in a square. The color follows from the id, so it is the same on every page.
import { hueOf, initialsOf } from './initials'

interface AvatarProps {
  readonly id: string
  readonly name: string
  readonly company?: boolean
  readonly size?: 'small' | 'large'
}

const sizes = { small: 'size-7 text-xs', large: 'size-12 text-base' }

/** Decoration: the name stands beside it. */
export const Avatar = ({ id, name, company = false, size = 'small' }: AvatarProps) => (
  <span
    aria-hidden
    data-hue={hueOf(id)}
    className={`avatar inline-flex shrink-0 select-none items-center justify-center font-medium ${company ? 'rounded-md' : 'rounded-full'} ${sizes[size]}`}
  >
    {initialsOf(name) || '?'}
  </span>
)
