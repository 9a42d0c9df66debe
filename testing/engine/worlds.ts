// Inputs for the engine's properties, for any domain: two collections that were in sync and have been edited since, and a model of
// carrying out plans: a write gives a new version, and a base changes only with the recorded one.

import fc from 'fast-check'
import type { Domain, LocalDeletion, Project } from '@/lib/engine/domain'
import type { Candidate, Change, Item, Link, Side, Tombstone } from '@/lib/engine/model'
import type { PlanInput } from '@/lib/engine/plan'
import { DAY } from '@/lib/time'

/** A domain, and how its values are drawn. */
export interface Sample<V, L extends LocalDeletion = LocalDeletion> {
  readonly domain: Domain<V, L>
  readonly value: fc.Arbitrary<V>
  /** The ways in which the two sides may store values. */
  readonly projects: readonly Project<V>[]
  /** Edits that people make to a value. */
  readonly touched: (value: V) => fc.Arbitrary<V>
  /** What `now` has and `before` had not. */
  readonly news: (before: V, now: V) => Partial<V>
  /** The value as a late page would show it: an outdated one. */
  readonly late: (value: V) => V
}

const at = (days: number) => new Date(Date.UTC(2026, 0, 1) + days * DAY)

/** One edit after another. The same few edits are likely on both sides: people correct the same mistakes. */
function lived<V>({ touched }: Pick<Sample<V>, 'touched'>, value: V): fc.Arbitrary<V> {
  const once = (from: fc.Arbitrary<V>) => from.chain(touched)
  const still = fc.constant(value)
  return fc.oneof(
    { weight: 3, arbitrary: still },
    { weight: 3, arbitrary: once(still) },
    { weight: 2, arbitrary: once(once(still)) },
    { weight: 1, arbitrary: once(once(once(still))) },
  )
}

/** A value on both sides, before and after: the base of each side, and its current value. */
export function pairArbitrary<V>(sample: Sample<V>, project: Project<V>) {
  return sample.value.chain((value) => {
    const base = { local: project.local(value), remote: project.remote(value) }
    return fc
      .record({ local: lived(sample, base.local), remote: lived(sample, base.remote), alike: fc.nat(5) })
      .map(({ local, remote, alike }) => ({
        base,
        local: project.local(local),
        // Sometimes both sides got the same edit.
        remote: project.remote(alike === 0 ? { ...remote, ...sample.news(base.local, local) } : remote),
      }))
  })
}

/** The possible states of a link's two ends. */
const STANDINGS = [
  { local: false, remote: false, tombstone: null },
  { local: false, remote: false, tombstone: null },
  { local: false, remote: false, tombstone: null },
  { local: false, remote: true, tombstone: null },
  { local: true, remote: false, tombstone: null },
  { local: true, remote: true, tombstone: null },
  { local: false, remote: true, tombstone: 'remote' },
  { local: true, remote: false, tombstone: 'local' },
  { local: false, remote: false, tombstone: 'remote' },
  { local: true, remote: true, tombstone: 'remote' },
] as const

interface Cast<V> {
  readonly links: readonly Link<V>[]
  readonly local: readonly Item<V>[]
  readonly remote: readonly Item<V>[]
  readonly candidates: readonly Candidate<V>[]
  /** A person's decisions on pairs. */
  readonly drawn: Partial<Record<'linked' | 'separate', Ends>>
}

interface Ends {
  readonly localId: string
  readonly remoteId: string
}

const item = <V>(id: string, value: V, rest: Partial<Item<V>> = {}): Item<V> => ({
  id,
  version: '1',
  value,
  deleted: false,
  key: null,
  changedAt: null,
  ...rest,
})

const linkOf = <V>(name: string, base: Link<V>['base'], tombstone: Tombstone | null): Link<V> => ({
  id: `link-${name}`,
  localId: `local-${name}`,
  remoteId: `remote-${name}`,
  base,
  localVersion: '1',
  remoteVersion: '1',
  tombstone,
})

function linkedArbitrary<V>(sample: Sample<V>, name: string, project: Project<V>): fc.Arbitrary<Cast<V>> {
  const times = fc.record({ local: fc.nat(3), remote: fc.nat(3) })
  return fc
    .record({ pair: pairArbitrary(sample, project), standing: fc.constantFrom(...STANDINGS), times })
    .map(({ pair, standing, times }) => {
      const moved = { local: pair.local !== pair.base.local, remote: pair.remote !== pair.base.remote }
      const end = (side: Side, deleted: boolean) =>
        item(`${side}-${name}`, pair[side], {
          version: moved[side] || deleted ? '2' : '1',
          deleted,
          changedAt: times[side] === 0 ? null : at(times[side]),
        })
      const tombstone: Tombstone | null = standing.tombstone ? { side: standing.tombstone, at: at(9) } : null
      return {
        ...NOBODY,
        links: [linkOf(name, pair.base, tombstone)],
        local: [end('local', standing.local)],
        remote: [end('remote', standing.remote)],
      }
    })
}

