// The end of a change's way: its state, what becomes of its link, and what of it still waits for a person.
import { changeRow, insertChanges, type StoredChange } from '@/lib/db/change-row'
import type { Tx } from '@/lib/db/client'
import { followMerged } from '@/lib/db/entry-renames'
import { Prisma } from '@/lib/db/generated/client'
import type { NewLink } from '@/lib/db/links'
import { doesWrite } from '@/lib/db/writes'
import type { Current, Work } from './work'

export type Done = Current & { readonly link: NewLink | null }

/** Marks the changes applied and counts them. Their links are already agreed on. */
export async function settle(tx: Tx, work: Work, done: readonly Done[]): Promise<void> {
  if (done.length === 0) return
  const { run, now } = work
  const ids = done.map(({ change }) => change.id)
  await tx.change.updateMany({
    where: { id: { in: ids } },
    data: { state: 'applied', undecided: false, appliedAt: now(), error: Prisma.DbNull },
  })
  for (const item of done) await settleLink(tx, work, item)
  await insertChanges(
    tx,
    done.flatMap((item) => stillOpen(work, item) ?? []),
  )
  const written = done.filter(({ change }) => doesWrite(change)).length
  const matched = done.filter(({ change, link }) => link !== null && !doesWrite(change)).length
  await tx.run.update({
    where: { id: run.id },
    data: { done: { increment: written }, written: { increment: written }, matched: { increment: matched } },
  })
}

/**
 * The change needs nothing more of this run, whatever became of it: the progress that pages show, which counts what is to be written,
 * as the bar of the preview does.
 */
export async function countDone(tx: Tx, runId: string, change: StoredChange): Promise<void> {
  if (doesWrite(change)) await tx.run.update({ where: { id: runId }, data: { done: { increment: 1 } } })
}

/** The change needs nothing more of this run. */
export async function supersede(tx: Tx, runId: string, change: StoredChange): Promise<void> {
  await tx.change.update({ where: { id: change.id }, data: { state: 'superseded' } })
  await countDone(tx, runId, change)
}

async function settleLink(tx: Tx, { now, sync }: Work, { change, pair }: Done): Promise<void> {
  if (pair.link === null) return
  const where = { id: pair.link.id }
  if (change.kind === 'forget' || change.kind === 'deleteRemote') await tx.link.deleteMany({ where })
  else if (change.body.tombstone !== null) {
    const into = change.body.reasons.flatMap((one) => (one.kind === 'merged' ? [one.into] : []))[0] ?? null
    if (into !== null) await followMerged(tx, sync.id, pair.link.remoteId, into)
    await tx.link.updateMany({
      where,
      data: {
        tombstone: change.body.tombstone,
        // Set up again, what was merged there is named once more: it went when it went.
        tombstoneAt: pair.link.tombstone?.side === change.body.tombstone ? pair.link.tombstone.at : now(),
        mergedInto: into,
        localVersion: Number(pair.local?.version ?? pair.link.localVersion),
        remoteVersion: pair.remote?.version ?? pair.link.remoteVersion,
      },
    })
  }
}

/** The conflicts of a change whose other fields went on: they stay where the person finds them. */
function stillOpen({ run, newId }: Work, { change, link }: Done) {
  const open = change.body.conflicts.filter((conflict) => !change.answers.conflicts?.[conflict.id])
  if (open.length === 0 || link === null) return null
  const rest = {
    ...change.body,
    kind: 'update' as const,
    linkId: change.linkId ?? link.id,
    localId: link.contactId,
    localVersion: String(link.localVersion),
    remoteId: link.remoteId,
    remoteVersion: link.remoteVersion,
    local: null,
    remote: null,
    conflicts: open,
  }
  return changeRow(run, rest, newId(), { state: 'waiting', answers: change.answers })
}
