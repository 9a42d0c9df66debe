// Compares what both sides say now and stores what should happen: the plan. It is made anew each time from observations, so a
// comparison cut off is simply made again. Chunks keep a server that runs this inside answering its pages.
import { setImmediate as breathe } from 'node:timers/promises'
import type { Contact } from '@/lib/contacts/contact'
import { changeRow, insertChanges } from '@/lib/db/change-row'
import { db, withTransaction } from '@/lib/db/client'
import { entryFromRow } from '@/lib/db/entries'
import { keepLane } from '@/lib/db/lanes'
import { agree, type NewLink, type Unsettled, unsettled } from '@/lib/db/links'
import { entryFromContact, loadPairs, type Pair } from '@/lib/db/pairs'
import { othersSyncing } from '@/lib/db/syncs'
import { asSettings, toJson } from '@/lib/db/values'
import { holdsOf } from '@/lib/providers/holds'
import { type Guard, guards } from '@/lib/sync/guard'
import { findCandidates } from '@/lib/sync/match'
import type { Answers, Change, Entry } from '@/lib/sync/model'
import { type PlanContext, plan, planLink } from '@/lib/sync/plan'
import { carryOver, EARLIER, type Earlier, earlierOf, stillAsked } from './earlier'
import type { Work } from './work'

const CHUNK = 500

