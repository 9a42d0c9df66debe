// What undoing one change of a contact would do, or one field of it, and **Undo**.
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { undoChange } from '@/app/contacts/activity/actions'
import { HereUndoPanels } from '@/components/contacts/undo/here-preview'
import { Page } from '@/components/ui/page'
import { requireUser } from '@/lib/auth/session'
import { FIELD_NAMES, FIELDS } from '@/lib/domains/contacts/value/fields'
import type { Query } from '@/lib/http/query'
import { ANY_PROVIDER, labelOf } from '@/lib/providers/registry'
import { previewHere } from '@/lib/store/undo/here'
import type { HereScope } from '@/lib/store/undo/here-plan'

export const metadata: Metadata = { title: 'Undo a change' }

const query = z.object({ field: z.enum(FIELD_NAMES).optional() })
const path = z.object({ id: z.uuid(), editId: z.uuid() })

interface UndoEditProps {
  readonly params: Promise<{ readonly id: string; readonly editId: string }>
  readonly searchParams: Promise<Query>
}

export default async function UndoEdit({ params, searchParams }: UndoEditProps) {
  const of = path.safeParse(await params)
  const asked = query.safeParse(await searchParams)
  if (!of.success || !asked.success) notFound()
  const { id: contactId, editId } = of.data
  const contactPage = `/contacts/${contactId}`
  const here = `${contactPage}/undo/${editId}`
  const user = await requireUser(here)
  const field = asked.data.field ?? null
  const scope: HereScope = { actionId: null, editId, contactId, field }
  const preview = await previewHere(user, scope, null, 1)
  if (!preview) notFound()
  return (
    <Page
      title={field ? `Restore ${FIELDS[field].label}` : 'Undo this change'}
      up={{ href: contactPage, label: preview.rows[0]?.name || 'Back to the contact' }}
      intro="Connected accounts get the values with their next sync."
      width="narrow"
    >
      <HereUndoPanels
        scope={scope}
        preview={preview}
        there={[]}
        label={ANY_PROVIDER}
        labelOf={labelOf}
        page={({ field }) => (field ? `${here}?field=${field}` : here)}
        back={contactPage}
        undo={undoChange}
      />
    </Page>
  )
}
