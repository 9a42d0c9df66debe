// What undoing an action on many contacts would do, or one contact of it, or one field of that, and **Undo**.
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { actionWords } from '@/components/contacts/undo/action-words'
import { HereUndoPanels } from '@/components/contacts/undo/here-preview'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { requireUser } from '@/lib/auth/session'
import { FIELD_NAMES, FIELDS } from '@/lib/domains/contacts/value/fields'
import type { Query } from '@/lib/http/query'
import { ANY_PROVIDER, labelOf } from '@/lib/providers/registry'
import { previewHere } from '@/lib/store/undo/here'
import type { HereScope } from '@/lib/store/undo/here-plan'
import { addedThere } from '@/lib/store/undo/there'
import { undoChange } from '../actions'

export const metadata: Metadata = { title: 'Undo' }

const MOST = 50

const query = z.object({
  contact: z.uuid().optional(),
  field: z.enum(FIELD_NAMES).optional(),
  after: z.uuid().optional(),
})

interface UndoActionProps {
  readonly params: Promise<{ readonly id: string }>
  readonly searchParams: Promise<Query>
}

export default async function UndoAction({ params, searchParams }: UndoActionProps) {
  const { id } = await params
  const asked = query.safeParse(await searchParams)
  if (!z.uuid().safeParse(id).success || !asked.success) notFound()
  const here = `/contacts/activity/${id}`
  const user = await requireUser(here)
  const { contact, field, after } = asked.data
  const contactId = contact ?? null
  const scope: HereScope = { actionId: id, editId: null, contactId, field: (contact ? field : null) ?? null }
  const [preview, there] = await Promise.all([
    previewHere(user, scope, after ?? null, MOST),
    scope.field ? [] : addedThere(user, { actionId: id, contactId }),
  ])
  const action = preview?.action
  if (!preview || !action) notFound()
  return (
    <Page
      title={titleOf(scope, preview.rows[0]?.name ?? '')}
      up={
        contact
          ? { href: here, label: 'Back to the whole action' }
          : { href: '/contacts/activity', label: 'Activity' }
      }
      intro={
        <>
          {actionWords(action)}, {action.userId !== user.userId && `by ${action.author ?? 'someone'}, `}
          <RelativeTime at={action.at} />
        </>
      }
      width="narrow"
    >
      {action.undo && !contact && (
        <Notice>
          {action.undo.isTakenBack ? (
            <p>
              This was undone, and the undo was undone <RelativeTime at={action.undo.at} />.
            </p>
          ) : (
            <p>
              This was undone <RelativeTime at={action.undo.at} />. To take that back, undo the undo in
              Activity.
            </p>
          )}
        </Notice>
      )}
      <HereUndoPanels
        scope={scope}
        preview={preview}
        there={there}
        label={ANY_PROVIDER}
        labelOf={labelOf}
        page={(more) => `${here}?${new URLSearchParams(more)}`}
        back="/contacts/activity"
        undo={undoChange}
      />
    </Page>
  )
}

function titleOf({ contactId, field }: HereScope, name: string): string {
  if (contactId === null) return 'Undo this action'
  return `Undo ${field === null ? '' : `${FIELDS[field].label} of `}${name || 'this contact'}`
}
