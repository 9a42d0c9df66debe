// The decision table. What was agreed, what each side says now: what should happen? A pure function, and the only place
// that decides. Preview, first sync, background sync and repair all ask here; what they do with the answer is their business.
import type { Contact } from '@/lib/contacts/contact'
import { sameContact, sameValue } from '@/lib/contacts/diff'
import { FIELD_NAMES } from '@/lib/contacts/fields'
import { type Holds, merge } from '@/lib/sync/merge'
import type {
  Answers,
  Base,
  Candidate,
  Change,
  Choice,
  Conflict,
  Entry,
  Link,
  Plan,
  Reason,
  Side,
  SyncSettings,
  Write,
} from '@/lib/sync/model'
import { type Entries, type Pairing, pairUp } from '@/lib/sync/pair'

export type { Holds }

export interface PlanContext {
  readonly answers: Answers
  readonly settings: SyncSettings
  readonly holds: Holds
  /** The sync is being set up, perhaps anew: what was deleted on one side is offered to it again. */
  readonly again: boolean
}

export interface PlanInput extends PlanContext {
  readonly links: readonly Link[]
  readonly local: readonly Entry[]
  readonly remote: readonly Entry[]
  readonly candidates: readonly Candidate[]
}

export type LinkPlan =
  | { readonly kind: 'same' }
  /** Versions moved, contents agree: nothing to do but to remember what is said now. */
  | { readonly kind: 'agree'; readonly base: Base }
  | { readonly kind: 'change'; readonly change: PlannedChange }

/** No change of a plan deletes here: a local write always ends in a contact. */
export type PlannedChange = Change & { readonly local: (Write & { readonly to: Contact }) | null }

export interface FullPlan extends Plan {
  readonly changes: readonly PlannedChange[]
  /** What to remember of links that need nothing else: as important as a change, or a later removal looks like an addition. */
  readonly agreed: readonly { readonly linkId: string; readonly base: Base }[]
}

/** What each link and each unlinked entry comes to. Entries may come more than once, in any order; the newest counts. */
export function plan(input: PlanInput): FullPlan {
  const [local, remote] = [newest(input.local), newest(input.remote)]
  const free = {
    local: present(local, new Set(input.links.map(({ localId }) => localId))),
    remote: present(remote, new Set(input.links.map(({ remoteId }) => remoteId))),
  }
  const successors = successorsOf(input.links, remote, free.remote)
  const linked = input.links.map((link) => ({
    linkId: link.id,
    ...planLink(
      link,
      local.get(link.localId) ?? null,
      successors.get(link.localId) ?? remote.get(link.remoteId) ?? null,
      input,
    ),
  }))
  const changes = linked.flatMap((planned) => (planned.kind === 'change' ? [planned.change] : []))
  for (const { id } of successors.values()) free.remote.delete(id)
  const unlinked = pairUp(free.local, free.remote, input.candidates, input.answers)
  return {
    changes: [...changes, ...unlinked.map((pairing) => planUnlinked(pairing, input))],
    same: linked.length - changes.length,
    agreed: linked.flatMap((planned) =>
      planned.kind === 'agree' ? [{ linkId: planned.linkId, base: planned.base }] : [],
    ),
  }
}

/**
 * One link. null stands for an entry that the caller knows unchanged since the base, which it never is while a conflict
 * is open: then both entries must be given. A remote entry of another id is one that took the place of the linked one.
 */
export function planLink(
  link: Link,
  local: Entry | null,
  remote: Entry | null,
  context: PlanContext,
): LinkPlan {
  const pair = { link, local: local ?? asAgreed(link, 'local'), remote: remote ?? asAgreed(link, 'remote') }
  if (pair.local.deleted && pair.remote.deleted) return forget(pair)
  if (pair.remote.deleted) return gone('remote', pair, context)
  if (pair.local.deleted) return gone('local', pair, context)
  return meetAgain(pair, context)
}

/** Entries without a link, paired up before. */
export function planUnlinked(pairing: Pairing, context: PlanContext): PlannedChange {
  switch (pairing.kind) {
    case 'alone':
      return create(pairing.side, pairing.entry, pairing.reasons, context)
    case 'pair':
      return meet(pairing, context)
    case 'question':
      return {
        ...between(pairing),
        kind: 'question',
        reasons: pairing.reasons,
        probability: pairing.probability,
      }
  }
}

// Rows of the table, from here on.

interface LinkedPair {
  readonly link: Link
  readonly local: Entry
  readonly remote: Entry
}

/** Present here and there: each side gets what changed on the other. */
function meetAgain(pair: LinkedPair, context: PlanContext): LinkPlan {
  const { link, local, remote } = pair
  const isSuccessor = remote.id !== link.remoteId
  const merged = mergePair(isSuccessor ? null : link.base, local, remote, context)
  const { base, conflicts, ...writes } = merged
  if (writes.local || writes.remote || conflicts.length > 0) {
    return changed({ ...between(pair), ...merged, kind: 'update', reasons: edits(pair) })
  }
  // Whoever was gone is back: from a bin, or created again.
  if (link.tombstone || isSuccessor) return changed({ ...between(pair), ...merged, kind: 'link' })
  const moved = local.version !== link.localVersion || remote.version !== link.remoteVersion
  return moved ? { kind: 'agree', base } : SAME
}

/** One sure match, or one that a person made: nothing is overwritten, blanks are filled both ways and lists united. */
function meet(pair: Pairing & { kind: 'pair' }, context: PlanContext): PlannedChange {
  const merged = mergePair(null, pair.local, pair.remote, context)
  const silent = !merged.local && !merged.remote && merged.conflicts.length === 0
  return { ...between(pair), ...merged, kind: silent ? 'link' : 'update', reasons: pair.reasons }
}

