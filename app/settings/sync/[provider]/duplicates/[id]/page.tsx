// **Merge**: the contact that several of the account would become, to be looked at and edited before anything is done.
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { AccountLines } from '@/components/contacts/account-duplicates'
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
import { one, type Query } from '@/lib/http/query'
import { duplicatesPage, syncPage } from '@/lib/http/sync-paths'
import { type AccountContact, accountGroup } from '@/lib/store/duplicates/in-accounts'
import { phoneRegionOf } from '@/lib/store/firm/firm'
import { overviewOf } from '@/lib/store/sync/overview'
import { providerIn } from '../../provider'
import { mergeGroupThere } from '../actions'

interface MergeProps {
  readonly params: Promise<{ readonly provider: string; readonly id: string }>
  readonly searchParams: Promise<Query>
}

export const generateMetadata = async (props: MergeProps): Promise<Metadata> => ({
  title: `Merge contacts in ${(await providerIn(props)).label}`,
})

export default async function MergeThere({ params, searchParams }: MergeProps) {
  const { id } = await params
  const { name, label, collections } = await providerIn({ params })
  const list = duplicatesPage(name)
  const here = `${list}/${id}`
  const user = await requireUser(here)
  const query = await searchParams
  const sync = (await overviewOf(user, name))?.sync
  if (!sync) redirect(syncPage(name))
  const group = z.guid().safeParse(id).success ? await accountGroup(user, sync.id, id) : null
  const left = (one(query.without) ?? '').split(',')
  const chosen = group?.contacts.filter(({ remoteId }) => !left.includes(remoteId)) ?? []
  const [first, ...others] = chosen
  if (!first || others.length === 0)
    return (
      <NothingHere title="No duplicates" to={{ href: list, label: `Duplicates in ${label}` }}>
        These contacts have since been merged, deleted or kept separate.
      </NothingHere>
    )
  const region = await phoneRegionOf(user.firmId)
  const united = unite([first.contact, ...others.map(({ contact }) => contact)], region)
  const shown = chosen.map(({ remoteId, version }) => ({ remoteId, version }))
  const linked = chosen.filter(({ localId }) => localId !== null)
  const withoutOne = ({ remoteId }: AccountContact) =>
    `${here}?${new URLSearchParams({ without: [...left, remoteId].filter(Boolean).join(',') })}`
  const { joins } = collections.contacts
  return (
    <Page
      title={`Merge ${amount(chosen.length, 'contact')} in ${label}`}
      width="narrow"
      intro={`This is the contact that remains in ${label}. Edit it as you like. Values that did not fit a field are in Notes.`}
    >
      {one(query.changed) && (
        <Notice tone="warn" alert>
          One of these contacts changed in the meantime or is being merged already, so nothing was merged.
          Below is the updated result.
        </Notice>
      )}
      <ShownOnce names={['changed']} />
      <Panel title="Contacts to merge">
        <div className="grid gap-3">
          <AccountLines contacts={chosen} />
          {others.length > 1 && (
            <ul className="flex flex-wrap gap-2">
              {others.map((each) => (
                <li key={each.remoteId}>
                  <ButtonLink href={withoutOne(each)}>
                    Leave out {displayName(each.contact) || 'No name'}
                  </ButtonLink>
                </li>
              ))}
            </ul>
          )}
          <p>
            The first one gets the result and all labels. The others are deleted in {label}. You can undo this
            for 30 days: the deleted contacts are then created again.
          </p>
          <p>
            Not carried over, and not brought back by Undo: photos, stars and fields that Clio does not have,
            such as relations and events of the deleted contacts.
            {joins && (
              <>
                {' '}
                To keep those, use{' '}
                <a href={joins.url} rel="noreferrer" className="prose-link">
                  {joins.name}
                </a>{' '}
                instead.
              </>
            )}
          </p>
          {linked.length > 1 && (
            <p>
              Clio has {linked.length} of these contacts. They stay: the contact that remains in {label} is
              synced with one of them, and you can merge them under Duplicates.
            </p>
          )}
        </div>
      </Panel>
      <ContactForm
        key={shown.map((each) => `${each.remoteId} ${each.version}`).join()}
        id={id}
        version={0}
        typed={typedOf(united)}
        onlyMine={null}
        tags={[]}
        allTags={null}
        cancel={list}
        submit="Merge contacts"
        more={{ shown: JSON.stringify(shown), survivor: first.remoteId }}
        save={mergeGroupThere.bind(null, name, id)}
      />
    </Page>
  )
}
