// The panel of a contact's page with the matters that it is tied to.
import { ButtonLink } from '@/components/ui/links/button-link'
import { Panel } from '@/components/ui/page'
import type { TiedMatter } from '@/lib/store/matters/of-contacts'
import { TiedMatters } from './tied-matters'

interface ContactMattersProps {
  readonly id: string
  readonly matters: readonly TiedMatter[]
  readonly isDeleted: boolean
}

export function ContactMatters({ id, matters, isDeleted }: ContactMattersProps) {
  if (isDeleted) return null
  const add = (
    <ButtonLink href={`/matters/new?client=${id}`} look="quiet" className="-mr-3">
      New matter
    </ButtonLink>
  )
  return (
    <Panel title="Matters" actions={add} flush>
      {matters.length > 0 ? <TiedMatters matters={matters} /> : <p className="p-4 text-soft">No matters.</p>}
    </Panel>
  )
}
