// The decision table. What was agreed, what each side says now: what should happen? A pure function, and the only place
// that decides. Preview, first sync, background sync and repair all ask here; what they do with the answer is their business.
import type { Base, Candidate, Item, Link, Plan, Reason, Side } from '@/lib/engine/model'
import { asInBase, danglingEnds, newest, present } from '@/lib/engine/observed'
import { type Items, type Pairing, pairUp } from '@/lib/engine/pair'
import {
  between,
  edits,
  isEdited,
  type LinkedPair,
  type Merged,
  mergePair,
  NOTHING,
  type PlanContext,
  type PlannedChange,
  writesNothing,
} from '@/lib/engine/planned-change'

export type { PlanContext, PlannedChange }

export interface PlanInput extends PlanContext {
  readonly links: readonly Link[]
  readonly local: readonly Item[]
  readonly remote: readonly Item[]
  readonly candidates: readonly Candidate[]
}

export type LinkPlan =
  | { readonly kind: 'same' }
  /** Versions moved, contents agree: nothing to do but to remember what is said now. */
  | { readonly kind: 'agree'; readonly base: Base }
  | { readonly kind: 'change'; readonly change: PlannedChange }

export interface FullPlan extends Plan {
  readonly changes: readonly PlannedChange[]
  /** What to remember of links that need nothing else: as important as a change, or a later removal looks like an addition. */
  readonly bases: readonly { readonly linkId: string; readonly base: Base }[]
}

/** What each link and each unlinked entry comes to. Entries may come more than once, in any order; the newest counts. */
export function plan(input: PlanInput): FullPlan {
  const { links } = input
  const [local, remote] = [newest(input.local), newest(input.remote)]
  const dangling = {
    local: danglingEnds(links, 'local', { local, remote }),
    remote: danglingEnds(links, 'remote', { local, remote }),
  }
  const free = {
    local: present(local, new Set(links.map(({ localId }) => localId))),
    remote: present(remote, new Set(links.map(({ remoteId }) => remoteId))),
  }
  const pairings = pairUp(
    new Map([...free.local, ...dangling.local]),
    new Map([...free.remote, ...dangling.remote]),
    input.candidates.filter(
      ({ localId, remoteId }) => !dangling.local.has(localId) || !dangling.remote.has(remoteId),
    ),
    input,
  )
  const replacements = replacementsAmong(pairings, dangling)
  const asked = new Set(
    pairings.flatMap((one) => (one.kind === 'question' ? [one.local.id, one.remote.id] : [])),
  )
  const linked = links.map((link) => {
    const { localId, remoteId } = link
    // Whoever is left may be there already: until that is answered nothing is brought back, deleted or remembered.
    if (asked.has(localId) || asked.has(remoteId)) return { linkId: link.id, ...SAME }
    const joined = replacements.get(localId) ?? replacements.get(remoteId)
    const here = joined?.local ?? local.get(localId) ?? null
    const there = joined?.remote ?? remote.get(remoteId) ?? null
    return { linkId: link.id, ...planLink(link, here, there, input, joined?.reasons) }
  })
  const changes = linked.flatMap((planned) => (planned.kind === 'change' ? [planned.change] : []))
  const unlinked = pairings.filter((one) => one.kind === 'question' || !isAbout(one, dangling))
  return {
    changes: [...changes, ...unlinked.map((pairing) => planUnlinked(pairing, input))],
    same: linked.length - changes.length,
    bases: linked.flatMap((planned) =>
      planned.kind === 'agree' ? [{ linkId: planned.linkId, base: planned.base }] : [],
    ),
  }
}

type Dangling = Readonly<Record<Side, Items>>
type Joined = Pairing & { readonly kind: 'pair' }

/** Who took the place of a link's lost end, by the end that is left. */
function replacementsAmong(pairings: readonly Pairing[], dangling: Dangling): ReadonlyMap<string, Joined> {
  return new Map(
    pairings.flatMap((one): [string, Joined][] => {
      if (one.kind !== 'pair') return []
      const [here, there] = [dangling.local.has(one.local.id), dangling.remote.has(one.remote.id)]
      return here === there ? [] : [[here ? one.local.id : one.remote.id, one]]
    }),
  )
}

/** What a link has to do with is planned with the link. */
function isAbout(pairing: Pairing, dangling: Dangling): boolean {
  if (pairing.kind === 'alone') return dangling[pairing.side].has(pairing.item.id)
  return dangling.local.has(pairing.local.id) || dangling.remote.has(pairing.remote.id)
}

/**
 * One link. null stands for an entry that the caller knows unchanged since the base, which it never is while a conflict
 * is open: then both entries must be given. An entry of another id is one that took the place of the linked one, for these
 * reasons.
 */
