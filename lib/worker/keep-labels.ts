// Keeps the firm's tags and the labels of the account in step, at the end of a run: first the names, then who has them. Everything is
// compared anew, so what was interrupted is done by the next run. Members change by the label's own call, never by a write of a contact.
import {
  type Membership,
  type NameStep,
  planMembers,
  planNames,
  type TagLabel,
} from '@/lib/domains/contacts/labels'
import { tagKey } from '@/lib/domains/contacts/value/tags'
import type { Label, LabelOutcome, Labels } from '@/lib/providers/provider'
import { settingsInForce } from '@/lib/store/address-book/values'
import type { Tx } from '@/lib/store/database/client'
import { labelsOf } from '@/lib/store/labels/account-labels'
import { recordLabelChanges } from '@/lib/store/labels/label-changes'
import {
  countMembers,
  forgetMembers,
  forgetTagLabel,
  itemsWithLabel,
  membershipsOf,
  saveMembers,
  saveTagLabel,
  tagLabelNames,
} from '@/lib/store/labels/tag-labels'
import { wakeSyncs } from '@/lib/store/runs/runs'
import { changeTags } from '@/lib/store/tags/contact-tags'
import { saveTag } from '@/lib/store/tags/tags'
import { inStep, mustStillRun, recordDone } from './step'
import { type StepContext, unprovenSince } from './step-context'

export const keeps = ({ sync, provider }: StepContext): Labels | null =>
  (sync.kind === 'contacts' && settingsInForce(sync).keepLabels && provider.labels) || null

/** Whether there is nothing to do. In the transaction of a step. */
export async function labelsAtRest(tx: Tx, context: StepContext): Promise<boolean> {
  if (!keeps(context)) return true
  const { steps, known } = await namesOf(tx, context)
  if (steps.length > 0) return false
  const { local, remote, bases } = await membersOf(tx, context, known)
  return local.length + remote.length + bases.length === 0
}

async function namesOf(tx: Tx, context: StepContext) {
  const { sync, collection } = context
  const names = await tagLabelNames(tx, sync)
  const labels = labelsOf(collection) ?? []
  const settings = settingsInForce(sync)
  const steps = planNames({ ...names, settings, labels, listedSince: unprovenSince(context) })
  return { steps, known: names.known, tags: names.tags, labels }
}

async function membersOf(tx: Tx, context: StepContext, known: Parameters<typeof membershipsOf>[2]) {
  const { sync } = context
  const memberships = await membershipsOf(tx, sync, known)
  return planMembers(memberships, settingsInForce(sync), unprovenSince(context))
}

/**
 * Memberships that one side is about to lose, and all that both sides had. A label or tag that was deleted, renamed or joined is left out:
 * that is a decision on its name, and takes nothing from the firm.
 */
export async function labelLosses(context: StepContext) {
  if (!keeps(context)) return { local: 0, remote: 0, of: 0 }
  const { sync } = context
  return inStep(context, async (tx) => {
    const { steps, known, labels } = await namesOf(tx, context)
    const named = new Set(steps.flatMap((step) => ('tagId' in step ? [step.tagId] : [])))
    const listed = new Set(labels.map(({ id }) => id))
    const kept = known.filter(({ tagId, labelId }) => !named.has(tagId) && listed.has(labelId ?? ''))
    const { local, remote } = await membersOf(tx, context, kept)
    return {
      local: local.filter(({ there }) => !there).length,
      remote: remote.filter(({ here }) => !here).length,
      of: await countMembers(tx, sync),
    }
  })
}

