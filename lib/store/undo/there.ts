// What an action added to the person's own accounts since: contacts that it created here, which a sync then created there. Its undo deletes
// them there only if the person asks for that. A run of kind undo does it, with the guards of every undo.

import { labelOf } from '@/lib/providers/registry'
import { db } from '@/lib/store/database/client'
import type { Actor } from '@/lib/store/firm/actor'
import { kindOf, WITH_KIND } from '@/lib/store/kinds/registry'
import { actionOf } from './actions'
import { allUndos } from './plan'
import type { UndoRequest } from './request'
import { type NotNow, openUndo, whyNotNow } from './undo'

export interface AddedThere {
  readonly syncId: string
  /** Of the provider. */
  readonly label: string
  readonly account: string
  /** Contacts that can be deleted there: the sync created them, and nobody edited them since. */
  readonly deletes: number
  readonly notNow: NotNow | null
}

/** An action, or one contact of it. */
export interface ActionScope {
  readonly actionId: string
  readonly contactId: string | null
}

const requestOf = ({ actionId, contactId }: ActionScope, deletesThere: number): UndoRequest => ({
  ...{ runId: null, changeId: null, field: null, actionId, contactId, deletesThere },
})

const ownContactSyncs = ({ firmId, userId }: Actor) =>
  db(firmId).sync.findMany({
    where: { firmId, kind: 'contacts', state: 'active', connection: { userId, disconnectedAt: null } },
    include: { ...WITH_KIND, connection: { include: { firm: { select: { phoneRegion: true } } } } },
    orderBy: { createdAt: 'asc' },
  })

export async function addedThere(actor: Actor, scope: ActionScope): Promise<readonly AddedThere[]> {
  const all: AddedThere[] = []
  for (const sync of await ownContactSyncs(actor)) {
    let deletes = 0
    for await (const undos of allUndos(kindOf(sync), requestOf(scope, Number.MAX_SAFE_INTEGER), db(actor)))
      deletes += undos.filter(({ change }) => change?.kind === 'deleteRemote').length
    const { accountEmail } = sync.connection
    if (deletes > 0)
      all.push({
        ...{ syncId: sync.id, label: labelOf(sync.connection), account: accountEmail, deletes },
        notNow: await whyNotNow(actor, sync),
      })
  }
  return all
}

/** `most`: by sync, the most that are deleted there: as many as the page showed. Returns whether all of them were started. */
export async function deleteThere(
  actor: Actor,
  scope: ActionScope,
  most: Readonly<Record<string, number>>,
): Promise<boolean> {
  const action = await actionOf(actor, scope.actionId)
  if (!action) return true
  const undone = { undone: action.kind, of: 'contacts', itemId: scope.contactId } as const
  let all = true
  for (const sync of await ownContactSyncs(actor)) {
    const deletes = most[sync.id] ?? 0
    if (deletes === 0) continue
    const notNow = await whyNotNow(actor, sync)
    const by = { ...undone, subjectId: action.userId }
    const started = notNow === null && (await openUndo(actor, sync, requestOf(scope, deletes), by))
    all &&= started !== false && started.kind === 'started'
  }
  return all
}
