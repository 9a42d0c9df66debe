// Compares what both sides say now and stores what should happen: the plan. It is made anew each time from observations, so a
// comparison cut off is simply made again. Chunks keep a server that runs this inside answering its pages. Once the plan is
// stored it stays as it is: what a person is shown of it, in a preview or where a guard holds, is what is carried out.
import { setImmediate as breathe } from 'node:timers/promises'
import { acknowledgedOf } from '@/lib/db/acknowledged'
import { changeRow, insertChanges } from '@/lib/db/change-row'
import { db, type Tx } from '@/lib/db/client'
import { nameExclusions } from '@/lib/db/exclusions'
import { takeOver } from '@/lib/db/keepers'
import { unsettled } from '@/lib/db/links'
import { mergedThere } from '@/lib/db/merged'
import { type OtherPerson, type Problem, problemOf } from '@/lib/db/problem'
import { moveRun } from '@/lib/db/run-moves'
import { othersSyncing } from '@/lib/db/syncs'
import { offersAgain, settingsInForce, toJson } from '@/lib/db/values'
import type { Guard } from '@/lib/sync/guard'
import type { Answers, Change } from '@/lib/sync/model'
import { type Between, bereftLinks, CHUNK, planLinked, planUnlinkedSides } from './compare-sides'
import { contextOf } from './context'
import { carryOver, EARLIER, type Earlier, earlierOf, showAgain } from './earlier'
import { guardsOf } from './guards'
import { linkCreated } from './replies'
import { inStep } from './step'
import type { Work } from './work'

export async function compareStep(work: Work): Promise<void> {
  if (await mustWarnOfOthers(work)) return
  const { run, sync } = work
  if (run.kind === 'first') {
    await goOnFromOthers(work)
    await nameExclusions(sync)
  }
  await linkCreated(work)
  const open = await unsettled(sync, { again: offersAgain(run, sync), unproven: unprovenSince(work) })
  const earlier = await earlierOf(run)
  const answers = await answersOf(sync, earlier)
  const total = open.links.length + open.contacts.length + open.entries.length
  await beginAnew(work, total)
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
async function goOnFromOthers(work: Work): Promise<void> {
  await inStep(work, (tx) => takeOver(tx, work.sync))
}

/** Clears away what an earlier attempt planned. */
async function beginAnew(work: Work, total: number): Promise<void> {
  const { id } = work.run
  await inStep(work, async (tx) => {
    await tx.run.update({ where: { id }, data: { done: 0, total } })
    await tx.change.deleteMany({ where: { runId: id } })
  })
}

/** What was sent after this may be in the account without showing in its lists yet. */
function unprovenSince({ run, provider }: Work): Date {
  const readAt = run.startedAt ?? run.createdAt
  return new Date(readAt.getTime() - provider.limits.lagMs)
}

/**
 * Before the sync's first start: somebody else of the firm may keep the same list in step already. Later on both lists are the
 * firm's. Asked again where somebody started since whom the person was not shown.
 */
async function mustWarnOfOthers(work: Work): Promise<boolean> {
  const { run, sync, connection } = work
  if (run.kind !== 'first' || sync.startedAt !== null) return false
  const people = await othersSyncing(sync.firmId, connection.userId, sync.id)
  const seen = acknowledgedOf(run)?.problem
  const known = new Set(seen?.kind === 'others' ? seen.people.map(whoSyncs) : [])
  if (people.every((one) => known.has(whoSyncs(one)))) return false
  await inStep(work, (tx) => hold(tx, run.id, 'others', { kind: 'others', people }))
  return true
}

const whoSyncs = ({ name, since }: Pick<OtherPerson, 'name' | 'since'>) => `${since.getTime()} ${name}`

/** From now on it waits for its person. What they are shown has a number of its own, which they answer with. */
async function hold(tx: Tx, id: string, waitKind: 'guard' | 'others', problem: Problem): Promise<void> {
  const asks = { waitKind, waitUntil: null, problem: toJson(problem), revision: { increment: 1 } }
  await tx.run.update({ where: { id }, data: asks })
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
  const { run, newId, now } = work
  const times = { now: now(), unproven: unprovenSince(work) }
  const carried = (run.kind === 'first' ? showAgain : carryOver)(changes, earlier, times)
  const held = await guardsOf(work, changes, carried)
  const holds = held.length > 0 && run.kind !== 'first'
  // What is held may come to nothing: until then what waits stays where it is, with its answers.
  const fresh = holds ? carried.fresh.filter(({ begin }) => begin.state === undefined) : carried.fresh
  for (let at = 0; at < fresh.length; at += CHUNK) {
    const rows = fresh
      .slice(at, at + CHUNK)
      .map(({ change, begin }) =>
        changeRow(run, change, newId(), begin, change.kind === 'question' ? between(change) : []),
      )
    await inStep(work, (tx) => insertChanges(tx, rows))
    await breathe()
  }
  await inStep(work, async (tx) => {
    if (!holds)
      await tx.change.updateMany({
        where: { id: { in: [...carried.superseded] }, state: { in: [...EARLIER] } },
        data: { state: 'superseded' },
      })
    const settings = toJson(settingsInForce(work.sync))
    await tx.run.update({ where: { id: run.id }, data: { same, settings } })
    await goOn(tx, work, held)
  })
}

async function goOn(tx: Tx, { run, now }: Work, held: readonly Guard[]): Promise<void> {
  const over = { done: 0, total: null }
  const problem = held.length > 0 ? { problem: toJson({ kind: 'guard', guards: held }) } : {}
  if (run.kind === 'first')
    await moveRun(tx, run.id, 'comparing', 'ready', { ...over, ...problem, readyAt: now() })
  else if (held.length > 0) await hold(tx, run.id, 'guard', { kind: 'guard', guards: held, ...before(run) })
  else await moveRun(tx, run.id, 'comparing', 'applying', { ...over, applyingAt: now() })
}

/** What it stopped to ask about before it was compared again. */
function before(run: Work['run']): { readonly before?: readonly Guard[] } {
  const problem = problemOf(run.problem)
  return problem?.kind === 'guard' ? { before: problem.guards } : {}
}