export async function keepLabels(context: StepContext): Promise<void> {
  const labels = keeps(context)
  if (!labels) return
  const { steps } = await inStep(context, (tx) => namesOf(tx, context))
  for (const step of steps) {
    await mustStillRun(context)
    await carryOutName(context, labels, step)
  }
  const { sync } = context
  const { plan, known, names } = await inStep(context, async (tx) => {
    const after = await namesOf(tx, context)
    // A label that was created by this run is not in the list that it has read.
    const plan = await membersOf(tx, context, after.known)
    await saveMembers(tx, sync, plan.bases.map(asHere), null)
    return { plan, known: after.known, names: new Map(after.tags.map(({ id, name }) => [id, name])) }
  })
  if (plan.local.length > 0) {
    await inStep(context, (tx) => writeTags(tx, context, plan.local, names, known))
    await wakeSyncs(sync.firmId, { id: sync.localCollectionId }, sync.id)
  }
  for (const { tagId, labelId } of known) {
    if (labelId === null) continue
    const ofTag = plan.remote.filter((one) => one.tagId === tagId)
    const name = names.get(tagId) ?? ''
    for (let at = 0; at < ofTag.length; at += labels.most)
      await writeMembers(context, labels, { labelId, name }, ofTag.slice(at, at + labels.most))
  }
}

const asHere = ({ tagId, localId, here }: Membership) => ({ tagId, localId, member: here })

/** The tags that follow the account. */
async function writeTags(
  tx: Tx,
  { sync, run, now }: StepContext,
  members: readonly Membership[],
  names: ReadonlyMap<string, string>,
  known: readonly TagLabel[],
): Promise<void> {
  const changes = members.flatMap(({ tagId, localId, there }) => {
    const name = names.get(tagId)
    if (name === undefined) return []
    return [{ contactId: localId, added: there ? [name] : [], removed: there ? [] : [name] }]
  })
  // One row of history for each tag: a contact is named once in a call.
  for (const part of apart(changes)) await changeTags(tx, sync.firmId, part, null)
  await saveMembers(
    tx,
    sync,
    members.map(({ tagId, localId, there }) => ({ tagId, localId, member: there })),
    null,
  )
  const labelIds = new Map(known.map(({ tagId, labelId }) => [tagId, labelId ?? '']))
  const changed = members.map(({ tagId, localId, there }) => {
    const name = names.get(tagId) ?? ''
    return { side: 'local' as const, tagId, labelId: labelIds.get(tagId) ?? '', name, localId, added: there }
  })
  await recordLabelChanges(tx, run, changed, now())
}

/** Lists in which each contact is named once. */
export function apart<T extends { readonly contactId: string }>(
  changes: readonly T[],
): readonly (readonly T[])[] {
  const lists: T[][] = []
  const seen = new Map<string, number>()
  for (const change of changes) {
    const at = seen.get(change.contactId) ?? 0
    seen.set(change.contactId, at + 1)
    lists[at] = [...(lists[at] ?? []), change]
  }
  return lists
}

async function writeMembers(
  context: StepContext,
  labels: Labels,
  { labelId, name }: { readonly labelId: string; readonly name: string },
  members: readonly Membership[],
): Promise<void> {
  await mustStillRun(context)
  const idsOf = (here: boolean) => members.flatMap((one) => (one.here === here ? [one.remoteId] : []))
  // Without a reply the next run finds what is missing, and repeats it.
  if ((await labels.change(labelId, idsOf(true), idsOf(false))) !== 'done') return
  const changed = members.map(({ tagId, localId, here }) => {
    return { side: 'remote' as const, tagId, labelId, name, localId, added: here }
  })
  await recordDone(context, async (tx) => {
    await saveMembers(tx, context.sync, members.map(asHere), context.now())
    await recordLabelChanges(tx, context.run, changed, context.now())
  })
}

