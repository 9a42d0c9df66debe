// Writes the local half of a batch of changes: one push to the firm's collection, in the same transaction as its results. A change that
// writes nothing to the account has its base recorded in that transaction too; for the others the link stores the halfway base.

import { isUndo } from '@/lib/engine/undo/plan-undo'
import type { Tx } from '@/lib/store/database/client'
import { withRows } from '@/lib/store/database/given-rows'
import type { AnyOutcome, AnyPush } from '@/lib/store/kinds/kind'
import { isAddedMine } from '@/lib/store/review/only-mine'
import { type NewLink, recordBases } from '@/lib/store/sync/links'
import { undoRequestOf } from '@/lib/store/undo/request'
import { completeChanges, type Done } from './complete-change'
import { concurrentCheck } from './concurrent-additions'
import { beforeMoves, moveBases } from './move-bases'
import { linkOf } from './new-link'
import { refuse } from './push'
import { inStep } from './step'
import type { PlacedTask, StepContext, Task } from './step-context'

/** Writes the local half. Returns the changes whose remote half is still to be written, as they are now. */
export async function writeHere(
  context: StepContext,
  planned: readonly PlacedTask[],
): Promise<readonly PlacedTask[]> {
  return inStep(context, async (tx) => {
    const tasks = await stillPlanned(tx, planned)
    const moving = await beforeMoves(tx, context, tasks)
    const outcomes = await pushHere(tx, context, tasks)
    await moveBases(tx, context, moving)
    const done: Done[] = []
    const left: Half[] = []
    for (const task of tasks) {
      const { change } = task
      const outcome = outcomes.get(change.id)
      if (outcome?.kind === 'rejected') {
        const { field, message } = outcome
        await refuse(tx, context, change, { kind: 'rejectedHere', field, message })
        continue
      }
      // Another writer edited or added the contact at the same time: the change is planned again.
      if (mustWrite(task) && outcome?.kind !== 'done') continue
      const written = outcome?.kind === 'done' ? outcome.item : null
      const version = written ? Number(written.version) : (change.writtenVersion ?? change.localVersion ?? 0)
      const createdId = written && isNewHere(task) ? written.id : null
      if (change.body.remote === null) done.push({ ...task, link: linkOf(context, task, createdId, version) })
      else if (isUpdateHere(task)) left.push(halfDone(context, task, version))
      else left.push(task)
    }
    await recordBases(
      tx,
      context.kind,
      done.flatMap(({ link }) => link ?? []),
      context.now(),
    )
    await completeChanges(tx, context, done)
    return rememberHalves(tx, context, left)
  })
}

/** Leaves out changes whose person was erased, or whose retention ended, since the step began. */
async function stillPlanned(tx: Tx, tasks: readonly PlacedTask[]): Promise<readonly PlacedTask[]> {
  const ids = tasks.map(({ change }) => change.id)
  const rows = await tx.$queryRaw<readonly { readonly id: string }[]>`
    select id from "Change" where id = any(${ids}::uuid[]) and "erasedAt" is null`
  const known = new Set(rows.map(({ id }) => id))
  return tasks.filter(({ change }) => known.has(change.id))
}

/** True if the change adds a contact that has no row here. A contact that was deleted here is restored instead. */
const isNewHere = ({ change, pair }: Task): boolean => change.body.local?.from === null && pair.local === null

/**
 * True if the change writes a contact that exists here. It is not written twice if an earlier worker wrote it and died before the remote
 * half.
 */
const isUpdateHere = ({ change, pair }: Task): boolean =>
  change.writtenVersion === null && change.body.local !== null && pair.local !== null

const mustWrite = (task: Task): boolean => isNewHere(task) || isUpdateHere(task)

/** The collection's outcomes, by change id. */
async function pushHere(
  tx: Tx,
  context: StepContext,
  tasks: readonly PlacedTask[],
): Promise<ReadonlyMap<string, AnyOutcome>> {
  const { userId } = context.connection
  const mine = new Set(tasks.flatMap(({ change }) => (isAddedMine(context.sync, change) ? change.id : [])))
  const here = context.kind.collection({
    tx,
    by: (changeId) => ({ userId: null, changeId, ownerId: mine.has(changeId) ? userId : null }),
    concurrent: concurrentCheck(tx, context, tasks),
    linked: (ids) => linkedOf(tx, context, ids),
  })
  const outcomes = await here.push(tasks.flatMap((task) => pushOf(task, context.newId) ?? []))
  return new Map(outcomes.map((outcome) => [outcome.ref, outcome]))
}

