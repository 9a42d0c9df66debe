// The account's half of a batch of changes: call by call, each followed by its own commit. What becomes of each contact is
// an outcome, so that one bad contact never holds up the rest.
import type { StoredChange } from '@/lib/db/change-row'
import type { Tx } from '@/lib/db/client'
import { saveEntries } from '@/lib/db/entries'
import type { Prisma } from '@/lib/db/generated/client'
import { claimLane, LaneLost } from '@/lib/db/lanes'
import { agree } from '@/lib/db/links'
import type { ChangeError } from '@/lib/db/values'
import { type Outcome, ProviderError, type Push } from '@/lib/providers/provider'
import { linkOf } from './new-link'
import { rememberShown } from './replies'
import { countDone, settle } from './settle'
import { inStep, mustStillRun, recordDone } from './step'
import type { Current, Work } from './work'

/** After so many tries the contact fails for now: somebody else is writing it all the time, or the account takes it up never. */
export const MOST_ATTEMPTS = 3
const STALE: ChangeError = { kind: 'stale', field: null, message: 'It keeps changing in the account.' }
const GONE: ChangeError = { kind: 'gone', field: null, message: 'It is not in the account any more.' }
const RETRY_MS = [5 * 60_000, 30 * 60_000, 6 * 3_600_000] as const

export async function push(work: Work, items: readonly Current[]): Promise<void> {
  const byRef = new Map(items.map((item) => [item.change.id, item]))
  const pushes = items.flatMap((item) => pushOf(item) ?? [])
  await refuseImpossible(work, items)
  for (const batch of work.provider.batches(pushes)) {
    await mustStillRun(work)
    if (!(await claimLane(work.lane))) throw new LaneLost(work.lane.account)
    const outcomes = await call(work, batch)
    await keep(work, outcomes, byRef)
    const lost = outcomes.filter((outcome) => mustLook(outcome, byRef))
    if (lost.length > 0) await lookAgain(work, lost, byRef)
  }
}

function pushOf({ change, pair }: Current): Push | null {
  const write = change.body.remote
  if (write === null) return null
  const ref = change.id
  if (write.from === null && write.to !== null) {
    return change.contactId === null ? null : { kind: 'create', ref, key: change.contactId, to: write.to }
  }
  if (pair.remote === null || pair.remote.deleted) return null
  const { id, version } = pair.remote
  if (write.to === null) return { kind: 'delete', ref, id, version }
  return { kind: 'update', ref, id, version, from: pair.remote.contact, to: write.to, raw: pair.raw }
}

/** What it would write to is not there any more: the next plan looks at what is. */
async function refuseImpossible(work: Work, items: readonly Current[]): Promise<void> {
  const impossible = items.filter((item) => pushOf(item) === null)
  if (impossible.length === 0) return
  await inStep(work, async (tx) => {
    for (const { change } of impossible) await refuse(tx, work, change, GONE)
  })
}

/** A create is marked sent before it goes out: whoever finds it so after a crash looks for it before sending again. */
async function call(work: Work, batch: readonly Push[]): Promise<readonly Outcome[]> {
  const creates = batch.flatMap((wish) => (wish.kind === 'create' ? [wish.ref] : []))
  const mark = (data: Prisma.ChangeUpdateManyMutationInput) => (tx: Tx) =>
    tx.change.updateMany({ where: { id: { in: creates } }, data })
  if (creates.length > 0) await inStep(work, mark({ state: 'sent', sentAt: work.now() }))
  try {
    return await work.provider.push(batch)
  } catch (error) {
    // By the provider's word nothing was written.
    if (error instanceof ProviderError && creates.length > 0)
      await recordDone(work, mark({ state: 'planned', sentAt: null }))
    throw error
  }
}

