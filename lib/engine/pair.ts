// Pairs unlinked items: by a person's decision, by our own key if the content confirms it, by a certain match of the content, or by a
// question. Every item ends up in one pair, in the questions it waits for, or alone. The order of the input does not matter.
import type { Domain, KeyProof, ToldApart } from '@/lib/engine/domain'
import type { Candidate, Item, Reason, Side } from '@/lib/engine/model'
import type { PlanContext } from '@/lib/engine/planned-change'
import { OTHER } from '@/lib/engine/sides'

export type Pairing<V> =
  | {
      readonly kind: 'alone'
      readonly side: Side
      readonly item: Item<V>
      readonly reasons: readonly Reason<V>[]
    }
  | {
      readonly kind: 'pair'
      readonly local: Item<V>
      readonly remote: Item<V>
      readonly reasons: readonly Reason<V>[]
    }
  | {
      readonly kind: 'question'
      readonly local: Item<V>
      readonly remote: Item<V>
      readonly reasons: readonly Reason<V>[]
      readonly probability: number
    }

export type Items<V> = ReadonlyMap<string, Item<V>>

interface Ends {
  readonly localId: string
  readonly remoteId: string
}

/** Takes items that have no link, or whose link lost its other end. None of them may be deleted. */
export function pairUp<V>(
  local: Items<V>,
  remote: Items<V>,
  candidates: readonly Candidate<V>[],
  context: Pick<PlanContext<V>, 'domain' | 'answers' | 'project'>,
): readonly Pairing<V>[] {
  const { linked, separate } = context.answers
  const free = { local: new Map(local), remote: new Map(remote) }
  const parted = new Set(separate.map(nameOf))
  const isOpen = (pair: Ends) =>
    free.local.has(pair.localId) &&
    free.remote.has(pair.remoteId) &&
    (parted.size === 0 || !parted.has(nameOf(pair)))
  const pairs: Pairing<V>[] = []
  const join = ({ localId, remoteId }: Ends, reasons: readonly Reason<V>[]) => {
    const [one, other] = [free.local.get(localId), free.remote.get(remoteId)]
    if (!one || !other) return
    pairs.push({ kind: 'pair', local: one, remote: other, reasons })
    free.local.delete(localId)
    free.remote.delete(remoteId)
  }

  for (const given of [...linked].sort(byName)) join(given, [{ kind: 'linkedByPerson' }])
  const keyed = keyedPairs(free, context).filter(isOpen)
  for (const own of withoutRivals(keyed)) if (own.proof === 'proof') join(own, own.reasons)
  const hinted = keyed.filter(({ proof }) => proof !== 'none')
  const likely = withHints(hinted, candidates).filter(isOpen)
  const sure = withoutRivals(likely).filter(({ automatic }) => automatic)
  for (const pair of sure) join(pair, pair.reasons)

  const doubtful = likely.filter(isOpen)
  return [...pairs, ...questions(doubtful, free), ...everybodyElse(doubtful, free, context)]
}

const nameOf = ({ localId, remoteId }: Ends) => JSON.stringify([localId, remoteId])
const byName = (a: Ends, b: Ends) => (nameOf(a) < nameOf(b) ? -1 : 1)

/**
 * Remote items that carry the id of a local one, and whether that is proof. If two carry the same id, somebody copied our contact, and
 * only a person knows which copy is which.
 */
function keyedPairs<V>(
  { local, remote }: Free<V>,
  { domain, project }: Pick<PlanContext<V>, 'domain' | 'project'>,
): readonly (Candidate<V> & { readonly proof: KeyProof })[] {
  const keyed = [...remote.values()].flatMap(({ id, key, value }) => {
    const one = local.get(key ?? '')
    const proof = one && domain.proofOfKey(project.remote(one.value), value)
    return proof ? [{ localId: one.id, remoteId: id, proof }] : []
  })
  const count = tally(keyed.map(({ localId }) => localId))
  return keyed.map((pair) => ({
    ...pair,
    probability: 1 / (count.get(pair.localId) ?? 1),
    automatic: false,
    reasons: [OUR_KEY],
  }))
}

const distinctPairs = <V>(pairs: readonly Candidate<V>[]) => [
  ...new Map(pairs.map((pair) => [nameOf(pair), pair])).values(),
]

const OUR_KEY = { kind: 'ourKey' } as const

