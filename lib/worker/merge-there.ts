// Merges contacts in the account, and takes merges back, as a person asked for. A run does this before it reads. Each call is followed by
// its own commit, so what was interrupted goes on from there. First the contact that stays gets the result, then the others are deleted;
// a contact that was changed meanwhile stops it.

import { withoutMerge } from '@/lib/domains/contacts/merge/without-merge'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { ProviderError } from '@/lib/providers/provider'
import { asContact, asSettings, toJson } from '@/lib/store/address-book/values'
import type { AccountMerge, AccountMergeState, Prisma } from '@/lib/store/database/generated/client'
import {
  dueMerges,
  type MergePart,
  partsOf,
  recordWrittenThere,
  saveMerge,
} from '@/lib/store/duplicates/account-merges'
import { followMergedThere, returnFromMerge } from '@/lib/store/duplicates/merged-links'
import type { AnyOutcome, AnyProvider, AnyPush, RemoteItem, Value } from '@/lib/store/kinds/kind'
import { saveItems } from '@/lib/store/sync/items'
import { inStep, mustStillRun, recordDone } from './step'
import type { StepContext } from './step-context'

interface Merging {
  readonly context: StepContext
  /** Reads labels, too. */
  readonly provider: AnyProvider
  readonly row: AccountMerge
  readonly parts: readonly MergePart[]
}

/** Everything that is due in this account. Throws ProviderError if it has to go on later; the run must not read before. */
export async function mergeThere(context: StepContext): Promise<void> {
  if (context.sync.kind !== 'contacts') return
  const due = await dueMerges(context.sync)
  if (due.length === 0) return
  const provider = withLabels(context)
  for (const row of due) {
    await mustStillRun(context)
    const merging = { context, provider, row, parts: partsOf(row) }
    await (row.state === 'undoing' ? takeBack(merging) : carryOut(merging))
  }
}

/** Labels follow the contact that stays, whether or not the sync uses them; what is created again gets only its own. */
function withLabels({ open, connection, collection, sync, onCall }: StepContext): AnyProvider {
  const { only: _, ...settings } = asSettings(sync.settings)
  const read = {
    ...collection,
    privateAs: sync.privateAs,
    settings: toJson({ ...settings, keepLabels: true }),
  }
  return open(connection, read as Parameters<typeof open>[1], onCall)
}

async function carryOut(merging: Merging): Promise<void> {
  const updated = merging.row.state === 'updated' ? merging : await update(merging)
  if (updated) await deleteOthers(updated)
}

const CHANGED = 'One of these contacts was changed or deleted after you looked at them. Nothing was merged.'
const LEFT = 'A contact was changed after you looked at it, so it was not deleted.'

/** Gives the contact that stays the result. Null if that is not possible any more. */
async function update(merging: Merging): Promise<Merging | null> {
  const { context, provider, row, parts } = merging
  const { domain } = context.kind
  const items = await provider.read(parts.map(({ remoteId }) => remoteId))
  const byId = new Map(items.map((item) => [item.id, item]))
  const survivor = byId.get(row.survivorId)
  const to = provider.can.project(domain.stored(row.to))
  const isCurrent = ({ remoteId, version }: MergePart) => {
    const item = byId.get(remoteId)
    if (!item || item.deleted) return false
    // Its update may have arrived without a reply.
    const isWritten = remoteId === row.survivorId && row.state === 'sent' && domain.same(item.value, to)
    return item.version === version || isWritten
  }
  if (!survivor || !parts.every(isCurrent)) {
    await settle(merging, 'changed', { problem: CHANGED, items })
    return null
  }
  const known = {
    ...merging,
    parts: parts.map((part) => ({ ...part, labels: part.labels ?? labelsOf(byId.get(part.remoteId)) })),
  }
  await inStep(context, (tx) => saveMerge(tx, row, { state: 'sent', parts: known.parts }))
  const outcome = await one(known, {
    ...{ kind: 'update', ref: row.id, id: survivor.id, version: survivor.version },
    ...{ from: survivor.value, to, raw: survivor.raw },
  })
  switch (outcome.kind) {
    case 'done':
      return afterUpdate(known, outcome.item)
    case 'rejected':
      await settle(known, 'refused', { problem: outcome.message })
      return null
    case 'stale':
    case 'gone':
      await settle(known, 'changed', { problem: CHANGED })
      return null
    default:
      throw new ProviderError('unavailable', 'The account did not confirm a merge')
  }
}

const labelsOf = (item: RemoteItem | undefined): string[] | null => (item?.labels ? [...item.labels] : null)

