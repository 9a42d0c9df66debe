// What planned changes are made of: the merge of two entries under the sync's settings, and the ends a change names.

import {
  afterStep,
  type ChangeTimes,
  firstSeen,
  laterSide,
  type Part,
  timeOf,
} from '@/lib/domains/contacts/merge/change-times'
import type { Answer, Both } from '@/lib/domains/contacts/merge/conflict'
import { merge, type Project } from '@/lib/domains/contacts/merge/merge'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { isListField, sameContact, sameValue } from '@/lib/domains/contacts/value/diff'
import { FIELD_NAMES, type ListEntry } from '@/lib/domains/contacts/value/fields'
import type {
  Answers,
  Base,
  Change,
  Choice,
  Conflict,
  FieldValue,
  Item,
  Link,
  Reason,
  Side,
  SyncSettings,
  Write,
} from '@/lib/engine/model'

export interface PlanContext {
  readonly answers: Answers
  readonly settings: SyncSettings
  readonly project: Project
  /** Where the firm's numbers without a country code are dialled. */
  readonly region: Region
  /** The sync is being set up, perhaps anew: what was deleted on one side is offered to it again. */
  readonly again: boolean
  /** Who a linked contact that is gone from the account lives on in, by the link's id, where that is known or likely. */
  readonly merged?: ReadonlyMap<string, Merged>
}

/** A contact of the account, and what to call it. */
export interface Merged {
  readonly into: string
  readonly name: string
}

/** No change of a plan deletes here: a local write always ends in a contact. */
export type PlannedChange = Change & { readonly local: (Write & { readonly to: Contact }) | null }

export interface LinkedPair {
  readonly link: Link
  readonly local: Item
  readonly remote: Item
}

/** What a change says besides the ends it is about, before anything is said. */
export const NOTHING_SAID = {
  local: null,
  remote: null,
  base: null,
  tombstone: null,
  conflicts: [],
  reasons: [],
  probability: null,
} as const satisfies Partial<PlannedChange>

/** A change before anything is said about it. */
export const NOTHING = {
  linkId: null,
  localId: null,
  localVersion: null,
  remoteId: null,
  remoteVersion: null,
  ...NOTHING_SAID,
} as const satisfies Omit<PlannedChange, 'kind'>

/** A change that writes nothing yet, between two entries. */
export function between(pair: { readonly link?: Link; readonly local: Item; readonly remote: Item }) {
  const { link, local, remote } = pair
  return {
    ...NOTHING,
    linkId: link?.id ?? null,
    localId: local.id,
    localVersion: local.version,
    remoteId: remote.id,
    remoteVersion: remote.version,
  }
}

export function mergePair(base: Base | null, local: Item, remote: Item, context: PlanContext) {
  const choices = context.answers.conflicts[`${local.id}|${remote.id}`] ?? {}
  const merged = merge(
    base,
    local.value,
    remote.value,
    choices,
    policyOf(context, base, local, remote),
    context.project,
    context.region,
  )
  return {
    local: write(local.value, merged.local),
    remote: write(remote.value, merged.remote),
    base: merged.base,
    conflicts: merged.conflicts,
  }
}

/** Nothing to write, and nothing to ask. */
export const writesNothing = ({ local, remote, conflicts }: ReturnType<typeof mergePair>) =>
  local === null && remote === null && conflicts.length === 0

const write = (from: Contact, to: Contact) => (sameContact(from, to) ? null : { from, to })

/** What the sync's setting says of a conflict that nobody has answered. */
function policyOf({ settings }: PlanContext, base: Base | null, local: Item, remote: Item): Answer {
  switch (settings.onConflict) {
    case 'ask':
      return () => null
    case 'local':
    case 'remote':
      return () => settings.onConflict as Choice
    case 'newest': {
      const times = { local: timesOf(local, base?.local), remote: timesOf(remote, base?.remote) }
      return (conflict, parts) => newestOf(times, conflict, parts)
    }
  }
}

/**
 * Where no times were remembered, what was last agreed on stands for the sight before this one. It need not be: of several edits made
 * at once some may have been agreed on since. So no single value is said to have changed when the contact did.
 */
function timesOf({ times, value: contact, changedAt }: Item, base: Contact | undefined): ChangeTimes {
  if (times || !base) return times ?? firstSeen(changedAt)
  return afterStep(firstSeen(changedAt), {
    from: base,
    to: contact,
    at: changedAt,
    since: null,
    others: true,
  })
}

/** The side that changed it last, in all that both changed of it; null, and so a question, where that cannot be told. */
function newestOf(
  times: Both<ChangeTimes>,
  { field, local, remote }: Conflict,
  parts: readonly Part[],
): Side | null {
  const item = (value: FieldValue) => (isListField(field) ? (value as ListEntry) : undefined)
  const later = new Set(
    parts.map((part) =>
      laterSide(
        timeOf(times.local, field, part, item(local)),
        timeOf(times.remote, field, part, item(remote)),
      ),
    ),
  )
  return later.size === 1 ? ([...later][0] ?? null) : null
}

export const isEdited = (side: Side, pair: LinkedPair) => !sameContact(pair.link.base[side], pair[side].value)

/** What each side changed since the base. */
export function edits(pair: LinkedPair): readonly (Reason & { readonly kind: 'edited' })[] {
  return (['local', 'remote'] as const)
    .map((side) => ({
      kind: 'edited' as const,
      side,
      fields: FIELD_NAMES.filter((field) => !sameValue(field, pair.link.base[side], pair[side].value)),
    }))
    .filter(({ fields }) => fields.length > 0)
}
