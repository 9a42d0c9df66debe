// A person's decisions laid over a plan, and what a page or a worker asks of a single change. Pure.

import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { diffContacts, sameContact } from '@/lib/domains/contacts/value/diff'
import { FIELD_NAMES, type FieldName } from '@/lib/domains/contacts/value/fields'
import type { Change, Decision, Item, Link, Write } from '@/lib/engine/model'
import { type PlanContext, planLink, planUnlinked } from '@/lib/engine/plan'

/** What a change was planned on. */
export interface Seen {
  readonly link: Link | null
  readonly local: Item | null
  readonly remote: Item | null
}

/**
 * What stands of a change once it is decided on: nothing if excluded, the change itself while it is not, else what the
 * answers make of it. "Not the same" gives two additions; an end that other questions still hold must wait for those.
 */
export function decide(
  change: Change,
  decision: Decision,
  seen: Seen,
  context: PlanContext,
): readonly Change[] {
  const { link, local, remote } = seen
  if (decision.excluded) return []
  if (!local || !remote) return [change]
  const answered = withChoices(context, local, remote, decision)
  if (change.kind === 'question') {
    switch (decision.samePerson) {
      case null:
        return [change]
      case 'link':
        return [
          planUnlinked({ kind: 'pair', local, remote, reasons: [{ kind: 'linkedByPerson' }] }, answered),
        ]
      case 'separate':
        return (['local', 'remote'] as const).map((side) =>
          planUnlinked(
            { kind: 'alone', side, item: { local, remote }[side], reasons: [{ kind: 'keptSeparate' }] },
            context,
          ),
        )
    }
  }
  if (change.conflicts.length === 0) return [change]
  if (link === null) return [planUnlinked({ kind: 'pair', local, remote, reasons: change.reasons }, answered)]
  const planned = planLink(link, local, remote, answered, change.reasons)
  if (planned.kind === 'change') return [planned.change]
  return [
    {
      ...change,
      local: null,
      remote: null,
      conflicts: [],
      base: planned.kind === 'agree' ? planned.base : link.base,
    },
  ]
}

function withChoices(context: PlanContext, local: Item, remote: Item, { conflicts }: Decision): PlanContext {
  const pair = `${local.id}|${remote.id}`
  const choices = { ...context.answers.conflicts[pair], ...conflicts }
  return {
    ...context,
    answers: { ...context.answers, conflicts: { ...context.answers.conflicts, [pair]: choices } },
  }
}

/** Whether it waits, as a whole or in part, for a person. */
export function undecided(change: Change): boolean {
  return change.kind === 'question' || change.conflicts.length > 0
}

/** Which of the preview's lists a change belongs to. */
export type ChangeGroup = 'decide' | 'addLocal' | 'addRemote' | 'update' | 'delete' | 'link' | 'other'

export function groupOf(change: Change): ChangeGroup {
  if (undecided(change)) return 'decide'
  switch (change.kind) {
    case 'createLocal':
      return 'addLocal'
    case 'createRemote':
      return 'addRemote'
    case 'update':
      return 'update'
    case 'deleteRemote':
      return 'delete'
    case 'link':
      return 'link'
    case 'question':
      return 'decide'
    case 'tombstone':
    case 'forget':
      return 'other'
  }
}

/** What runs is what was previewed: the same kind of change writes the same over the same. Why it does so may differ. */
export function sameOutcome(a: Change, b: Change): boolean {
  return (
    a.kind === b.kind &&
    a.tombstone === b.tombstone &&
    sameWrite(a.local, b.local) &&
    sameWrite(a.remote, b.remote)
  )
}

function sameWrite(a: Write | null, b: Write | null): boolean {
  if (a === null || b === null) return a === b
  return sameEnd(a.from, b.from) && sameEnd(a.to, b.to)
}

function sameEnd(a: Write['from'], b: Write['from']): boolean {
  if (a === null || b === null) return a === b
  return a.kind === b.kind && sameContact(a, b)
}

/** The fields that a change writes or asks about, in the order of the form. */
export function changedFields(change: Change): readonly FieldName[] {
  const written = [change.local, change.remote].flatMap((write) =>
    write ? diffContacts(write.from ?? EMPTY_CONTACT, write.to ?? EMPTY_CONTACT) : [],
  )
  const fields = new Set([...written, ...change.conflicts].map(({ field }) => field))
  return FIELD_NAMES.filter((field) => fields.has(field))
}