/** The replies, the agreements they allow and the ends of their changes: one transaction. */
async function keep(
  work: Work,
  outcomes: readonly Outcome[],
  byRef: ReadonlyMap<string, Current>,
): Promise<void> {
  await recordDone(work, async (tx) => {
    const done = outcomes.flatMap((outcome) => {
      const item = byRef.get(outcome.ref)
      return outcome.kind === 'done' && item ? [{ item, entry: outcome.entry }] : []
    })
    await saveEntries(
      tx,
      work.sync,
      done.map(({ entry }) => entry),
      { at: work.now(), runId: null },
    )
    const settled = done.map(({ item, entry }) => {
      const { change } = item
      const version = change.writtenVersion ?? change.contactVersion ?? 0
      const base = change.body.base
      // What the account really answered is what it agreed to; where a conflict rests, the old base stays.
      const agreed = base && change.body.conflicts.length === 0 ? { ...base, remote: entry.contact } : base
      return { ...item, link: linkOf(work, item, null, version, entry, agreed) }
    })
    await agree(
      tx,
      work.sync,
      settled.flatMap(({ link }) => link ?? []),
      work.now(),
    )
    await settle(tx, work, settled)
    for (const outcome of outcomes) await setBack(tx, work, outcome, byRef.get(outcome.ref)?.change)
  })
}

async function setBack(
  tx: Tx,
  work: Work,
  outcome: Outcome,
  change: StoredChange | undefined,
): Promise<void> {
  if (!change) return
  const where = { id: change.id }
  switch (outcome.kind) {
    case 'done':
      return
    case 'untried':
      await tx.change.update({ where, data: { state: 'planned', sentAt: null } })
      return
    case 'rejected':
      return refuse(tx, work, change, { kind: 'rejected', field: outcome.field, message: outcome.message })
    case 'unknown':
      // A create stays marked as sent: the next plan looks for it. Any other write shows by the version it left behind.
      return isCreate(change) ? countDone(tx, work.run.id, change) : tryAgain(tx, work, change)
    case 'gone':
    case 'stale':
      return tryAgain(tx, work, change)
  }
}

const isCreate = (change: StoredChange) => change.body.remote?.from === null

/** It stays planned: the next step plans it on what the account has by then. `why` it fails, after MOST_ATTEMPTS. */
export async function tryAgain(tx: Tx, work: Work, change: StoredChange, why = STALE): Promise<void> {
  if (change.attempts + 1 >= MOST_ATTEMPTS) return refuse(tx, work, change, why)
  await tx.change.update({ where: { id: change.id }, data: { attempts: { increment: 1 } } })
}

async function refuse(tx: Tx, work: Work, change: StoredChange, error: ChangeError): Promise<void> {
  const rest = RETRY_MS[Math.min(change.attempts, RETRY_MS.length - 1)] ?? 0
  await tx.change.update({
    where: { id: change.id },
    data: {
      state: 'failed',
      sentAt: null,
      attempts: { increment: 1 },
      retryAt: new Date(work.now().getTime() + rest),
      error: { ...error },
    },
  })
  await countDone(tx, work.run.id, change)
}

function mustLook(outcome: Outcome, byRef: ReadonlyMap<string, Current>): boolean {
  if (outcome.kind === 'stale' || outcome.kind === 'gone') return true
  const change = byRef.get(outcome.ref)?.change
  return outcome.kind === 'unknown' && change !== undefined && !isCreate(change)
}

/** Sees what the account has now, so that the next step plans on it. */
async function lookAgain(
  work: Work,
  outcomes: readonly Outcome[],
  byRef: ReadonlyMap<string, Current>,
): Promise<void> {
  const items = outcomes.flatMap(({ ref }) => byRef.get(ref) ?? [])
  const ids = [...new Set(items.flatMap(({ pair }) => pair.remote?.id ?? []))]
  for (let at = 0; at < ids.length; at += work.provider.limits.readSize) {
    await mustStillRun(work)
    const entries = await work.provider.read(ids.slice(at, at + work.provider.limits.readSize))
    await recordDone(work, async (tx) => {
      await saveEntries(tx, work.sync, entries, { at: work.now(), runId: null })
      await rememberShown(tx, work, items, entries)
    })
  }
}
