// What an undo took back, in words. Pure.
import { FIELDS } from '@/lib/domains/contacts/value/fields'
import { FIELDS as EVENT_FIELDS } from '@/lib/domains/events/value/fields'
import { lookUp } from '@/lib/http/query'
import type { AuditEntry } from '@/lib/store/audit/beside'

const ACTIONS: Readonly<Record<string, string>> = {
  import: 'an import',
  delete: 'a deletion of contacts',
  addTag: 'an added tag',
  removeTag: 'a removed tag',
  sync: 'a choice to sync',
  doNotSync: 'a choice not to sync',
  undo: 'an undo',
}

/** "of one field (Job title) of one contact of an import by Ben Okafor, in Elsewhere", "of a run of Ben Okafor’s sync". */
export function undoWords({
  detail,
  subject,
  sync,
}: Pick<AuditEntry, 'detail' | 'subject' | 'sync'>): string {
  const { runId, actionId, editId, changeId, contactId, field, undone, of } = detail ?? {}
  const one = of === 'events' ? 'one event' : 'one contact'
  const parts = [
    ...(field ? [`one field (${fieldName(field, of)})`] : []),
    ...(!editId && (changeId || contactId) ? [one] : []),
    wholeWords(undone, runId, editId),
  ]
  const by = subject ? (runId ? ` of ${subject}’s sync` : ` by ${subject}`) : ''
  return `of ${parts.join(' of ')}${by}${actionId && sync ? `, in ${sync.label}` : ''}`
}

function wholeWords(undone: unknown, runId: unknown, editId: unknown): string {
  if (editId) return 'a change'
  return lookUp(ACTIONS, text(undone)) ?? (runId ? 'a run' : 'an action')
}

function fieldName(field: unknown, of: unknown): string {
  const fields: Readonly<Record<string, { readonly label: string }>> = of === 'events' ? EVENT_FIELDS : FIELDS
  return lookUp(fields, text(field))?.label ?? String(field)
}

const text = (value: unknown) => (typeof value === 'string' ? value : null)

/** The run that was undone. */
export function undoneRunOf({ kind, detail }: Pick<AuditEntry, 'kind' | 'detail'>): string | null {
  return kind === 'sync.undo' ? text(detail?.runId) : null
}
