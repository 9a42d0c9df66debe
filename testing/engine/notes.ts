// A domain made up for tests: a note has a title and a set of tags. It mirrors deletions on both sides, as contacts never do.
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import type { Domain, Merged, MergeInput } from '@/lib/engine/domain'
import { THRESHOLDS } from '@/lib/engine/guard/guard'
import type { Base, Choice, Conflict, Side } from '@/lib/engine/model'
import { OTHER } from '@/lib/engine/sides'
import type { Sample } from './worlds'

export interface Note {
  readonly title: string
  readonly tags: readonly string[]
}

const EMPTY: Note = { title: '', tags: [] }
const tagsOf = ({ tags }: Note) => [...new Set(tags)].sort().join('\n')
const same = (a: Note, b: Note) => a.title === b.title && tagsOf(a) === tagsOf(b)

export const noteDomain: Domain<Note, 'mirror'> = {
  kind: 'notes',
  empty: EMPTY,
  fields: ['title', 'tags'],
  stored: (json) => json as Note,
  parse: (json) => json as Note,
  isPart: (field, json) => json === null || typeof json === (field === 'title' ? 'string' : 'object'),
  same,
  equal: same,
  sameField: (field, a, b) => (field === 'title' ? a.title === b.title : tagsOf(a) === tagsOf(b)),
  merge,
  // Everything that our side has beyond the account's value still has to be written there.
  halfway: ({ base, conflicts }, remote) => {
    const side = (which: Side) => (conflicts.length > 0 ? { ...remote, title: base[which].title } : remote)
    return { local: side('local'), remote: side('remote') }
  },
  shown: ({ from, to }, seen) => ({
    title: seen.title === to.title ? to.title : from.title,
    tags: tagsOf(seen) === tagsOf(to) ? to.tags : from.tags,
  }),
  sentByCreate: (note) => note,
  proofOfKey: (sent, remote) =>
    same(sent, remote) ? 'proof' : sent.title === remote.title ? 'hint' : 'none',
  fullName: ({ title }) => title,
  toldApart: () => null,
  match: () => [],
  namesakes: () => [],
  deletions: { local: 'mirror', edited: 'keep', asks: () => null },
  matchKeys: null,
  thresholds: THRESHOLDS,
  series: null,
  summary: ({ title, tags }) => ({ name: title, sortKey: title, search: [title, ...tags].join('\n') }),
}

function merge({ base, local, remote, choices, policy, project }: MergeInput<Note>): Merged<Note> {
  const before = base ?? { local: EMPTY, remote: EMPTY }
  const now = { local: local.value, remote: remote.value }
  const title = mergeTitle(before, now, (conflict) => choices[conflict.id] ?? winner(policy, local, remote))
  const isStill = now.local.title === before.local.title && now.remote.title === before.remote.title
  const to = (side: Side): Note => {
    const wanted = { title: title.value, tags: mergeTags(side, before, now) }
    const held = project[side]({
      ...wanted,
      title: title.conflict || isStill ? now[side].title : wanted.title,
    })
    // A value that a side cannot store keeps that side's current one.
    return same(held, now[side]) ? now[side] : held
  }
  const settled = { local: to('local'), remote: to('remote') }
  const kept = (side: Side) =>
    title.conflict ? { ...settled[side], title: before[side].title } : settled[side]
  return {
    ...settled,
    base: { local: kept('local'), remote: kept('remote') },
    conflicts: title.conflict ? [title.conflict] : [],
  }
}

const winner = (
  policy: MergeInput<Note>['policy'],
  local: MergeInput<Note>['local'],
  remote: MergeInput<Note>['remote'],
): Choice | null => {
  if (policy !== 'newest') return policy === 'ask' ? null : policy
  const [here, there] = [local.changedAt?.getTime(), remote.changedAt?.getTime()]
  if (here === undefined || there === undefined || here === there) return null
  return here > there ? 'local' : 'remote'
}

function mergeTitle(
  before: Base<Note>,
  now: Base<Note>,
  answer: (conflict: Conflict<Note>) => Choice | null,
): { readonly value: string; readonly conflict: Conflict<Note> | null } {
  const [local, remote] = [now.local.title, now.remote.title]
  const changed = { local: local !== before.local.title, remote: remote !== before.remote.title }
  if (local === remote || !changed.remote) return { value: local, conflict: null }
  if (!changed.local) return { value: remote, conflict: null }
  const id = createHash('sha256')
    .update(JSON.stringify([local, remote]))
    .digest('base64url')
  const conflict = {
    id,
    field: 'title',
    base: before.local.title,
    local,
    remote,
    mayKeepBoth: false,
  } as const
  const choice = answer(conflict)
  return choice === 'local' || choice === 'remote'
    ? { value: { local, remote }[choice], conflict: null }
    : { value: local, conflict }
}

/** Each side keeps its tags, gets what the other side added, and loses what that removed. A recorded difference stays. */
function mergeTags(side: Side, before: Base<Note>, now: Base<Note>): readonly string[] {
  const other = OTHER[side]
  const added = now[other].tags.filter((tag) => !before[other].tags.includes(tag))
  const removed = before[other].tags.filter((tag) => !now[other].tags.includes(tag))
  return [...new Set([...now[side].tags, ...added])].filter((tag) => !removed.includes(tag)).sort()
}

const TITLES = ['Call the court', 'Ask Ana', 'Invoice', '']
const TAGS = ['urgent', 'court', 'later'] as const

const noteArbitrary: fc.Arbitrary<Note> = fc.record({
  title: fc.constantFrom(...TITLES),
  tags: fc.subarray([...TAGS]),
})

export const NOTES: Sample<Note, 'mirror'> = {
  domain: noteDomain,
  value: noteArbitrary,
  projects: [{ local: (note) => note, remote: (note) => note }],
  touched: (note) =>
    fc.oneof(
      fc.constantFrom(...TITLES).map((title) => ({ ...note, title })),
      fc.subarray([...TAGS]).map((tags) => ({ ...note, tags })),
    ),
  news: (before, now) => (before.title === now.title ? { tags: now.tags } : { title: now.title }),
  late: (note) => ({ ...note, title: 'Long ago' }),
}