async function carryOutName(context: StepContext, labels: Labels, step: NameStep): Promise<void> {
  const { sync, now } = context
  const save = (tagId: string, label: { readonly id: string | null; readonly name: string }, at: Date) =>
    recordDone(context, (tx) =>
      saveTagLabel(tx, sync, { tagId, labelId: label.id, name: label.name, refused: null, at }),
    )
  switch (step.kind) {
    case 'join':
      return recordDone(context, (tx) => join(tx, context, step.tagId, step.label))
    case 'createLabel': {
      const outcome = await labels.create(step.name)
      if (outcome.kind === 'done') return save(step.tagId, outcome.label, now())
      return noteRefusal(context, step.tagId, { labelId: null, name: step.name }, outcome)
    }
    case 'renameLabel': {
      const outcome = await labels.rename(step.label, step.name)
      if (outcome.kind === 'done') return save(step.tagId, outcome.label, now())
      return noteRefusal(
        context,
        step.tagId,
        { labelId: step.label.id, name: step.label.name },
        outcome,
        step.name,
      )
    }
    case 'createTag':
      return createTag(context, step.label)
    case 'renameTag': {
      const tag = await inStep(context, (tx) =>
        tx.tag.findFirst({ where: { firmId: sync.firmId, id: step.tagId } }),
      )
      if (!tag) return
      const saved = await saveTag({ firmId: sync.firmId, userId: null }, tag.id, {
        name: step.label.name,
        color: tag.color,
      })
      if (saved.kind === 'saved') await save(tag.id, step.label, new Date(0))
      return
    }
    case 'part':
      return recordDone(context, async (tx) => {
        await forgetMembers(tx, sync, step.tagId)
        await tx.tagLabel.updateMany({
          where: { firmId: sync.firmId, syncId: sync.id, tagId: step.tagId },
          data: { labelId: null },
        })
      })
    case 'removeLabel':
      return removeLabel(context, labels, step)
  }
}

/** A name that the account does not take is not asked for again; after anything else the next run tries again. */
async function noteRefusal(
  context: StepContext,
  tagId: string,
  of: { readonly labelId: string | null; readonly name: string },
  outcome: LabelOutcome,
  name = of.name,
): Promise<void> {
  if (outcome.kind !== 'taken' && outcome.kind !== 'refused') return
  await recordDone(context, (tx) =>
    saveTagLabel(tx, context.sync, { tagId, ...of, refused: name, at: new Date(0) }),
  )
}

/** What was agreed about the members of another label does not count for this one. */
async function join(tx: Tx, { sync }: StepContext, tagId: string, { id, name }: Label): Promise<void> {
  const { id: syncId, firmId } = sync
  const same = await tx.tagLabel.count({ where: { firmId, syncId, tagId, labelId: id } })
  if (same === 0) await forgetMembers(tx, sync, tagId)
  await saveTagLabel(tx, sync, { tagId, labelId: id, name, refused: null, at: new Date(0) })
}

/** The tag exists from its first contact on, which has the label. */
async function createTag(context: StepContext, label: Label): Promise<void> {
  const { sync } = context
  const { firmId } = sync
  await inStep(context, async (tx) => {
    const { linked } = await itemsWithLabel(tx, sync, label.id)
    const links = await tx.link.findMany({
      where: { firmId, syncId: sync.id, remoteId: { in: [...linked] } },
      select: { localId: true },
    })
    const changes = links.map(({ localId }) => ({ contactId: localId, added: [label.name], removed: [] }))
    await changeTags(tx, firmId, changes, null)
    const tag = await tx.tag.findFirst({ where: { firmId, folded: tagKey(label.name) } })
    if (tag) await join(tx, context, tag.id, label)
  })
}

/**
 * The label is removed if only synced contacts have it; otherwise it stays for the others. Contacts are deleted in no case. What belonged
 * together is forgotten once the account no longer shows it: until then the label would become a tag again.
 */
async function removeLabel(
  context: StepContext,
  labels: Labels,
  { tagId, label }: Extract<NameStep, { kind: 'removeLabel' }>,
): Promise<void> {
  const { sync } = context
  if (label) {
    const { linked, others } = await inStep(context, (tx) => itemsWithLabel(tx, sync, label.id))
    if (others === 0) {
      await labels.remove(label.id)
      return
    }
    for (let at = 0; at < linked.length; at += labels.most) {
      await mustStillRun(context)
      await labels.change(label.id, [], linked.slice(at, at + labels.most))
    }
    if (linked.length > 0) return
  }
  await recordDone(context, (tx) => forgetTagLabel(tx, sync, tagId))
}