export function planLink(
  link: Link,
  local: Item | null,
  remote: Item | null,
  context: PlanContext,
  reasons: readonly Reason[] = [],
): LinkPlan {
  const pair = { link, local: local ?? asInBase(link, 'local'), remote: remote ?? asInBase(link, 'remote') }
  switch (standing(pair)) {
    case 'present, present':
      return mergeLinked(pair, context, reasons)
    case 'present, deleted':
      return deletedOn('remote', pair, context)
    case 'deleted, present':
      return deletedOn('local', pair, context)
    case 'deleted, deleted':
      return forget(pair)
  }
}

const standing = ({ local, remote }: LinkedPair) =>
  `${local.deleted ? 'deleted' : 'present'}, ${remote.deleted ? 'deleted' : 'present'}` as const

/** Entries without a link, paired up before. */
export function planUnlinked(pairing: Pairing, context: PlanContext): PlannedChange {
  switch (pairing.kind) {
    case 'alone':
      return create(pairing.side, pairing.item, pairing.reasons, context)
    case 'pair':
      return mergeUnlinked(pairing, context)
    case 'question':
      return {
        ...between(pairing),
        kind: 'question',
        reasons: pairing.reasons,
        probability: pairing.probability,
      }
  }
}

/** Present here and there: each side gets what changed on the other. */
function mergeLinked(pair: LinkedPair, context: PlanContext, known: readonly Reason[]): LinkPlan {
  const { link, local, remote } = pair
  const isSuccessor = remote.id !== link.remoteId || local.id !== link.localId
  const merged = mergePair(isSuccessor ? null : link.base, local, remote, context)
  const reasons = isSuccessor ? known : edits(pair)
  if (!writesNothing(merged)) return changed({ ...between(pair), ...merged, kind: 'update', reasons })
  // Whoever was gone is back: from a bin, or created again.
  if (link.tombstone || isSuccessor) return changed({ ...between(pair), ...merged, kind: 'link', reasons })
  const moved = local.version !== link.localVersion || remote.version !== link.remoteVersion
  return moved ? { kind: 'agree', base: merged.base } : SAME
}

/**
 * One sure match, or one that a person made: blanks are filled both ways and lists united. Nothing is overwritten, unless
 * the sync's setting says who wins where single values differ.
 */
function mergeUnlinked(pair: Pairing & { kind: 'pair' }, context: PlanContext): PlannedChange {
  const merged = mergePair(null, pair.local, pair.remote, context)
  return {
    ...between(pair),
    ...merged,
    kind: writesNothing(merged) ? 'link' : 'update',
    reasons: pair.reasons,
  }
}

/** Present on one side only. What the other cannot hold stays where it is. */
function create(side: Side, item: Item, reasons: readonly Reason[], { project }: PlanContext): PlannedChange {
  const { id, version, value: contact } = item
  const copy = project[OTHER[side]](contact)
  const write = { from: null, to: copy }
  return side === 'local'
    ? {
        ...NOTHING,
        kind: 'createRemote',
        localId: id,
        localVersion: version,
        remote: write,
        base: { local: contact, remote: copy },
        reasons,
      }
    : {
        ...NOTHING,
        kind: 'createLocal',
        remoteId: id,
        remoteVersion: version,
        local: write,
        base: { local: copy, remote: contact },
        reasons,
      }
}

/** One end of the link is gone, the other present. */
function deletedOn(side: Side, pair: LinkedPair, context: PlanContext): LinkPlan {
  const { link } = pair
  const isNews = link.tombstone?.side !== side
  if (isNews && side === 'local' && context.settings.onLocalDelete === 'delete' && !isEdited('remote', pair))
    return changed({
      ...tombstoned(side, pair),
      kind: 'deleteRemote',
      remote: { from: pair.remote.value, to: null },
    })
  const merged = side === 'remote' ? context.merged?.get(link.id) : undefined
  // It was no deletion, so it is not offered anew: that would undo what somebody did there. Set-up says so, nothing is written.
  if (merged && (isNews || context.again)) return changed(absorbed(side, pair, merged))
  if (context.again) return changed(returned(side, pair, context))
  return isNews ? changed({ ...tombstoned(side, pair), kind: 'tombstone' }) : SAME
}

function absorbed(side: Side, pair: LinkedPair, { into, name }: Merged): PlannedChange {
  const { reasons, ...rest } = tombstoned(side, pair)
  return { ...rest, kind: 'tombstone', reasons: [{ kind: 'merged', side, into, name }, ...reasons] }
}

/** The link remembers which end is gone. What was last agreed on stays known, in case that end returns. */
function tombstoned(side: Side, pair: LinkedPair): Omit<PlannedChange, 'kind'> {
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

const OTHER = { local: 'remote', remote: 'local' } as const
const SAME: LinkPlan = { kind: 'same' }
const changed = (change: PlannedChange): LinkPlan => ({ kind: 'change', change })
