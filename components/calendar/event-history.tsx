// What was done to an event, newest first: who, when, and the fields as they were and became.
import { fieldWords } from '@/components/calendar/field-words'
import { FromTo } from '@/components/ui/from-to'
import { History, ValuesGone } from '@/components/ui/history'
import { changedFields } from '@/lib/domains/events/value/diff'
import type { Zone } from '@/lib/domains/events/value/event'
import { FIELDS } from '@/lib/domains/events/value/fields'
import type { EventEdit } from '@/lib/store/calendar/event-list'

interface EventHistoryProps {
  readonly edits: readonly EventEdit[]
  readonly zone: Zone
}

export const EventHistory = ({ edits, zone }: EventHistoryProps) => (
  <History
    steps={edits.map((edit) => ({
      id: edit.id,
      at: edit.at,
      words: whatHappened(edit),
      changes: edit.kind === 'edit' ? <Changes edit={edit} zone={zone} /> : null,
    }))}
  />
)

function Changes({ edit, zone }: { readonly edit: EventEdit; readonly zone: Zone }) {
  const { from, to } = edit
  if (!from || !to) return <ValuesGone />
  const fields = changedFields(from, to)
  if (fields.length === 0) return <p className="text-soft">Its place in a series or calendar changed.</p>
  return (
    <ul className="grid gap-1">
      {fields.map((field) => (
        <li key={field} className="min-w-0">
          <span className="text-soft">{FIELDS[field].label}: </span>
          <FromTo from={fieldWords(field, from, zone)} to={fieldWords(field, to, zone)} />
        </li>
      ))}
    </ul>
  )
}

function whatHappened({ kind, changeId, importId, author }: EventEdit): string {
  const who = author ?? (changeId === null ? 'someone' : 'the sync')
  switch (kind) {
    case 'create':
      return importId ? `Imported from a file by ${who}` : `Created by ${who}`
    case 'edit':
      return `Edited by ${who}`
    case 'delete':
      return `Deleted by ${who}`
    case 'restore':
      return `Restored by ${who}`
    case 'hide':
    case 'share':
    case 'merge':
    case 'unmerge':
      throw new Error(`no event is ${kind}d`)
  }
}
