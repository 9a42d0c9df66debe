// One step of reading the account: some pages, each stored together with the place of the next one, which is read meanwhile. A worker that
// dies repeats the page that it had not stored, and reading a page twice changes nothing.

import { isDeepStrictEqual } from 'node:util'
import type { Cursor, Page as PageOf } from '@/lib/engine/collection'
import { ProviderError } from '@/lib/providers/provider'
import { asSettings } from '@/lib/store/address-book/values'
import type { Tx } from '@/lib/store/database/client'
import type { Value } from '@/lib/store/kinds/kind'
import { labelsOf, saveLabels, usesLabels } from '@/lib/store/labels/account-labels'
import { moveRun } from '@/lib/store/runs/run-moves'
import { countSeen, deletedIds, forgetSeen, saveItems, unseenIds } from '@/lib/store/sync/items'
import { finishAtRest } from './finish'
import { mergeThere } from './merge-there'
import { inStep, mustStillRun } from './step'
import type { StepContext } from './step-context'

type Page = PageOf<Value>

const OTHER_SHAPE = Symbol('other shape')

/** Cursors are renewed by a full read before they expire, after this share of their lifetime. */
const RENEW_AFTER = 0.85
/** Most pages of one read: far more than any account has. A list with more pages has no end. */
const MOST_PAGES = 10_000

/** A step that reads pages ends after this time, so that the worker can be stopped and its slice ends in time. */
const MOST_MS = 5_000

/** True if neither side has changed, so that the run is over. */
export async function readStep(given: StepContext): Promise<boolean> {
  await mergeThere(given)
  const context = given.run.pageToken === null ? await withLabels(given) : given
  const { run, provider, now } = context
  const cursor = run.full ? null : cursorOf(context)
  const place = nextPage(context)
  if ((!run.full && !cursor) || place === OTHER_SHAPE) {
    await startFull(context)
    return false
  }
  const pulled = endsSometime(context, place, await provider.pull(cursor, place))
  if (isWithoutChange(context, pulled) && (await finishAtRest(context, pulled))) return true
  const end = now().getTime() + MOST_MS
  let reading = { context, page: pulled }
  for (;;) {
    const next = now().getTime() < end ? reading.page.nextPage : null
    if (next !== null) await mustStillRun(context)
    const read = await savedWhile(reading, next === null ? null : provider.pull(cursor, next))
    if (read.next) reading = { context: read.context, page: endsSometime(read.context, next, read.next) }
    else return finishUnlessMore(read.context, reading.page)
  }
}

/** Reads the account's labels, once in each read, if the sync needs them. */
async function withLabels(context: StepContext): Promise<StepContext> {
  const { sync, collection, provider } = context
  if (!provider.labels || !usesLabels(asSettings(sync.settings))) return context
  const labels = await provider.labels.list()
  if (isDeepStrictEqual(labels, labelsOf(collection))) return context
  await inStep(context, (tx) => saveLabels(tx, collection, labels))
  return { ...context, collection: { ...collection, labels: labels.map((one) => ({ ...one })) } }
}

interface Reading {
  /** `run`: where the read is, with every page that is stored. */
  readonly context: StepContext
  readonly page: Page
}

/** Stores the page while the next one is read. */
async function savedWhile({ context, page }: Reading, next: Promise<Page> | null) {
  // What went wrong is looked at once the page before is stored.
  next?.catch(() => undefined)
  try {
    const confirmed = await confirmReturns(context, page)
    const run = await savePage(context, confirmed)
    return { context: { ...context, run }, next: next && (await next) }
  } catch (error) {
    // No call of this step goes on after it.
    await next?.catch(() => undefined)
    throw error
  }
}

/** Always false: the run is not over. `page`: the last one that is stored. */
async function finishUnlessMore(context: StepContext, page: Page): Promise<boolean> {
  const { run, sync } = context
  if (page.nextPage !== null) return false
  const read = run.full ? await countSeen(sync, run.id) : run.done
  if (run.full) await confirmAbsences(context)
  await finishReading(context, page.cursor, { read, total: page.total ?? run.total })
  context.log('read', { syncId: sync.id, full: run.full ? 1 : 0, items: read })
  return false
}

/** True if the account reports no change at all to a run that shows no preview and undoes nothing. */
const isWithoutChange = ({ run, sync }: StepContext, { items, nextPage }: Page): boolean =>
  run.kind !== 'first' &&
  run.kind !== 'undo' &&
  !run.full &&
  run.pageToken === null &&
  items.length === 0 &&
  nextPage === null &&
  sync.restoredAt === null

/** The stored cursor; null if it belongs to another request shape, is close to its expiry, or would not report deletions. */
function cursorOf({ sync, collection, provider, now }: StepContext): Cursor | null {
  const { cursorToken: token, cursorShape: shape, fullReadAt } = collection
  if (!token || !shape || !fullReadAt || !provider.can.reportsDeletions) return null
  if (shape !== provider.shape) return null
  const age = now().getTime() - fullReadAt.getTime()
  // Varies by sync, so that accounts connected on the same day do not all start a full read in the same minute.
  const spread = 1 - (Number.parseInt(sync.id.slice(0, 4), 16) / 0xffff) * 0.2
  return age < provider.can.limits.cursorLifeMs * RENEW_AFTER * spread ? { token, shape } : null
}