const NOBODY = { links: [], local: [], remote: [], candidates: [], drawn: {} } as const

/** Two unrelated items, one alone, or three of which two may match: with all kinds of candidates. */
function unlinkedArbitrary<V>(sample: Sample<V>, name: string, project: Project<V>): fc.Arbitrary<Cast<V>> {
  const drawn = fc.record({
    who: fc.constantFrom('local', 'remote', 'pair', 'pair', 'pair', 'three'),
    automatic: fc.boolean(),
    candidate: fc.boolean(),
    ours: fc.constantFrom(false, false, true),
    answer: fc.constantFrom(null, null, null, 'linked', 'separate'),
    deleted: fc.constantFrom(false, false, false, true),
  })
  return fc.record({ pair: pairArbitrary(sample, project), drawn }).map(({ pair, drawn }) => {
    const key = drawn.ours ? `local-${name}` : null
    const local =
      drawn.who === 'remote' ? [] : [item(`local-${name}`, pair.local, { deleted: drawn.deleted })]
    const ids =
      drawn.who === 'local'
        ? []
        : drawn.who === 'three'
          ? [`remote-${name}`, `remote-${name}b`]
          : [`remote-${name}`]
    const remote = ids.map((id) => item(id, pair.remote, { key }))
    const candidates = remote.map(
      ({ id }): Candidate<V> => ({
        localId: `local-${name}`,
        remoteId: id,
        probability: 0.9,
        automatic: drawn.automatic,
        reasons: [{ kind: 'sameNameAndEmail', email: '' }],
      }),
    )
    return {
      ...NOBODY,
      local,
      remote,
      candidates: drawn.candidate ? candidates : [],
      drawn: drawn.answer ? { [drawn.answer]: endsOf(candidates, local, remote) } : {},
    }
  })
}

/** A link that lost an end, and on that side one or two new items that may be the same. */
function danglingArbitrary<V>(sample: Sample<V>, name: string, project: Project<V>): fc.Arbitrary<Cast<V>> {
  const drawn = fc.record({
    lost: fc.constantFrom<Side>('local', 'remote'),
    known: fc.boolean(),
    two: fc.constantFrom(false, false, true),
    automatic: fc.boolean(),
    candidate: fc.constantFrom(true, true, false),
    answer: fc.constantFrom(null, null, null, 'linked', 'separate'),
  })
  return fc.record({ pair: pairArbitrary(sample, project), drawn }).map(({ pair, drawn }) => {
    const { lost, known } = drawn
    const left = lost === 'local' ? 'remote' : 'local'
    const added = (drawn.two ? ['new', 'other'] : ['new']).map((id) => item(`${id}-${name}`, pair[lost]))
    const candidates = added.map(({ id }): Candidate<V> => {
      const ends = { [ID[lost]]: id, [ID[left]]: `${left}-${name}` } as Record<'localId' | 'remoteId', string>
      const reasons = [{ kind: 'sameNameAndEmail' as const, email: '' }]
      return { ...ends, probability: 0.9, automatic: drawn.automatic && !drawn.two, reasons }
    })
    const ends: Record<Side, readonly Item<V>[]> = {
      ...NOBODY,
      [lost]: [item(`${lost}-${name}`, pair.base[lost], { deleted: true, version: '2' }), ...added],
      [left]: [item(`${left}-${name}`, pair[left], { version: '2' })],
    }
    return {
      ...ends,
      links: [linkOf(name, pair.base, known ? { side: lost, at: at(9) } : null)],
      candidates: drawn.candidate ? candidates : [],
      drawn: drawn.answer && candidates[0] ? { [drawn.answer]: candidates[0] } : {},
    }
  })
}

export const worldArbitrary = <V, L extends LocalDeletion>(
  sample: Sample<V, L>,
): fc.Arbitrary<PlanInput<V, L>> =>
  fc
    .record({
      project: fc.constantFrom(...sample.projects),
      onConflict: fc.constantFrom('ask', 'ask', 'local', 'remote', 'newest'),
      onLocalDelete: fc.constantFrom('keep', 'keep', 'delete'),
      again: fc.boolean(),
      linked: fc.nat(3),
      unlinked: fc.nat(3),
      bereft: fc.nat(2),
    })
    .chain(({ project, linked, unlinked, bereft, again, ...settings }) => {
      const casts = [
        ...Array.from({ length: linked }, (_, index) => linkedArbitrary<V>(sample, `a${index}`, project)),
        ...Array.from({ length: unlinked }, (_, index) => unlinkedArbitrary<V>(sample, `b${index}`, project)),
        ...Array.from({ length: bereft }, (_, index) => danglingArbitrary<V>(sample, `c${index}`, project)),
      ]
      return fc
        .tuple(...casts)
        .map((cast) => worldOf(cast, { domain: sample.domain, settings, project, again }))
    })

