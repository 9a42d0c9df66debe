// What planned changes are made of: the merge of two entries under the sync's settings, and the ends a change names.
import type { Contact } from '@/lib/contacts/contact'
import { sameContact, sameValue } from '@/lib/contacts/diff'
import { FIELD_NAMES } from '@/lib/contacts/fields'
import { type Holds, merge } from '@/lib/sync/merge'
import type {
  Answers,
  Base,
  Change,
  Choice,
  Conflict,
  Entry,
  Link,
  Reason,
  Side,
  SyncSettings,
  Write,
} from '@/lib/sync/model'

export interface PlanContext {
  readonly answers: Answers
  readonly settings: SyncSettings
  readonly holds: Holds
  /** The sync is being set up, perhaps anew: what was deleted on one side is offered to it again. */
  readonly again: boolean
}

/** No change of a plan deletes here: a local write always ends in a contact. */
export type PlannedChange = Change & { readonly local: (Write & { readonly to: Contact }) | null }

export interface LinkedPair {
  readonly link: Link
  readonly local: Entry
  readonly remote: Entry
}

/** A change before anything is said about it. */
export const NOTHING = {
  linkId: null,
  localId: null,
  localVersion: null,
  remoteId: null,
  remoteVersion: null,
  local: null,
  remote: null,
  base: null,
  tombstone: null,
  conflicts: [],
  reasons: [],
  probability: null,
} as const satisfies Omit<PlannedChange, 'kind'>

/** A change that writes nothing yet, between two entries. */
export function between(pair: { readonly link?: Link; readonly local: Entry; readonly remote: Entry }) {
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

export function mergePair(base: Base | null, local: Entry, remote: Entry, context: PlanContext) {
  const choices = context.answers.conflicts[`${local.id}|${remote.id}`] ?? {}
  const merged = merge(
    base,
    local.contact,
    remote.contact,
    choices,
    policyOf(context, local, remote),
    context.holds,
  )
  return {
    local: write(local.contact, merged.local),
    remote: write(remote.contact, merged.remote),
    base: merged.base,
    conflicts: merged.conflicts,
  }
}

/** Nothing to write, and nothing to ask. */
export const isSilent = ({ local, remote, conflicts }: ReturnType<typeof mergePair>) =>
  local === null && remote === null && conflicts.length === 0

const write = (from: Contact, to: Contact) => (sameContact(from, to) ? null : { from, to })

/** What the sync's setting says of a conflict that nobody has answered. */
function policyOf(
  { settings }: PlanContext,
  local: Entry,
  remote: Entry,
): (conflict: Conflict) => Choice | null {
  switch (settings.onConflict) {
    case 'ask':
      return () => null
    case 'local':
    case 'remote':
      return () => settings.onConflict as Choice
    case 'newest': {
      const [here, there] = [local.changedAt?.getTime(), remote.changedAt?.getTime()]
      if (here === undefined || there === undefined || here === there) return () => null
      return () => (here > there ? 'local' : 'remote')
    }
  }
}

export const isEdited = (side: Side, pair: LinkedPair) =>
  !sameContact(pair.link.base[side], pair[side].contact)

/** What each side changed since the base. */
export function edits(pair: LinkedPair): readonly (Reason & { readonly kind: 'edited' })[] {
  return (['local', 'remote'] as const)
    .map((side) => ({
      kind: 'edited' as const,
      side,
      fields: FIELD_NAMES.filter((field) => !sameValue(field, pair.link.base[side], pair[side].contact)),
    }))
    .filter(({ fields }) => fields.length > 0)
}