/**
 * The linked ones of these occurrences. An undo takes back what a run changed in a series also from the occurrences that took it over, even
 * if they were linked later.
 */
async function linkedOf(
  tx: Tx,
  { sync, run, kind }: StepContext,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const undone = undoRequestOf(run)?.runId
  const followed = undone ? await kind.occurrences?.followedHere(tx, ids, undone) : []
  const links = await tx.$queryRaw<readonly { readonly localId: string }[]>`
    select "localId" from "Link" where "firmId" = ${sync.firmId}::uuid and "syncId" = ${sync.id}::uuid and tombstone is null
      and "localId" = any(${[...ids]}::uuid[])`
  const known = new Set(links.map(({ localId }) => localId))
  for (const id of followed ?? []) known.delete(id)
  return known
}

function pushOf(task: PlacedTask, newId: () => string): AnyPush | null {
  const { id: ref, localId: id, localVersion, body } = task.change
  if (!body.local || !mustWrite(task)) return null
  const { from, to } = body.local
  if (to !== null && isNewHere(task)) {
    const uid = task.pair.remote?.uid ?? null
    return { kind: 'create', ref, key: newId(), to, place: task.place, uid }
  }
  if (id === null || localVersion === null) return null
  const version = String(localVersion)
  if (to === null) return { kind: 'delete', ref, id, version }
  return from
    ? { kind: 'update', ref, id, version, from, to, raw: null }
    : { kind: 'restore', ref, id, version, to }
}

type Half = PlacedTask & {
  /** What the link stores until the remote half is written; null if it stores nothing now. */
  readonly halfway?: NewLink | null
}

/** The local half is written. The link keeps the old versions, so every plan looks at it until the remote half is written. */
function halfDone(context: StepContext, task: PlacedTask, writtenVersion: number): Half {
  const { change, pair } = task
  const written = { ...task, change: { ...change, writtenVersion } }
  const { base, local, conflicts } = change.body
  // If the local half wrote nothing, the version has not changed, and the link stays as it was.
  const isSame = writtenVersion === change.localVersion
  if (isSame || !base || !local?.to || !pair.remote) return { ...written, halfway: null }
  const { domain, project } = context.kind
  // An undo moves the base of each side by what it takes back there, whatever the other side does.
  const halfway =
    isUndo(change.body) && pair.link
      ? { local: base.local, remote: pair.link.base.remote }
      : domain.halfway({ local: local.to, base, conflicts }, pair.remote.value, project)
  return {
    ...written,
    halfway: linkOf(context, task, null, change.localVersion ?? 0, pair.remote, halfway),
  }
}

/** Assigns these changes to the links that their local halves created or moved. */
async function rememberHalves(
  tx: Tx,
  context: StepContext,
  tasks: readonly Half[],
): Promise<readonly PlacedTask[]> {
  const links = tasks.flatMap(({ halfway }) => halfway ?? [])
  await recordBases(tx, context.kind, links, context.now())
  const halves = tasks.flatMap(({ change: { id, writtenVersion }, halfway }) =>
    halfway === undefined ? [] : [{ id, writtenVersion }],
  )
  if (halves.length === 0) return tasks
  const rows = await withRows(
    halves,
    (given) => tx.$queryRaw<readonly { id: string; linkId: string | null }[]>`
      update "Change" h set "writtenVersion" = w."writtenVersion", "linkId" = coalesce(
        (select l.id from "Link" l where l."syncId" = h."syncId" and l."localId" = h."localId"), h."linkId")
      from jsonb_to_recordset(${given}) as w(id uuid, "writtenVersion" int)
      where h.id = w.id
      returning h.id, h."linkId"`,
  )
  const linkIds = new Map(rows.map(({ id, linkId }) => [id, linkId]))
  return tasks.map(({ change, pair, place }) => ({
    place,
    change: { ...change, linkId: linkIds.get(change.id) ?? change.linkId },
    pair,
  }))
}
