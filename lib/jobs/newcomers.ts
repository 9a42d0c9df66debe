// One firm, one contact: what is about to be added here may have come meanwhile, by another person's sync, by hand or from the
// bin. Whoever adds contacts looks first, one sync of a firm at a time, and meets those that its plan did not know.
import { changeRow, insertChanges, type StoredChange } from '@/lib/db/change-row'
import { replan } from '@/lib/db/changes'
import type { Tx } from '@/lib/db/client'
import { lockAdditions, newcomersOf } from '@/lib/db/newcomers'
import { entryFromContact } from '@/lib/db/pairs'
import type { Change } from '@/lib/sync/model'
import { plan } from '@/lib/sync/plan'
import { candidatesBetween } from './compare-sides'
import { contextOf } from './context'
import { countDone, supersede } from './settle'
import type { Current, Work } from './work'

/** Those of the changes that may still be carried out. Until the transaction ends, no other sync of the firm adds contacts. */
export async function meetNewcomers(
  tx: Tx,
  work: Work,
  current: readonly Current[],
): Promise<readonly Current[]> {
  const additions = current.filter(addsHere)
  if (additions.length === 0) return current
  await lockAdditions(tx, work.sync.firmId)
  const met = await meetings(tx, work, additions)
  if (met.size === 0) return current
  for (const { change } of additions) {
    const found = met.get(change.remoteId ?? '')
    if (found) await takeUp(tx, work, change, found)
  }
  return current.filter((item) => !addsHere(item) || !met.has(item.change.remoteId ?? ''))
}

export const addsHere = ({ change }: Current): boolean => change.body.local?.from === null

/** What becomes of the entries that are to be added and meet somebody, by remote id. */
async function meetings(
  tx: Tx,
  work: Work,
  additions: readonly Current[],
): Promise<ReadonlyMap<string, readonly Change[]>> {
  const local = (await newcomersOf(tx, work.run)).map(entryFromContact)
  if (local.length === 0) return new Map()
  const separate = await tx.separation.findMany({
    where: { syncId: work.sync.id, contactId: { in: local.map(({ id }) => id) } },
  })
  const context = contextOf(work, {
    linked: [],
    separate: separate.map(({ contactId, remoteId }) => ({ localId: contactId, remoteId })),
    conflicts: {},
  })
  const entries = additions.flatMap(({ pair }) => pair.remote ?? [])
  const { remote, candidates } = await candidatesBetween(tx, work.sync, local, entries, context)
  const { changes } = plan({ ...context, links: [], local, remote, candidates })
  const met = new Map<string, Change[]>()
  for (const change of changes)
    if (change.localId !== null && change.remoteId !== null)
      met.set(change.remoteId, [...(met.get(change.remoteId) ?? []), change])
  return met
}

/**
 * A background run leaves it to the next one, which comes at once and sees everybody. What was previewed goes on where it only
 * remembers that the two are one; whatever else it has become waits for its person.
 */
async function takeUp(tx: Tx, work: Work, change: StoredChange, found: readonly Change[]): Promise<void> {
  const { run, sync, now } = work
  const [only] = found
  if (run.kind === 'first' && only && only.kind !== 'question') {
    const goesOn = only.kind === 'link'
    await replan(tx, change.id, only, goesOn ? {} : { state: 'waiting', drifted: true })
    if (!goesOn) await countDone(tx, run.id, change)
    return
  }
  await supersede(tx, run.id, change)
  if (run.kind === 'first') await ask(tx, work, change, found)
  else await tx.sync.updateMany({ where: { id: sync.id, state: 'active' }, data: { nextCheckAt: now() } })
}

/** As a question of any run that goes on by itself. */
async function ask(tx: Tx, { run, newId }: Work, { body }: StoredChange, questions: readonly Change[]) {
  const between = body.local?.to ? [body.local.to] : []
  await insertChanges(
    tx,
    questions.map((question) => changeRow(run, question, newId(), { state: 'waiting' }, between)),
  )
}
