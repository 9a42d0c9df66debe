// A new matter. Its id is made here, with the form: sending it twice makes one matter. `client` chooses a contact in advance.
import type { Metadata } from 'next'
import { saveMatterForm } from '@/app/matters/actions'
import { peopleOf } from '@/app/matters/load'
import { MatterForm } from '@/components/matters/matter-form'
import { typedMatter } from '@/components/matters/typed'
import { Page } from '@/components/ui/page'
import { requireUser } from '@/lib/auth/session'
import { EMPTY_MATTER } from '@/lib/domains/matters/matter'
import { contactNames } from '@/lib/store/matters/names'
import { isId } from '../params'

export const metadata: Metadata = { title: 'New matter' }

interface NewMatterProps {
  readonly searchParams: Promise<{ readonly client?: string }>
}

export default async function NewMatter({ searchParams }: NewMatterProps) {
  const user = await requireUser('/matters/new')
  const { client } = await searchParams
  const named = isId(client) ? await contactNames(user.firmId, [client]) : new Map()
  const clientId = client && named.get(client)?.deleted === false ? client : null
  const matter = { ...EMPTY_MATTER, clientId, responsibleId: user.userId }
  return (
    <Page title="New matter" width="narrow">
      <MatterForm
        id={crypto.randomUUID()}
        version={0}
        typed={typedMatter(matter, (id) => named.get(id)?.name ?? '')}
        people={await peopleOf(user.firmId)}
        cancel={clientId ? `/contacts/${clientId}` : '/matters'}
        save={saveMatterForm}
      />
    </Page>
  )
}