const endsOf = <V>(
  [candidate]: readonly Candidate<V>[],
  [here]: readonly Item<V>[],
  [there]: readonly Item<V>[],
): Ends => ({ localId: candidate?.localId ?? here?.id ?? '', remoteId: there?.id ?? '' })

function worldOf<V, L extends LocalDeletion>(
  cast: readonly Cast<V>[],
  rest: Pick<PlanInput<V, L>, 'domain' | 'settings' | 'project' | 'again'>,
): PlanInput<V, L> {
  return {
    ...rest,
    links: cast.flatMap(({ links }) => links),
    local: cast.flatMap(({ local }) => local),
    remote: cast.flatMap(({ remote }) => remote),
    candidates: cast.flatMap(({ candidates }) => candidates),
    answers: {
      linked: cast.flatMap(({ drawn }) => drawn.linked ?? []),
      separate: cast.flatMap(({ drawn }) => drawn.separate ?? []),
      conflicts: {},
    },
  }
}

/** The world after a change: both halves and the base in turn; `steps` interrupts it. */
export function applied<V, L extends LocalDeletion>(
  world: PlanInput<V, L>,
  change: Change<V>,
  steps = 3,
): PlanInput<V, L> {
  if (change.kind === 'question') return world
  const begun = begins(world, change)
  const here = steps > 0 && change.local ? written(begun, change, 'local') : begun
  const there = steps > 1 && change.remote ? written(here, change, 'remote') : here
  return steps > 2 ? agreed(there, change) : there
}

export const appliedAll = <V, L extends LocalDeletion>(
  world: PlanInput<V, L>,
  changes: readonly Change<V>[],
) => changes.reduce((now, change) => applied(now, change), world)

/** An item that returns to the side that deleted it is, until it is written, an item that only the other side has. */
function begins<V, L extends LocalDeletion>(
  world: PlanInput<V, L>,
  { kind, linkId }: Change<V>,
): PlanInput<V, L> {
  const returns = kind === 'createLocal' || kind === 'createRemote'
  return returns ? { ...world, links: world.links.filter(({ id }) => id !== linkId) } : world
}

const ID = { local: 'localId', remote: 'remoteId' } as const
const isCreate = <V>(change: Change<V>, side: Side) => change[side]?.from === null
/** Named after its origin, so that two ways to the same result can be compared. */
const idOf = <V>(change: Change<V>, side: Side) =>
  isCreate(change, side) ? `copy-of-${change[side === 'local' ? 'remoteId' : 'localId']}` : change[ID[side]]

function written<V, L extends LocalDeletion>(
  world: PlanInput<V, L>,
  change: Change<V>,
  side: Side,
): PlanInput<V, L> {
  const [id, write] = [idOf(change, side) ?? '', change[side]]
  const others = world[side].filter((one) => one.id !== id)
  const before = world[side].find((one) => one.id === id)
  const after: Item<V> = {
    ...(before ?? item(id, write?.to ?? write?.from ?? world.domain.empty)),
    ...(write?.to ? { value: write.to } : { deleted: true }),
    version: `${before?.version ?? 'new'}+`,
    key: isCreate(change, side) && side === 'remote' ? change.localId : (before?.key ?? null),
  }
  return { ...world, [side]: [...others, after] }
}

function agreed<V, L extends LocalDeletion>(world: PlanInput<V, L>, change: Change<V>): PlanInput<V, L> {
  const others = world.links.filter((link) => link.id !== change.linkId)
  const link = world.links.find((one) => one.id === change.linkId)
  if (change.kind === 'forget') return { ...world, links: others }
  if (change.tombstone !== null)
    return {
      ...world,
      links: [...others, ...(link ? [{ ...link, tombstone: { side: change.tombstone, at: at(9) } }] : [])],
    }
  if (change.base === null) return world
  const [localId, remoteId] = [idOf(change, 'local') ?? '', idOf(change, 'remote') ?? '']
  const versionOf = (side: Side, id: string) => world[side].find((one) => one.id === id)?.version ?? ''
  const next: Link<V> = {
    id: change.linkId ?? `link-of-${localId}-${remoteId}`,
    localId,
    remoteId,
    base: change.base,
    localVersion: versionOf('local', localId),
    remoteVersion: versionOf('remote', remoteId),
    tombstone: null,
  }
  return { ...world, links: [...others, next] }
}