async function afterUpdate(merging: Merging, item: RemoteItem): Promise<Merging> {
  const { context, row } = merging
  const { value: from, localId: contactId = null } = survivorOf(merging) ?? { value: null }
  await recordDone(context, async (tx) => {
    await saveItems(tx, context.kind, [item], { at: context.now(), runId: null })
    await saveMerge(tx, row, { state: 'updated', to: json(item.value) })
    const written = { kind: 'contact.mergeThere', contactId, from, to: item.value } as const
    await recordWrittenThere(tx, row, context.run.id, written)
  })
  return merging
}

const survivorOf = ({ row, parts }: Merging): MergePart | undefined =>
  parts.find(({ remoteId }) => remoteId === row.survivorId)

/** The labels first: a contact that is deleted has none. */
async function deleteOthers(merging: Merging): Promise<void> {
  const { context, row, parts } = merging
  const others = parts.filter(({ remoteId }) => remoteId !== row.survivorId)
  const own = survivorOf(merging)?.labels ?? []
  const lacking = new Set(
    others.flatMap(({ labels }) => labels ?? []).filter((label) => !own.includes(label)),
  )
  await label(merging, [...lacking], row.survivorId)
  const outcomes = await push(
    merging,
    others.map(({ remoteId: id, version }) => ({ kind: 'delete', ref: id, id, version })),
  )
  const kinds = new Map(outcomes.map(({ ref, kind }) => [ref, kind]))
  const isGone = ({ remoteId }: MergePart) => ['done', 'gone'].includes(kinds.get(remoteId) ?? '')
  const after = parts.map((part) => ({ ...part, deleted: part.deleted || isGone(part) }))
  const isUnclear = others.some(({ remoteId }) =>
    ['unknown', 'untried'].includes(kinds.get(remoteId) ?? 'untried'),
  )
  if (isUnclear) throw new ProviderError('unavailable', 'The account did not confirm a deletion')
  const stays = others.some((part) => !isGone(part))
  await settle({ ...merging, parts: after }, stays ? 'changed' : 'merged', {
    problem: stays ? LEFT : null,
    items: after.filter(({ deleted }) => deleted).map(({ remoteId }) => missing(context, remoteId)),
  })
}

const missing = ({ kind: { domain } }: StepContext, id: string): RemoteItem => ({
  ...{ id, version: '', value: domain.empty, deleted: true, key: null, changedAt: null, raw: null },
  previousIds: [],
})

interface Settled {
  readonly problem: string | null
  /** As the account has them now. */
  readonly items?: readonly RemoteItem[]
}

async function settle(
  { context, row, parts }: Merging,
  state: AccountMergeState,
  { problem, items = [] }: Settled,
): Promise<void> {
  await recordDone(context, async (tx) => {
    await saveItems(tx, context.kind, items, { at: context.now(), runId: null })
    await followMergedThere(tx, context.sync, row.survivorId, parts)
    const before = new Map(partsOf(row).map(({ remoteId, deleted }) => [remoteId, deleted]))
    for (const { localId: contactId, value: from, ...part } of parts)
      if (part.deleted && !before.get(part.remoteId))
        await recordWrittenThere(tx, row, context.run.id, {
          ...{ kind: 'contact.delete', contactId, from, to: null },
        })
    await saveMerge(tx, row, { state, problem, parts, endedAt: context.now() })
  })
}

/** Creates again what was deleted, with its labels, then takes the merge out of the contact that stayed. Its later edits stay. */
async function takeBack(merging: Merging): Promise<void> {
  const { context, provider, row } = merging
  let { parts } = merging
  for (const part of parts.filter(({ deleted }) => deleted)) {
    const newId = part.newId ?? (await createAgain({ ...merging, parts }, part))
    if (newId === null) return
    parts = parts.map((each) => (each.remoteId === part.remoteId ? { ...each, newId } : each))
    await label(merging, part.labels ?? [], newId)
  }
  const problem = await separate(merging)
  const created = await provider.read(parts.flatMap(({ newId }) => newId ?? []))
  await recordDone(context, async (tx) => {
    await saveItems(tx, context.kind, created, { at: context.now(), runId: null })
    await returnFromMerge(tx, context.sync, row.survivorId, parts)
    await saveMerge(tx, row, { state: 'undone', problem, parts, endedAt: context.now() })
  })
}

const GONE =
  'The merged contact is not in the account any more, so only the deleted contacts were created again.'