/** The pairs that only the key suggests, plus the candidates. A pair that is both keeps the probability of its content. */
function withHints<V>(
  hinted: readonly Candidate<V>[],
  candidates: readonly Candidate<V>[],
): readonly Candidate<V>[] {
  const hints = new Set(hinted.map(nameOf))
  const given = candidates.map((pair) => {
    if (!hints.has(nameOf(pair))) return pair
    return { ...pair, reasons: [OUR_KEY, ...pair.reasons.filter(({ kind }) => kind !== 'ourKey')] }
  })
  return distinctPairs([...hinted, ...given])
}

/** For each pair, the number of pairs that compete for one of its ends: the higher of the two ends. */
function rivals(pairs: readonly Ends[]): (pair: Ends) => number {
  const local = tally(pairs.map(({ localId }) => localId))
  const remote = tally(pairs.map(({ remoteId }) => remoteId))
  return (pair) => Math.max(local.get(pair.localId) ?? 0, remote.get(pair.remoteId) ?? 0)
}

function withoutRivals<P extends Ends>(pairs: readonly P[]): readonly P[] {
  const count = rivals(pairs)
  return pairs.filter((pair) => count(pair) === 1)
}

interface Free<V> {
  readonly local: Items<V>
  readonly remote: Items<V>
}

function questions<V>(doubtful: readonly Candidate<V>[], free: Free<V>): readonly Pairing<V>[] {
  const count = rivals(doubtful)
  return doubtful.flatMap((pair): Pairing<V>[] => {
    const [local, remote] = [free.local.get(pair.localId), free.remote.get(pair.remoteId)]
    if (!local || !remote) return []
    const seen = pair.reasons.filter(({ kind }) => kind !== 'severalCandidates')
    const several: Reason<V>[] = count(pair) > 1 ? [{ kind: 'severalCandidates', count: count(pair) }] : []
    return [
      { kind: 'question', local, remote, reasons: [...seen, ...several], probability: pair.probability },
    ]
  })
}

/** Items that are in no pair and in no question. */
function everybodyElse<V>(
  doubtful: readonly Ends[],
  free: Free<V>,
  { domain, answers }: Pick<PlanContext<V>, 'domain' | 'answers'>,
): readonly Pairing<V>[] {
  const ends = (side: Side, pairs: readonly Ends[]) =>
    new Set(pairs.map(({ localId, remoteId }) => ({ local: localId, remote: remoteId })[side]))
  return (['local', 'remote'] as const).flatMap((side) => {
    const [asked, parted] = [ends(side, doubtful), ends(side, answers.separate)]
    const left = [...free[side].values()].filter(({ id }) => !asked.has(id))
    // Often everybody is asked about, and names cost more than pairs.
    if (left.length === 0) return []
    const names = namesOf(free[OTHER[side]], domain)
    const reasonsOf = ({ id, value }: Item<V>): readonly Reason<V>[] => {
      if (parted.has(id)) return [{ kind: 'keptSeparate' }]
      const only: Reason<V> = { kind: 'onlyOn', side }
      const others = names.get(domain.fullName(value)) ?? []
      return others.length === 0 ? [only] : [only, namesake(side, value, others, domain)]
    }
    return left.map((item): Pairing<V> => ({ kind: 'alone', side, item, reasons: reasonsOf(item) }))
  })
}

/** By full name; items without a full name are left out. */
function namesOf<V>(items: Items<V>, { fullName }: Domain<V>): ReadonlyMap<string, readonly V[]> {
  const names = new Map<string, V[]>()
  for (const { value } of items.values()) {
    const name = fullName(value)
    const known = names.get(name)
    if (known) known.push(value)
    else if (name !== '') names.set(name, [value])
  }
  return names
}

/** The other side has `others` of the same full name. It says what tells them from this one if that is true of all of them. */
function namesake<V>(side: Side, value: V, others: readonly V[], domain: Domain<V>): Reason<V> {
  const found: ToldApart<V>[] = []
  for (const other of others) {
    const apart = side === 'local' ? domain.toldApart(value, other) : domain.toldApart(other, value)
    if (!apart) return { kind: 'namesake', side: OTHER[side] }
    found.push(apart)
  }
  // Of several always the same, whatever the order of the items.
  const [first] = found.sort((a, b) => (told(a) < told(b) ? -1 : 1))
  return first ? { kind: 'toldApart', side: OTHER[side], ...first } : { kind: 'namesake', side: OTHER[side] }
}

const told = <V>({ field, local, remote }: ToldApart<V>) => JSON.stringify([field, local, remote])

function tally(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