/** Present on one side only. What the other cannot hold stays where it is. */
function create(side: Side, entry: Entry, reasons: readonly Reason[], { holds }: PlanContext): PlannedChange {
  const [own, copy] = [entry.contact, holds[OTHER[side]](entry.contact)]
  const end = { ...NOTHING, [`${side}Id`]: entry.id, [`${side}Version`]: entry.version, reasons }
  return side === 'local'
    ? { ...end, kind: 'createRemote', remote: { from: null, to: copy }, base: { local: own, remote: copy } }
    : { ...end, kind: 'createLocal', local: { from: null, to: copy }, base: { local: copy, remote: own } }
}

/** One end of the link is gone, the other present. */
function gone(side: Side, pair: LinkedPair, context: PlanContext): LinkPlan {
  const { link } = pair
  const isNews = link.tombstone?.side !== side
  if (isNews && side === 'local' && context.settings.onLocalDelete === 'delete' && !isEdited('remote', pair))
    return changed({
      ...buried(side, pair),
      kind: 'deleteRemote',
      remote: { from: pair.remote.contact, to: null },
    })
  if (context.again) return changed(returned(side, pair, context))
  return isNews ? changed({ ...buried(side, pair), kind: 'tombstone' }) : SAME
}

/** The link remembers which end is gone. What was last agreed on stays known, in case that end returns. */
function buried(side: Side, pair: LinkedPair): Omit<PlannedChange, 'kind'> {
  const survivor = edits(pair).filter((reason) => reason.side !== side)
  return {
    ...between(pair),
    base: pair.link.base,
    tombstone: side,
    reasons: [{ kind: 'deleted', side }, ...survivor],
  }
}

/** The survivor is offered anew to the side that deleted it. */
function returned(side: Side, pair: LinkedPair, context: PlanContext): PlannedChange {
  const deletedAt = pair.link.tombstone?.at ?? pair[side].changedAt
  const reason: Reason = deletedAt ? { kind: 'returns', side, deletedAt } : { kind: 'deleted', side }
  const { kind, local, remote, base } = create(OTHER[side], pair[OTHER[side]], [], context)
  return { ...between(pair), kind, local, remote, base, reasons: [reason] }
}

function forget(pair: LinkedPair): LinkPlan {
  const reasons: readonly Reason[] = [
    { kind: 'deleted', side: 'local' },
    { kind: 'deleted', side: 'remote' },
  ]
  return changed({ ...between(pair), kind: 'forget', reasons })
}

// What the rows are made of.

const OTHER = { local: 'remote', remote: 'local' } as const
const SAME: LinkPlan = { kind: 'same' }
const changed = (change: PlannedChange): LinkPlan => ({ kind: 'change', change })

const NOTHING = {
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
function between(pair: { readonly link?: Link; readonly local: Entry; readonly remote: Entry }) {
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

function mergePair(base: Base | null, local: Entry, remote: Entry, context: PlanContext) {
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

const isEdited = (side: Side, pair: LinkedPair) => !sameContact(pair.link.base[side], pair[side].contact)

/** What each side changed since the base. */
function edits(pair: LinkedPair): readonly (Reason & { readonly kind: 'edited' })[] {
  return (['local', 'remote'] as const)
    .map((side) => ({
      kind: 'edited' as const,
      side,
      fields: FIELD_NAMES.filter((field) => !sameValue(field, pair.link.base[side], pair[side].contact)),
    }))
    .filter(({ fields }) => fields.length > 0)
}

/** The entry of a link as it was when both sides last agreed, or gone if that end is known to be. */
function asAgreed(link: Link, side: Side): Entry {
  return {
    id: link[`${side}Id`],
    version: link[`${side}Version`],
    contact: link.base[side],
    deleted: link.tombstone?.side === side,
    key: null,
    changedAt: null,
  }
}

/** Pages may repeat an entry, or bring an old one late. */
function newest(entries: readonly Entry[]): Entries {
  const byId = new Map<string, Entry>()
  for (const entry of entries) {
    const known = byId.get(entry.id)
    if (known === undefined || isNewer(entry, known)) byId.set(entry.id, entry)
  }
  return byId
}

function isNewer(a: Entry, b: Entry): boolean {
  const [at, before] = [a.changedAt?.getTime() ?? 0, b.changedAt?.getTime() ?? 0]
  return at === before ? a.version > b.version : at > before
}

/**
 * Of links that lost their remote end: the one entry that carries our key instead, by the local id. It was created to bring
 * the contact back, but the reply was lost.
 */
function successorsOf(links: readonly Link[], remote: Entries, free: Entries): Entries {
  const bereft = links.filter(
    (link) => remote.get(link.remoteId)?.deleted ?? link.tombstone?.side === 'remote',
  )
  const localIds = new Set(bereft.map(({ localId }) => localId))
  const keyed = [...free.values()].filter(({ key }) => key !== null && localIds.has(key))
  const counts = new Map<string | null, number>()
  for (const { key } of keyed) counts.set(key, (counts.get(key) ?? 0) + 1)
  return new Map(keyed.filter(({ key }) => counts.get(key) === 1).map((entry) => [entry.key ?? '', entry]))
}

/** What is there and not linked. */
function present(entries: Entries, linked: ReadonlySet<string>): Map<string, Entry> {
  return new Map([...entries].filter(([id, { deleted }]) => !deleted && !linked.has(id)))
}
