// **Merge**: the contact that several would become, to be looked at and edited before anything is done.
import type { Metadata } from 'next'
import { z } from 'zod'
import { ContactLines, InAccounts } from '@/components/contacts/duplicates-group'
import { ContactForm } from '@/components/contacts/form/contact-form'
import { typedOf } from '@/components/contacts/form/understand'
import { amount } from '@/components/sync/figures'
import { ButtonLink } from '@/components/ui/links/button-link'
import { NothingHere } from '@/components/ui/nothing-here'
import { Notice } from '@/components/ui/notice'
import { Page, Panel } from '@/components/ui/page'
import { ShownOnce } from '@/components/ui/shown-once'
import { requireUser } from '@/lib/auth/session'
import { unite } from '@/lib/domains/contacts/merge/unite'
import { displayName } from '@/lib/domains/contacts/value/contact'
import { findProvider, labelOf } from '@/lib/providers/registry'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { type DuplicatesGroup, duplicateGroup } from '@/lib/store/duplicates/groups'
import { phoneRegionOf } from '@/lib/store/firm/firm'
import { mergeGroup } from '../actions'

export const metadata: Metadata = { title: 'Merge contacts' }

interface MergeProps {
  readonly params: Promise<{ readonly id: string }>
  readonly searchParams: Promise<{ readonly without?: string; readonly changed?: string }>
}

export default async function MergeContacts({ params, searchParams }: MergeProps) {
  const { id } = await params
  const user = await requireUser(`/contacts/duplicates/${id}`)
  const { without = '', changed } = await searchParams
  const group = z.uuid().safeParse(id).success ? await duplicateGroup(user, id) : null
  const left = without.split(',')
  const chosen = group?.contacts.filter((row) => !left.includes(row.id)) ?? []
  const [first, ...others] = chosen
  if (!group || !first || others.length === 0)
    return (
      <NothingHere title="No duplicates" to={{ href: '/contacts/duplicates', label: 'Duplicates' }}>
        These contacts have since been merged, deleted or kept separate.
      </NothingHere>
    )
  const region = await phoneRegionOf(user.firmId)
  const survivor = contactFromRow(first)
  const united = unite([survivor, ...others.map(contactFromRow)], region)
  const shown = chosen.map((row) => ({ id: row.id, version: row.version }))
  const without1 = (row: { readonly id: string }) =>
    `/contacts/duplicates/${id}?without=${[...left, row.id].filter(Boolean).join(',')}`
  return (
    <Page
      title={`Merge ${amount(chosen.length, 'contact')}`}
      width="narrow"
      intro="This is the contact that remains. Edit it as you like. Values that did not fit a field are in Notes."
    >
      {changed && (
        <Notice tone="warn" alert>
          One of these contacts changed in the meantime, so nothing was merged. Below is the updated result.
        </Notice>
      )}
      <ShownOnce names={['changed']} />
      <Panel title="Contacts to merge">
        <div className="grid gap-3">
          <ContactLines contacts={chosen} />
          {others.length > 1 && (
            <ul className="flex flex-wrap gap-2">
              {others.map((row) => (
                <li key={row.id}>
                  <ButtonLink href={without1(row)}>
                    Leave out {displayName(contactFromRow(row)) || 'No name'}
                  </ButtonLink>
                </li>
              ))}
            </ul>
          )}
          <p>
            The other contacts move to Deleted. Their account links, matters and history move to the contact
            you keep. You can undo the merge for 30 days on its page.
          </p>
          <InAccounts accounts={group.accounts.map(withProvider)} />
        </div>
      </Panel>
      <ContactForm
        key={shown.map((one) => `${one.id} ${one.version}`).join()}
        id={first.id}
        version={first.version}
        typed={typedOf(united)}
        onlyMine={null}
        tags={[]}
        allTags={null}
        cancel="/contacts/duplicates"
        submit="Merge contacts"
        more={{ shown: JSON.stringify(shown), group: id }}
        save={mergeGroup}
      />
    </Page>
  )
}

function withProvider(account: DuplicatesGroup['accounts'][number]) {
  const contacts = findProvider(account.provider)?.collections.contacts
  const joins = contacts?.joins ? { ...contacts.joins, product: contacts.product } : null
  return { ...account, label: labelOf(account), joins }
}
