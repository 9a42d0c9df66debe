// Compares what both sides say now and stores what should happen: the plan. It is made anew each time from observations, so a
// comparison cut off is simply made again. Chunks keep a server that runs this inside answering its pages.
import { setImmediate as breathe } from 'node:timers/promises'
import { changeRow, insertChanges } from '@/lib/db/change-row'
import { db, withTransaction } from '@/lib/db/client'
import { nameExclusions } from '@/lib/db/exclusions'
import { takeOver } from '@/lib/db/keepers'
import { keepLane } from '@/lib/db/lanes'
import { unsettled } from '@/lib/db/links'
import { mergedThere } from '@/lib/db/merged'
import { othersSyncing } from '@/lib/db/syncs'
import { offersAgain, toJson } from '@/lib/db/values'
import type { Guard } from '@/lib/sync/guard'
import type { Answers, Change } from '@/lib/sync/model'
import { type Between, bereftLinks, CHUNK, planLinked, planUnlinkedSides } from './compare-sides'
import { contextOf } from './context'
import { carryOver, EARLIER, type Earlier, earlierOf, showAgain } from './earlier'
import { guardsOf } from './guards'
import type { Work } from './work'

export async function compareStep(work: Work): Promise<void> {
  if (await mustWarnOfOthers(work)) return
  const { run, sync } = work
  if (run.kind === 'first') {
    await goOnFromOthers(work)
    await nameExclusions(sync)
  }
  const open = await unsettled(sync, { again: offersAgain(run, sync), unproven: unprovenSince(work) })
  const earlier = await earlierOf(run)
  const answers = await answersOf(sync, earlier)
  const total = open.links.length + open.contacts.length + open.entries.length
  if (!(await beginAnew(work, total))) return
  const merged = await mergedThere(sync, work.region, offersAgain(run, sync))
  const context = { ...contextOf(work, answers), merged }
  const bereft = await bereftLinks(sync, open)
  const known = new Set(bereft.map(({ id }) => id))
  const linked = await planLinked(
    work,
    open.links.filter((id) => !known.has(id)),
    context,
  )
  const unlinked = await planUnlinkedSides(work, open, bereft, context, earlier)
  await keepPlan(
    work,
    [...linked.changes, ...unlinked.changes],
    open.same + linked.same,
    earlier,
    unlinked.between,
  )
}

/** Whoever of the firm kept this account in step before: what they and the account agreed on still holds. */
async function goOnFromOthers({ sync, lane }: Work): Promise<void> {
  await withTransaction(sync.firmId, async (tx) => {
    await keepLane(tx, lane)
    await takeOver(tx, sync)
  })
}

/** Clears away what an earlier attempt planned. False once the run is past comparing: its plan is somebody else's by then. */
async function beginAnew({ run, lane }: Work, total: number): Promise<boolean> {
  return withTransaction(run.firmId, async (tx) => {
    await keepLane(tx, lane)
    const begun = await tx.run.updateMany({
      where: { id: run.id, state: 'comparing' },
      data: { done: 0, total },
    })
    if (begun.count > 0) await tx.change.deleteMany({ where: { runId: run.id } })
    return begun.count > 0
  })
}

/** What was sent after this may be in the account without showing in its lists yet. */
function unprovenSince({ run, provider }: Work): Date {
  const readAt = run.startedAt ?? run.createdAt
  return new Date(readAt.getTime() - provider.limits.lagMs)
}

/** Before the sync's first start: somebody else of the firm may keep the same list in step already. Later on both lists are the firm's. */
async function mustWarnOfOthers({ run, sync, connection }: Work): Promise<boolean> {
  if (run.kind !== 'first' || sync.startedAt !== null || run.waitKind === 'acknowledged') return false
  const people = await othersSyncing(sync.firmId, connection.userId, sync.id)
  if (people.length === 0) return false
  await db(run.firmId).run.updateMany({
    where: { id: run.id, state: 'comparing' },
    data: { waitKind: 'others', problem: toJson({ kind: 'others', people }) },
  })
  return true
}

/** Answers given on earlier runs that are inputs of this one. */
async function answersOf(sync: Work['sync'], earlier: readonly Earlier[]): Promise<Answers> {
  const separate = await db(sync.firmId).separation.findMany({ where: { syncId: sync.id } })
  const pairs = earlier.flatMap((change) =>
    change.contactId && change.remoteId
      ? [{ localId: change.contactId, remoteId: change.remoteId, answers: change.answers }]
      : [],
  )
  return {
    linked: pairs.filter(({ answers }) => answers.samePerson === 'link'),
    separate: separate.map(({ contactId, remoteId }) => ({ localId: contactId, remoteId })),
    conflicts: Object.fromEntries(
      pairs.map(({ localId, remoteId, answers }) => [`${localId}|${remoteId}`, answers.conflicts ?? {}]),
    ),
  }
}

/** Stores the plan. A preview then waits for its person; any other run goes on, unless a guard holds it. */
async function keepPlan(
  work: Work,
  changes: readonly Change[],
  same: number,
  earlier: readonly Earlier[],
  between: Between,
) {
  const { run, lane, newId, now } = work
  const times = { now: now(), unproven: unprovenSince(work) }
  const carried = (run.kind === 'first' ? showAgain : carryOver)(changes, earlier, times)
  const held = await guardsOf(work, changes, carried)
  const holds = mustHold(run, held)
  // Behind a guard everything is planned once more: until then what waits stays where it is, with its answers.
  const fresh = holds ? carried.fresh.filter(({ begin }) => begin.state === undefined) : carried.fresh
  for (let at = 0; at < fresh.length; at += CHUNK) {
    const rows = fresh
      .slice(at, at + CHUNK)
      .map(({ change, begin }) =>
        changeRow(run, change, newId(), begin, change.kind === 'question' ? between(change) : []),
      )
    await withTransaction(run.firmId, async (tx) => {
      await keepLane(tx, lane)
      await insertChanges(tx, rows)
    })
    await breathe()
  }
  await withTransaction(run.firmId, async (tx) => {
    await keepLane(tx, lane)
    await tx.change.updateMany({
      where: { id: { in: holds ? [] : [...carried.superseded] }, state: { in: [...EARLIER] } },
      data: { state: 'superseded' },
    })
    await tx.run.updateMany({
      where: { id: run.id, state: 'comparing' },
      data: { same, ...nextOf(work, held) },
    })
  })
}

function nextOf({ run, now }: Work, held: readonly Guard[]) {
  const over = { done: 0, total: null, attempts: 0, waitUntil: null }
  const problem = held.length > 0 ? { problem: toJson({ kind: 'guard', guards: held }) } : {}
  if (run.kind === 'first')
    return { ...over, ...problem, state: 'ready' as const, readyAt: now(), waitKind: null }
  if (mustHold(run, held)) return { ...problem, waitKind: 'guard' }
  return { ...over, state: 'applying' as const, applyingAt: now(), waitKind: null }
}

const mustHold = (run: Work['run'], held: readonly Guard[]) =>
  held.length > 0 && run.kind !== 'first' && run.waitKind !== 'acknowledged'
