// What the list of contacts offers beside its rows. On a phone all but New Person is in one menu, so that the first contact is near the top.
import { count } from '@/components/sync/figures'
import { ChevronDown } from '@/components/ui/icons'
import { ButtonLink } from '@/components/ui/links/button-link'
import { GoButton } from '@/components/ui/links/go-button'
import { Menu, type MenuLink } from '@/components/ui/menu'
import { ExportButtons } from '../export-buttons'
import { EXPORTS } from './export-links'

interface ListLinksProps {
  /** Groups of contacts that may be one person. */
  readonly duplicates: number
  readonly isAdmin: boolean
}

const linksOf = ({ duplicates, isAdmin }: ListLinksProps): readonly MenuLink[] => [
  { href: '/contacts/duplicates', name: duplicates > 0 ? `Duplicates (${count(duplicates)})` : 'Duplicates' },
  { href: '/contacts/companies', name: 'Company suggestions' },
  { href: '/contacts/activity', name: 'Activity' },
  ...(isAdmin ? [{ href: '/contacts/deleted', name: 'Deleted' }] : []),
]

export function ListActions(props: ListLinksProps) {
  return (
    <>
      <div className="flex flex-wrap gap-2 max-sm:hidden">
        <GoButton to="/contacts/import">Import</GoButton>
        <ExportButtons />
        <GoButton to="/contacts/new" params={{ kind: 'company' }}>
          New Company
        </GoButton>
      </div>
      <GoButton to="/contacts/new" params={{ kind: 'person' }} look="primary">
        New Person
      </GoButton>
      <div className="sm:hidden">
        <Menu
          summary={
            <>
              More <ChevronDown className="size-4" />
            </>
          }
          links={[
            { href: '/contacts/new?kind=company', name: 'New Company' },
            ...linksOf(props),
            { href: '/contacts/import', name: 'Import' },
            ...EXPORTS.map((one) => ({ ...one, name: `Export as ${one.name}` })),
          ]}
        />
      </div>
    </>
  )
}

/** How many contacts the list has, and the pages about all contacts. */
export function ListLinks({ found, ...props }: ListLinksProps & { readonly found: string }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-soft">
      <p data-number>{found}</p>
      <div className="flex flex-wrap items-center gap-x-4 max-sm:hidden">
        {linksOf(props).map(({ href, name }) => (
          <ButtonLink key={href} href={href} look="quiet">
            {name}
          </ButtonLink>
        ))}
      </div>
    </div>
  )
}
