// One step of reading the account: one page, stored together with the place to go on from. A reader killed at any moment
// goes on with the same page; a page read twice changes nothing.
import type { Tx } from '@/lib/db/client'
import { countSeen, deletedIds, forgetSeen, saveEntries, unseenIds } from '@/lib/db/entries'
import { moveRun } from '@/lib/db/run-moves'
import { type Cursor, type Page, ProviderError } from '@/lib/providers/provider'
import { inStep, mustStillRun } from './step'
import type { Work } from './work'

/** Cursors are renewed by a full read before they die; the share of their life after which that happens. */
const RENEW_AFTER = 0.85
/** Of one round: many more than any account has. A list that goes on beyond has no end. */
const MOST_PAGES = 10_000

export async function readStep(work: Work): Promise<void> {
  const { run, sync, provider } = work
  const cursor = run.full ? null : cursorOf(work)
  if (!run.full && !cursor) return startFull(work)
  const page = await confirmReturns(work, endsSometime(work, await provider.pull(cursor, run.pageToken)))
  await savePage(work, page)
  if (page.nextPage !== null) return
  const read = run.full
    ? await countSeen(sync, run.id)
    : (run.pageToken === null ? 0 : run.done) + page.entries.length
  if (run.full) await confirmAbsences(work)
  await finishReading(work, page.cursor, { read, total: page.total ?? run.total })
  work.log('read', { syncId: sync.id, full: run.full ? 1 : 0, entries: read })
}

/** The stored cursor, unless it belongs to another request shape or is about to die of age. */
function cursorOf({ sync, provider, now }: Work): Cursor | null {
  if (!sync.cursorToken || !sync.cursorShape || !sync.fullReadAt) return null
  if (sync.cursorShape !== provider.shape) return null
  const age = now().getTime() - sync.fullReadAt.getTime()
  // Spread by sync, so that accounts connected on one day do not all read everything again in one minute.
  const spread = 1 - (Number.parseInt(sync.id.slice(0, 4), 16) / 0xffff) * 0.2
  return age < provider.limits.cursorLifeMs * RENEW_AFTER * spread
    ? { token: sync.cursorToken, shape: sync.cursorShape }
    : null
}

/** A page that leads back to itself, or one too many, is a read that the account breaks off. */
function endsSometime({ run }: Work, page: Page): Page {
  const round = run.pageToken === null ? 1 : run.pages + 1
  if (page.nextPage !== null && (page.nextPage === run.pageToken || round >= MOST_PAGES))
    throw new ProviderError('cursorExpired', 'The account gives pages without end')
  return page
}

/**
 * The cursor is gone or of no use: what was read of this round does not count, everything is read again. `brokenReads`: full
 * reads that the account has broken off so far.
 */
export async function startFull(work: Work, brokenReads = work.run.brokenReads): Promise<void> {
  await inStep(work, async (tx) => {
    await tx.run.update({
      where: { id: work.run.id },
      data: { full: true, pageToken: null, done: 0, total: null, pages: 0, brokenReads },
    })
    await tx.sync.update({ where: { id: work.sync.id }, data: { cursorToken: null, cursorShape: null } })
  })
}

async function savePage(work: Work, page: Page): Promise<void> {
  const { run, sync, now } = work
  await inStep(work, async (tx) => {
    // What a round that broke off has seen may be gone by now.
    if (run.full && run.pageToken === null) await forgetSeen(tx, sync.id, run.id)
    const seen = { at: now(), runId: run.full ? run.id : null, unchangedAt: await shownUntil(tx, work) }
    await saveEntries(tx, sync, page.entries, seen)
    await tx.run.update({
      where: { id: run.id },
      data: {
        pageToken: page.nextPage,
        pages: run.pageToken === null ? 1 : { increment: 1 },
        // A round that begins again counts from the start.
        done: run.pageToken === null ? page.entries.length : { increment: page.entries.length },
        ...(page.total === null ? {} : { total: page.total }),
      },
    })
  })
}

/** Until when the last complete read before this one would have shown any change. */
async function shownUntil(tx: Tx, { run, sync, provider }: Work): Promise<Date | null> {
  const last = await tx.run.findFirst({
    where: { firmId: sync.firmId, syncId: sync.id, id: { not: run.id }, entriesRead: { not: null } },
    orderBy: { createdAt: 'desc' },
    select: { startedAt: true },
  })
  return last?.startedAt ? new Date(last.startedAt.getTime() - provider.limits.lagMs) : null
}

/**
 * An entry that shows again although it was deleted is asked for by name as well: a list that lags behind the deletion
 * would bring it back.
 */
async function confirmReturns(work: Work, page: Page): Promise<Page> {
  const { sync, provider } = work
  const shown = page.entries.flatMap(({ id, deleted }) => (deleted ? [] : [id]))
  const ids = await deletedIds(sync, shown)
  const asked = new Set(ids)
  const entries = page.entries.filter(({ id }) => !asked.has(id))
  for (let at = 0; at < ids.length; at += provider.limits.readSize) {
    await mustStillRun(work)
    entries.push(...(await provider.read(ids.slice(at, at + provider.limits.readSize))))
  }
  return { ...page, entries }
}

/**
 * An entry that a full read did not show is asked for by name before it counts as deleted: lists lag behind writes, and a
 * truncated list must never look like deletions.
 */
async function confirmAbsences(work: Work): Promise<void> {
  const { run, sync, provider, now } = work
  // Each round marks those it asked for as seen, so that there are fewer each time.
  for (;;) {
    const ids = await unseenIds(sync, run.id, provider.limits.readSize)
    if (ids.length === 0) return
    await mustStillRun(work)
    const entries = await provider.read(ids)
    await inStep(work, async (tx) => {
      await saveEntries(tx, sync, entries, { at: now(), runId: run.id })
      await tx.entry.updateMany({
        where: { syncId: sync.id, remoteId: { in: [...ids] } },
        data: { seenRunId: run.id },
      })
    })
  }
}

/** The cursor is kept only now that its last page is. */
async function finishReading(
  work: Work,
  cursor: Cursor | null,
  counts: { readonly read: number; readonly total: number | null },
): Promise<void> {
  const { run, sync, now } = work
  await inStep(work, async (tx) => {
    const read = {
      pageToken: null,
      done: 0,
      total: null,
      entriesRead: counts.read,
      entriesTotal: counts.total,
    }
    await moveRun(tx, run.id, 'reading', 'comparing', read)
    await tx.sync.update({
      where: { id: sync.id },
      data: {
        ...(cursor ? { cursorToken: cursor.token, cursorShape: cursor.shape } : {}),
        ...(run.full ? { fullReadAt: now() } : {}),
      },
    })
  })
}