/** A read goes on in the shape in which it began: pages of two shapes would show one item in two ways. */
function nextPage({ run: { pageToken }, provider: { shape } }: StepContext) {
  if (pageToken === null) return null
  return pageToken.startsWith(`${shape} `) ? pageToken.slice(shape.length + 1) : OTHER_SHAPE
}

/** Treats a page that points to itself, or one page too many, as a read that the account broke off. */
function endsSometime({ run }: StepContext, place: string | null, page: Page): Page {
  const round = run.pageToken === null ? 1 : run.pages + 1
  if (page.nextPage !== null && (page.nextPage === place || round >= MOST_PAGES))
    throw new ProviderError('cursorExpired', 'The account never stops returning pages')
  return page
}

/**
 * Starts a full read because the cursor is expired or unusable; pages read so far do not count. `brokenReads`: full reads that the
 * account has broken off so far.
 */
export async function startFull(context: StepContext, brokenReads = context.run.brokenReads): Promise<void> {
  await inStep(context, async (tx) => {
    await tx.run.update({
      where: { id: context.run.id },
      data: { full: true, pageToken: null, done: 0, total: null, pages: 0, brokenReads },
    })
    await tx.collection.update({
      where: { id: context.collection.id },
      data: { cursorToken: null, cursorShape: null },
    })
  })
}

/** The run with the page. */
function savePage(context: StepContext, page: Page): Promise<StepContext['run']> {
  const { run, sync, provider, now } = context
  return inStep(context, async (tx) => {
    // Items seen in a read that broke off may be deleted by now.
    if (run.full && run.pageToken === null) await forgetSeen(tx, sync.id, run.id)
    const seen = { at: now(), runId: run.full ? run.id : null, unchangedAt: await shownUntil(tx, context) }
    await saveItems(tx, context.kind, page.items, seen)
    return tx.run.update({
      where: { id: run.id },
      data: {
        pageToken: page.nextPage === null ? null : `${provider.shape} ${page.nextPage}`,
        pages: run.pageToken === null ? 1 : { increment: 1 },
        // A page that is stored is progress: what fails after it is the first failure.
        ...(run.attempts === 0 ? {} : { attempts: 0 }),
        // A read that starts again counts from zero.
        done: run.pageToken === null ? page.items.length : { increment: page.items.length },
        ...(page.total === null ? {} : { total: page.total }),
      },
    })
  })
}

/** Until when the last complete read before this one would have reported any change. */
async function shownUntil(tx: Tx, { run, sync, provider }: StepContext): Promise<Date | null> {
  const last = await tx.run.findFirst({
    where: { firmId: sync.firmId, syncId: sync.id, id: { not: run.id }, itemsRead: { not: null } },
    orderBy: { createdAt: 'desc' },
    select: { startedAt: true },
  })
  return last?.startedAt ? new Date(last.startedAt.getTime() - provider.can.limits.lagMs) : null
}

/** Reads an item by id if it reappears after its deletion: a list that lags behind the deletion would otherwise bring it back. */
async function confirmReturns(context: StepContext, page: Page): Promise<Page> {
  const { sync, provider } = context
  const shown = page.items.flatMap(({ id, deleted }) => (deleted ? [] : [id]))
  const ids = shown.length === 0 ? [] : await deletedIds(sync, shown)
  const asked = new Set(ids)
  const items = page.items.filter(({ id }) => !asked.has(id))
  for (let at = 0; at < ids.length; at += provider.can.limits.readSize) {
    await mustStillRun(context)
    items.push(...(await provider.read(ids.slice(at, at + provider.can.limits.readSize))))
  }
  return { ...page, items }
}

/**
 * Reads an item by id before it counts as deleted because a full read did not show it: lists lag behind writes, and a truncated list must
 * never look like deletions.
 */
async function confirmAbsences(context: StepContext): Promise<void> {
  const { run, sync, provider, now } = context
  // Each pass marks the items it requested as seen, so fewer remain each time.
  for (;;) {
    const ids = await unseenIds(sync, run.id, provider.can.limits.readSize)
    if (ids.length === 0) return
    await mustStillRun(context)
    const items = await provider.read(ids)
    await inStep(context, async (tx) => {
      await saveItems(tx, context.kind, items, { at: now(), runId: run.id })
      await tx.item.updateMany({
        where: { syncId: sync.id, remoteId: { in: [...ids] } },
        data: { seenRunId: run.id },
      })
    })
  }
}

/** Stores the cursor only after the last page is stored. */
async function finishReading(
  context: StepContext,
  cursor: Cursor | null,
  counts: { readonly read: number; readonly total: number | null },
): Promise<void> {
  const { run, collection, now } = context
  await inStep(context, async (tx) => {
    const read = {
      pageToken: null,
      done: 0,
      total: null,
      itemsRead: counts.read,
      itemsTotal: counts.total,
    }
    await moveRun(tx, run.id, 'reading', 'comparing', read)
    await tx.collection.update({
      where: { id: collection.id },
      data: {
        ...(cursor ? { cursorToken: cursor.token, cursorShape: cursor.shape } : {}),
        ...(run.full ? { fullReadAt: now() } : {}),
      },
    })
  })
}
