// The panel of a company's page with the people whose company it is.

import { amount } from '@/components/sync/figures'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Link } from '@/components/ui/links/link'
import { Panel } from '@/components/ui/page'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { Employees } from '@/lib/store/companies/companies'

interface CompanyPeopleProps {
  readonly contact: Contact
  readonly employees: Employees
}

export function CompanyPeople({ contact, employees: { people, total } }: CompanyPeopleProps) {
  if (contact.kind !== 'company') return null
  return (
    <Panel title="People" flush>
      {people.length === 0 && <p className="p-4 text-soft">No contact works for this company.</p>}
      <ul className="divide-y divide-line">
        {people.map(({ id, name, title }) => (
          <li key={id} className="px-4 py-2">
            <Link href={`/contacts/${id}`} className="prose-link">
              {name}
            </Link>{' '}
            {title && <span className="text-soft">{title}</span>}
          </li>
        ))}
      </ul>
      {total > people.length && (
        <div className="border-t border-line p-2">
          <ButtonLink href={`/contacts?${new URLSearchParams({ q: contact.company })}`} look="quiet">
            Search all {amount(total, 'person', 'people')}
          </ButtonLink>
        </div>
      )}
    </Panel>
  )
}