/** Null, or why the contact that stayed could not get its value back. */
async function separate(merging: Merging): Promise<string | null> {
  const { context, provider, row } = merging
  const { domain, region } = context.kind
  const [item] = await provider.read([row.survivorId])
  const before = survivorOf(merging)
  if (!item || item.deleted || !before) return GONE
  const contact = withoutMerge(
    {
      before: asContact(before.value as Prisma.JsonValue),
      after: asContact(row.to),
      now: contactOf(item.value),
    },
    region,
  )
  const to = provider.can.project(domain.stored(toJson(contact) as Prisma.JsonValue))
  if (domain.same(to, item.value)) return null
  const outcome = await one(merging, {
    ...{ kind: 'update', ref: row.id, id: item.id, version: item.version },
    ...{ from: item.value, to, raw: item.raw },
  })
  if (outcome.kind === 'rejected') return outcome.message
  // It changed this moment, or the reply was lost: looked at again from the start.
  if (outcome.kind !== 'done') throw new ProviderError('unavailable', 'The account did not confirm an undo')
  const written = { contactId: before.localId, from: item.value, to: outcome.item.value }
  await recordDone(context, async (tx) => {
    await saveItems(tx, context.kind, [outcome.item], { at: context.now(), runId: null })
    await recordWrittenThere(tx, row, context.run.id, { kind: 'contact.unmergeThere', ...written })
  })
  return null
}

/** The id of the contact that was created again; null if the account refuses it. */
async function createAgain(merging: Merging, part: MergePart): Promise<string | null> {
  const { context, provider, row, parts } = merging
  const save = (change: Partial<MergePart>) =>
    parts.map((each) => (each.remoteId === part.remoteId ? { ...each, ...change } : each))
  if (part.sentAt !== null) {
    const found = await find(merging, part.key, new Date(part.sentAt))
    if (found !== null) return found
  }
  await inStep(context, (tx) => saveMerge(tx, row, { parts: save({ sentAt: context.now().toISOString() }) }))
  const to = provider.can.project(context.kind.domain.stored(part.value as Prisma.JsonValue))
  const outcome = await one(merging, { kind: 'create', ref: row.id, key: part.key, to })
  if (outcome.kind === 'rejected') {
    const done = parts.some(({ newId }) => newId !== null)
    await recordDone(context, (tx) =>
      saveMerge(tx, row, {
        state: done ? 'changed' : 'merged',
        problem: outcome.message,
        parts: save({ sentAt: null }),
      }),
    )
    return null
  }
  if (outcome.kind !== 'done') throw new ProviderError('unavailable', 'The account did not confirm a contact')
  const { id, value } = outcome.item
  const written = { kind: 'contact.create', contactId: part.localId, from: null, to: value } as const
  await recordDone(context, async (tx) => {
    await saveItems(tx, context.kind, [outcome.item], { at: context.now(), runId: null })
    await saveMerge(tx, row, { parts: save({ newId: id }) })
    await recordWrittenThere(tx, row, context.run.id, written)
  })
  return id
}

/** A contact whose create was sent without a reply, once the account would have to list it. */
async function find({ context, provider }: Merging, key: string, sentAt: Date): Promise<string | null> {
  const provenAt = new Date(sentAt.getTime() + provider.can.limits.lagMs)
  if (context.now() < provenAt)
    throw new ProviderError('unavailable', 'The account may not list what was created yet', {
      retryAt: provenAt,
    })
  let page: string | null = null
  do {
    await mustStillRun(context)
    const pulled: Awaited<ReturnType<AnyProvider['pull']>> = await provider.pull(null, page)
    const found = pulled.items.find((item) => item.key === key && !item.deleted)
    if (found) return found.id
    page = pulled.nextPage
  } while (page !== null)
  return null
}

/** Gives labels that the account still has to a contact. */
async function label(
  { context, provider }: Merging,
  ids: readonly string[],
  remoteId: string,
): Promise<void> {
  if (!provider.labels || ids.length === 0) return
  const known = new Set((await provider.labels.list()).map(({ id }) => id))
  for (const id of ids.filter((one) => known.has(one))) {
    await mustStillRun(context)
    if ((await provider.labels.change(id, [remoteId], [])) === 'unknown')
      throw new ProviderError('unavailable', 'The account did not confirm a label')
  }
}

const UNTRIED: AnyOutcome = { kind: 'untried', ref: '' }

const one = async (merging: Merging, write: AnyPush): Promise<AnyOutcome> =>
  (await push(merging, [write]))[0] ?? UNTRIED

async function push(
  { context, provider }: Merging,
  writes: readonly AnyPush[],
): Promise<readonly AnyOutcome[]> {
  const outcomes: AnyOutcome[] = []
  for (const batch of provider.batches(writes)) {
    await mustStillRun(context)
    outcomes.push(...(await provider.push(batch)))
  }
  return outcomes
}

const json = (value: Value) => toJson(value) as Prisma.InputJsonValue
/** Merges are of contacts only. */
const contactOf = (value: Value): Contact => asContact(json(value) as Prisma.JsonValue)
