// The local half of a batch of changes: contacts are created and updated in one transaction. Those that need nothing of the account
// have their base recorded in it as well; for the others the link stores the halfway base.

import { createManyContacts, updateManyContacts } from '@/lib/store/address-book/contact-bulk'
import type { Tx } from '@/lib/store/database/client'
import { type NewLink, recordBases } from '@/lib/store/sync/links'
import { completeChanges, type Done } from './complete-change'
import { addsHere, matchConcurrentAdditions } from './concurrent-additions'
import { linkOf } from './new-link'
import { inStep } from './step'
import type { StepContext, Task } from './step-context'

/** Returns the changes whose other half is still to be written to the account, as they are now. */
export async function writeHere(context: StepContext, planned: readonly Task[]): Promise<readonly Task[]> {
  return inStep(context, async (tx) => {
    const current = await matchConcurrentAdditions(tx, context, await stillPlanned(tx, planned))
    const created = await createHere(tx, context, current.filter(isNewHere))
    const written = await updateHere(tx, context, current.filter(isUpdateHere))
    const done: Done[] = []
    const left: Task[] = []
    for (const task of current) {
      const { change } = task
      // Edited in this very moment: the next step finds another version and plans it again.
      if (isUpdateHere(task) && !written.has(change.contactId ?? '')) continue
      const createdId = created.get(change.id) ?? null
      const version = createdId ? 1 : (change.contactVersion ?? 0) + (wroteHere(task) ? 1 : 0)
      if (change.body.remote === null) done.push({ ...task, link: linkOf(context, task, createdId, version) })
      else if (isUpdateHere(task)) left.push(halfDone(context, task, version))
      else left.push(task)
    }
    await recordBases(
      tx,
      context.sync,
      done.flatMap(({ link }) => link ?? []),
      context.now(),
    )
    await completeChanges(tx, context, done)
    return rememberHalves(tx, context, left)
  })
}

/** Without those whose person was erased, or whose time was over, since the step began. */
async function stillPlanned(tx: Tx, tasks: readonly Task[]): Promise<readonly Task[]> {
  const ids = tasks.map(({ change }) => change.id)
  const rows = await tx.change.findMany({ where: { id: { in: ids }, erasedAt: null }, select: { id: true } })
  const known = new Set(rows.map(({ id }) => id))
  return tasks.filter(({ change }) => known.has(change.id))
}

/** Adds a contact of which nothing is left here. What was deleted here and returns is updated. */
const isNewHere = (task: Task): boolean => addsHere(task) && task.pair.local === null

/** Writes a contact that is here already; not once more if an earlier worker did, and died before the other half. */
const isUpdateHere = (task: Task): boolean => task.change.writtenVersion === null && wroteHere(task)

/** By now, or since an earlier worker, our half of it is written. */
const wroteHere = ({ change, pair }: Task) => change.body.local !== null && pair.local !== null

/** The ids of the new contacts, by their change. */
async function createHere(
  tx: Tx,
  context: StepContext,
  current: readonly Task[],
): Promise<ReadonlyMap<string, string>> {
  const created = current.flatMap(({ change }) => {
    const contact = change.body.local?.to
    return contact ? [{ changeId: change.id, id: context.newId(), contact }] : []
  })
  await createManyContacts(
    context.sync.firmId,
    created.map(({ changeId, id, contact }) => ({ id, contact, by: { userId: null, changeId } })),
    tx,
  )
  return new Map(created.map(({ changeId, id }) => [changeId, id]))
}

/** The ids of the contacts that still had the version their change was planned on, and are written now. */
function updateHere(tx: Tx, { sync }: StepContext, updates: readonly Task[]): Promise<ReadonlySet<string>> {
  return updateManyContacts(
    sync.firmId,
    updates.flatMap(({ change: { id: changeId, contactId: id, contactVersion: version, body } }) => {
      const { from, to } = body.local ?? {}
      if (!id || version === null || !to) return []
      return [{ id, version, from: from ?? null, to, by: { userId: null, changeId } }]
    }),
    tx,
  )
}

type Half = Task & {
  /** What the link remembers of it until the account has its part, too; null where none is to be remembered now. */
  readonly halfway?: NewLink | null
}

/** Our half is written. The link keeps the versions of before, so that every plan looks at it until the other half is. */
function halfDone(context: StepContext, task: Task, writtenVersion: number): Half {
  const { change, pair } = task
  const written = { ...task, change: { ...change, writtenVersion } }
  const { base, local, conflicts } = change.body
  if (!base || !local?.to || !pair.remote) return { ...written, halfway: null }
  const { remote } = context.project
  const halfway = context.domain.halfway({ local: local.to, base, conflicts }, pair.remote.value, { remote })
  return {
    ...written,
    halfway: linkOf(context, task, null, change.contactVersion ?? 0, pair.remote, halfway),
  }
}

/** From now on these changes belong to the links that their halves made, or moved. */
async function rememberHalves(
  tx: Tx,
  context: StepContext,
  tasks: readonly Half[],
): Promise<readonly Task[]> {
  const links = tasks.flatMap(({ halfway }) => halfway ?? [])
  await recordBases(tx, context.sync, links, context.now())
  const halves = tasks.flatMap(({ change, halfway }) => (halfway === undefined ? [] : [change.id]))
  if (halves.length === 0) return tasks
  const rows = await tx.$queryRaw<readonly { id: string; linkId: string | null }[]>`
    update "Change" h set "writtenVersion" = h."contactVersion" + 1, "linkId" = coalesce(
      (select l.id from "Link" l where l."syncId" = h."syncId" and l."contactId" = h."contactId"), h."linkId")
    where h.id = any(${halves}::uuid[])
    returning h.id, h."linkId"`
  const linkIds = new Map(rows.map(({ id, linkId }) => [id, linkId]))
  return tasks.map(({ change, pair }) => ({
    change: { ...change, linkId: linkIds.get(change.id) ?? change.linkId },
    pair,
  }))
}
