// One line on pages that are about what is synced: what the sync needs its person for, and the way there.
import { Link } from '@/components/ui/links/link'
import { Status } from '@/components/ui/status'
import type { Need } from './need-words'

export const SyncNeed = ({ need }: { readonly need: Need }) => (
  <p className="flex flex-wrap items-center gap-x-3">
    <Status tone={need.grave ? 'bad' : 'warn'}>
      <span>{need.text}</span>
    </Status>
    <Link href={need.href} className="prose-link font-medium">
      {need.link}
    </Link>
  </p>
)
