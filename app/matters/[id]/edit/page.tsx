// Editing a matter. The form carries the version it shows, so that a change made elsewhere meanwhile is never written over.
import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { saveMatterForm } from '@/app/matters/actions'
import { peopleOf } from '@/app/matters/load'
import { isId } from '@/app/matters/params'
import { MatterForm } from '@/components/matters/matter-form'
import { typedMatter } from '@/components/matters/typed'
import { Page } from '@/components/ui/page'
import { requireUser } from '@/lib/auth/session'
import { matterFromRow } from '@/lib/store/matters/matter-row'
import { matterOf } from '@/lib/store/matters/matters'
import { namesIn } from '@/lib/store/matters/names'

export const metadata: Metadata = { title: 'Edit matter' }

export default async function EditMatter({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params
  if (!isId(id)) notFound()
  const user = await requireUser(`/matters/${id}/edit`)
  const row = await matterOf(user.firmId, id)
  if (!row) notFound()
  if (row.deletedAt) redirect(`/matters/${id}`)
  const matter = matterFromRow(row)
  const [name, users] = await Promise.all([namesIn(user.firmId, [matter]), peopleOf(user.firmId)])
  const { responsibleId } = matter
  // A responsible person who left the firm stays until another one is chosen.
  const isHere = !responsibleId || users.some((one) => one.id === responsibleId)
  const people = isHere
    ? users
    : [...users, { id: responsibleId, name: `${name(responsibleId)} (left the firm)` }]
  return (
    <Page title={`Edit matter ${matter.number}`} width="narrow">
      <MatterForm
        id={id}
        version={row.version}
        typed={typedMatter(matter, name)}
        people={people}
        cancel={`/matters/${id}`}
        save={saveMatterForm}
      />
    </Page>
  )
}
