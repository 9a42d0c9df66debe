// A new person or company. The contact's id is made here, with the form: sending it twice makes one contact.
import type { Metadata } from 'next'
import { saveContact } from '@/app/contacts/actions'
import { ContactForm } from '@/components/contacts/form/contact-form'
import { typedOf } from '@/components/contacts/form/understand'
import { Page } from '@/components/ui/page'
import { requireUser } from '@/lib/auth/session'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { tagsOf } from '@/lib/store/tags/tags'

interface NewContactProps {
  readonly searchParams: Promise<{ readonly kind?: string }>
}

async function kindOf({ searchParams }: NewContactProps) {
  return (await searchParams).kind === 'company' ? 'company' : 'person'
}

export async function generateMetadata(props: NewContactProps): Promise<Metadata> {
  return { title: `New ${await kindOf(props)}` }
}

export default async function NewContact(props: NewContactProps) {
  const kind = await kindOf(props)
  const user = await requireUser(`/contacts/new?kind=${kind}`)
  const all = await tagsOf(user)
  return (
    <Page title={`New ${kind}`} width="narrow">
      <ContactForm
        id={crypto.randomUUID()}
        version={0}
        typed={typedOf({ ...EMPTY_CONTACT, kind })}
        onlyMine={false}
        tags={[]}
        allTags={all.map(({ name }) => name)}
        cancel="/contacts"
        save={saveContact}
      />
    </Page>
  )
}
