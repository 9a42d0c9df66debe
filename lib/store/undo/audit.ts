// What the audit says of an undo: what it took back, and whose that was.
import type { AuditEvent } from '@/lib/store/audit/record'
import type { ActionKind, RunKind } from '@/lib/store/database/generated/client'
import type { KindName } from '@/lib/store/kinds/kind'
import type { HereScope } from './here-plan'
import type { UndoRequest } from './request'

export interface Undone {
  /** The kind of the run or of the action; null of one change in a contact's history. */
  readonly undone: RunKind | ActionKind | null
  readonly of: KindName
  /** The contact or the event, if only one is undone. */
  readonly itemId: string | null
  /** Whose action it was. */
  readonly subjectId?: string | null
}

export function undoEvent(
  userId: string,
  scope: Partial<UndoRequest> | HereScope,
  { undone, of, itemId, subjectId }: Undone,
): AuditEvent {
  const eventId = of === 'events' && itemId !== null ? { eventId: itemId } : {}
  return {
    kind: 'sync.undo',
    userId,
    subjectId: subjectId ?? null,
    ...(of === 'contacts' && itemId !== null ? { contactId: itemId } : {}),
    detail: { ...scope, undone, of, ...eventId },
  }
}
