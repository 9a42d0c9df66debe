// The companies that people name and that are no contact yet, here and in the person's preview: each becomes one only if it is chosen.
import type { Metadata } from 'next'
import { amount } from '@/components/sync/figures'
import { SubmitButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { ShownOnce } from '@/components/ui/shown-once'
import { safePath } from '@/lib/auth/return-to'
import { requireUser } from '@/lib/auth/session'
import { companiesMissing } from '@/lib/store/companies/missing-companies'
import { addChosenCompanies } from './actions'
import { MOST_COMPANIES } from './most'

export const metadata: Metadata = { title: 'Company suggestions' }

interface CompaniesProps {
  readonly searchParams: Promise<{ readonly added?: string; readonly from?: string | string[] }>
}

export default async function Companies({ searchParams }: CompaniesProps) {
  const user = await requireUser('/contacts/companies')
  const [{ added, from }, missing] = await Promise.all([searchParams, companiesMissing(user)])
  const back = safePath(from === undefined ? null : String(from), '')
  const shown = missing.slice(0, MOST_COMPANIES)
  return (
    <Page
      title="Company suggestions"
      intro="Your contacts, or people in your preview, work for these companies, but the companies are not contacts yet. Choose the ones to add. People keep their company either way."
      actions={
        <ButtonLink href={back || '/contacts'}>{back ? 'Back to the preview' : 'All contacts'}</ButtonLink>
      }
    >
      {added !== undefined && (
        <Notice tone={Number(added) > 0 ? 'good' : 'info'} alert>
          {Number(added) > 0
            ? `${amount(Number(added), 'company was', 'companies were')} added to your contacts.`
            : 'Nothing was added. Check the companies that should be contacts.'}
        </Notice>
      )}
      <ShownOnce names={['added']} />
      {shown.length === 0 ? (
        <EmptyState title="Nothing to suggest: every company is a contact already" />
      ) : (
        <form action={addChosenCompanies} className="grid gap-4">
          {back && <input type="hidden" name="from" value={back} />}
          <fieldset className="panel">
            <legend className="sr-only">Companies</legend>
            <ul className="divide-y divide-line">
              {shown.map(({ name, people }) => (
                <li key={name}>
                  <label className="flex min-h-8 items-center gap-3 px-4 py-2">
                    <input type="checkbox" name="company" value={name} className="size-4 shrink-0" />
                    <span className="min-w-0 break-words">{name}</span>
                    <span data-number className="ml-auto shrink-0 text-soft">
                      {amount(people, 'person', 'people')}
                    </span>
                  </label>
                </li>
              ))}
            </ul>
          </fieldset>
          {missing.length > shown.length && (
            <p className="text-soft">
              and {amount(missing.length - shown.length, 'more company', 'more companies')}
            </p>
          )}
          <div>
            <SubmitButton>Add companies</SubmitButton>
          </div>
        </form>
      )}
    </Page>
  )
}
