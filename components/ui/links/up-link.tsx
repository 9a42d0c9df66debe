// The way back to the list that a page belongs to. With script it goes back to the list as it was left (components/shell/go-back.ts).
import { ChevronLeft } from '@/components/ui/icons'
import { Link } from './link'

interface UpLinkProps {
  readonly href: string
  readonly label: string
}

export const UpLink = ({ href, label }: UpLinkProps) => (
  <Link
    href={href}
    data-up
    className="inline-flex min-h-6 items-center gap-1 justify-self-start text-soft hover:text-ink"
  >
    <ChevronLeft className="size-4" />
    {label}
  </Link>
)