export async function compareStep(work: Work): Promise<void> {
  if (await mustWarnOfOthers(work)) return
  const { run, sync } = work
  const open = await unsettled(sync, { again: run.kind === 'first', unproven: unprovenSince(work) })
  const earlier = await earlierOf(sync.id, run.id)
  const answers = await answersOf(sync.id, earlier)
  const total = open.links.length + open.contacts.length + open.entries.length
  if (!(await beginAnew(work, total))) return
  const context = contextOf(work, answers)
  const bereft = await bereftLinks(sync, open.entries)
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

/** Clears away what an earlier attempt planned. False once the run is past comparing: its plan is somebody else's by then. */
async function beginAnew({ run, lane }: Work, total: number): Promise<boolean> {
  return withTransaction(async (tx) => {
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

function contextOf({ run, sync, connection }: Work, answers: Answers): PlanContext {
  return {
    answers,
    settings: asSettings(sync.settings),
    holds: holdsOf(connection.provider),
    again: run.kind === 'first',
  }
}

/** Before the first comparison: somebody else of the firm may keep the same list in step already. */
async function mustWarnOfOthers({ run, sync, connection }: Work): Promise<boolean> {
  if (run.kind !== 'first' || run.waitKind === 'acknowledged') return false
  const people = await othersSyncing(sync.firmId, connection.userId, sync.id)
  if (people.length === 0) return false
  await db().run.updateMany({
    where: { id: run.id, state: 'comparing' },
    data: { waitKind: 'others', problem: toJson({ kind: 'others', people }) },
  })
  return true
}

/** Answers given on earlier runs that are inputs of this one. */
async function answersOf(syncId: string, earlier: readonly Earlier[]): Promise<Answers> {
  const separate = await db().separation.findMany({ where: { syncId } })
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

/** Linked pairs, chunk by chunk. Pairs whose versions moved but whose contents did not are agreed on at once. */
async function planLinked(work: Work, ids: readonly string[], context: PlanContext) {
  const changes: Change[] = []
  let same = 0
  for (let at = 0; at < ids.length; at += CHUNK) {
    const rows = await db().link.findMany({ where: { id: { in: ids.slice(at, at + CHUNK) } } })
    const pairs = await loadPairs(work.sync, rows)
    const agreed: NewLink[] = []
    for (const { link, local, remote } of pairs.values()) {
      if (!link || !local || !remote) continue
      const planned = planLink(link, local, remote, context)
      if (planned.kind === 'change') changes.push(planned.change)
      else same += 1
      if (planned.kind === 'agree') agreed.push(agreedLink(link, local, remote, planned.base))
    }
    await withTransaction(async (tx) => {
      await keepLane(tx, work.lane)
      await agree(tx, work.sync, agreed, work.now())
      await tx.run.update({ where: { id: work.run.id }, data: { done: { increment: rows.length } } })
    })
  }
  return { changes, same }
}

function agreedLink(
  link: NonNullable<Pair['link']>,
  local: NonNullable<Pair['local']>,
  remote: NonNullable<Pair['remote']>,
  base: NewLink['base'],
): NewLink {
  return {
    id: link.id,
    contactId: local.id,
    remoteId: remote.id,
    base,
    localVersion: Number(local.version),
    remoteVersion: remote.version,
  }
}

/**
 * Links whose remote end is gone while an unlinked entry carries the contact's key: it was created to bring the contact back,
 * and the reply was lost. They are planned together with what is unlinked.
 */
async function bereftLinks(sync: Work['sync'], remoteIds: readonly string[]) {
  const keyed = await db().entry.findMany({
    where: { syncId: sync.id, remoteId: { in: [...remoteIds] }, key: { not: null } },
    select: { key: true },
  })
  const contactIds = keyed.flatMap(({ key }) => (key && UUID.test(key) ? [key] : []))
  if (contactIds.length === 0) return []
  return db().link.findMany({
    where: { syncId: sync.id, tombstone: 'remote', contactId: { in: contactIds } },
  })
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

async function planUnlinkedSides(
  work: Work,
  open: Unsettled,
  bereft: Awaited<ReturnType<typeof bereftLinks>>,
  context: PlanContext,
  earlier: readonly Earlier[],
): Promise<{ readonly changes: readonly Change[]; readonly between: Between }> {
  const { sync, run } = work
  const local: Entry[] = []
  for (let at = 0; at < open.contacts.length; at += CHUNK) {
    const ids = open.contacts.slice(at, at + CHUNK)
    local.push(...(await db().contact.findMany({ where: { id: { in: ids } } })).map(entryFromContact))
  }
  const remote: Entry[] = []
  for (let at = 0; at < open.entries.length; at += CHUNK) {
    const ids = open.entries.slice(at, at + CHUNK)
    const where = { syncId: sync.id, remoteId: { in: ids } }
    remote.push(...(await db().entry.findMany({ where, omit: { raw: true } })).map(entryFromRow))
  }
  await breathe()
  const { separate } = context.answers
  const candidates = stillAsked(findCandidates(local, remote, { separate }), earlier, local, remote)
  await breathe()
  const pairs = [...(await loadPairs(sync, bereft)).values()]
  const { changes } = plan({
    ...context,
    links: pairs.flatMap(({ link }) => link ?? []),
    local: [...local, ...pairs.flatMap((pair) => pair.local ?? [])],
    remote: [...remote, ...pairs.flatMap((pair) => pair.remote ?? [])],
    candidates,
  })
  await db().run.update({
    where: { id: run.id },
    data: { done: { increment: local.length + remote.length } },
  })
  return { changes, between: contactsBetween(local, remote) }
}

/** The contacts of both ends of a change. */
type Between = (change: Change) => readonly Contact[]

function contactsBetween(local: readonly Entry[], remote: readonly Entry[]): Between {
  const contacts = new Map([...local, ...remote].map(({ id, contact }) => [id, contact]))
  return ({ localId, remoteId }) => [localId, remoteId].flatMap((id) => contacts.get(id ?? '') ?? [])
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
  const carried = carryOver(changes, earlier, { now: now(), unproven: unprovenSince(work) })
  const held = await guardsOf(work, changes)
  const holds = mustHold(run, held)
  // Behind a guard everything is planned once more: until then what waits stays where it is, with its answers.
  const fresh = holds ? carried.fresh.filter(({ begin }) => begin.state === undefined) : carried.fresh
  for (let at = 0; at < fresh.length; at += CHUNK) {
    const rows = fresh
      .slice(at, at + CHUNK)
      .map(({ change, begin }) =>
        changeRow(run, change, newId(), begin, change.kind === 'question' ? between(change) : []),
      )
    await withTransaction(async (tx) => {
      await keepLane(tx, lane)
      await insertChanges(tx, rows)
    })
    await breathe()
  }
  await withTransaction(async (tx) => {
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

async function guardsOf({ run, sync }: Work, changes: readonly Change[]): Promise<readonly Guard[]> {
  const linked = await db().link.count({ where: { syncId: sync.id, tombstone: null } })
  const gone = changes.filter((change) => change.kind === 'tombstone' && change.tombstone === 'remote').length
  return guards({
    linked,
    remoteGone: gone,
    deletes: changes.filter((change) => change.kind === 'deleteRemote').length,
    overwrites: changes.filter((change) => change.kind === 'update' && change.linkId !== null).length,
    total: run.full ? run.entriesTotal : null,
    read: run.full ? run.entriesRead : null,
  })
}
