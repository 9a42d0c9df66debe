// One test row for each row of the decision table, and for each documented product decision.

import { describe, expect, test } from 'vitest'
import { contactDomain } from '@/lib/domains/contacts/domain'
import type { Candidate, Change, Item, Link, PlanInput } from '@/lib/domains/contacts/types'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import type { ChangeTimes, SyncSettings, Tombstone } from '@/lib/engine/model'
import { plan, planLink } from '@/lib/engine/plan'
import { ANYTHING, LITTLE } from '@/testing/engine/contacts'

const contactWith = (values: Partial<Contact>): Contact => ({ ...EMPTY_CONTACT, firstName: 'Ana', ...values })
const item = (id: string, values: Partial<Contact> = {}, rest: Partial<Item> = {}): Item => ({
  id,
  version: '1',
  value: contactWith(values),
  deleted: false,
  key: null,
  changedAt: null,
  ...rest,
})
const gone = (id: string): Item => item(id, {}, { value: EMPTY_CONTACT, deleted: true, version: '2' })
const link = (base: Partial<Contact> = {}, tombstone: Tombstone | null = null): Link => ({
  id: 'link',
  localId: 'here',
  remoteId: 'there',
  base: { local: contactWith(base), remote: contactWith(base) },
  localVersion: '1',
  remoteVersion: '1',
  tombstone,
})
const at = new Date('2026-03-01T12:00:00Z')
const minutes = (count: number) => new Date(at.getTime() + count * 60_000)
const titleAt = (count: number): ChangeTimes => ({
  first: { since: null, at },
  units: { title: { since: minutes(count), at: minutes(count) } },
})
const candidate = (localId: string, remoteId: string, automatic: boolean): Candidate => ({
  localId,
  remoteId,
  probability: automatic ? 0.999 : 0.7,
  automatic,
  reasons: [{ kind: 'sameNameAndEmail', email: 'ana@example.com' }],
})

type Given = Partial<Omit<PlanInput, 'settings'>> & { readonly settings?: Partial<SyncSettings> }

function planned(given: Given) {
  const { settings, ...input } = given
  return plan({
    links: [],
    local: [],
    remote: [],
    candidates: [],
    answers: { linked: [], separate: [], conflicts: {} },
    project: ANYTHING,
    domain: contactDomain('US'),
    again: false,
    ...input,
    settings: { onConflict: 'ask', onLocalDelete: 'keep', ...settings },
  })
}

/** A short form of what a change writes: "update local{title} remote{}". */
function short(change: Change): string {
  const written = (['local', 'remote'] as const).flatMap((side) => {
    const write = change[side]
    if (write === null) return []
    if (write.to === null) return [`${side} -`]
    return [`${side} ${write.to.title || '""'}`]
  })
  const asks = change.conflicts.map(({ field }) => `? ${field}`)
  return [change.kind, ...written, ...asks].join(', ')
}

interface Row {
  readonly what: string
  readonly given: Given
  readonly plan: readonly string[]
}

const table: readonly Row[] = [
  {
    what: 'only here: created there',
    given: { local: [item('here', { title: 'A' })] },
    plan: ['createRemote, remote A'],
  },
  {
    what: 'only there: created here',
    given: { remote: [item('there', { title: 'A' })] },
    plan: ['createLocal, local A'],
  },
  {
    what: 'one sure match of the same content: linked, nothing written',
    given: {
      local: [item('here')],
      remote: [item('there')],
      candidates: [candidate('here', 'there', true)],
    },
    plan: ['link'],
  },
  {
    what: 'one sure match that differs: linked and merged, blanks filled both ways',
    given: {
      local: [item('here', { title: 'A' })],
      remote: [item('there', { department: 'X' })],
      candidates: [candidate('here', 'there', true)],
    },
    plan: ['update, local A, remote A'],
  },
  {
    what: 'one sure match whose single values differ: linked, and asked about the value',
    given: {
      local: [item('here', { title: 'A' })],
      remote: [item('there', { title: 'B' })],
      candidates: [candidate('here', 'there', true)],
    },
    plan: ['update, ? title'],
  },
  {
    what: 'an unsure match: asked, and neither is created',
    given: {
      local: [item('here')],
      remote: [item('there')],
      candidates: [candidate('here', 'there', false)],
    },
    plan: ['question'],
  },
  {
    what: 'several candidates: asked about each, however sure',
    given: {
      local: [item('here')],
      remote: [item('there'), item('twin')],
      candidates: [candidate('here', 'there', true), candidate('here', 'twin', true)],
    },
    plan: ['question', 'question'],
  },
  {
    what: 'linked, same and same: nothing',
    given: { links: [link()], local: [item('here')], remote: [item('there')] },
    plan: [],
  },
  {
    what: 'linked, changed here: updated there',
    given: { links: [link()], local: [item('here', { title: 'A' })], remote: [item('there')] },
    plan: ['update, remote A'],
  },
  {
    what: 'linked, changed there: updated here',
    given: { links: [link()], local: [item('here')], remote: [item('there', { title: 'A' })] },
    plan: ['update, local A'],
  },
  {
    what: 'linked, changed on both sides in different fields: merged',
    given: {
      links: [link()],
      local: [item('here', { title: 'A' })],
      remote: [item('there', { department: 'X' })],
    },
    plan: ['update, local A, remote A'],
  },
  {
    what: 'linked, one field changed differently: a conflict, the other fields go on',
    given: {
      links: [link({ title: 'A' })],
      local: [item('here', { title: 'B', suffix: 'Jr.' })],
      remote: [item('there', { title: 'C' })],
    },
    plan: ['update, remote C, ? title'],
  },
  {
    what: 'linked, present here and deleted there: ours stays, a tombstone',
    given: { links: [link()], local: [item('here', { title: 'A' })], remote: [gone('there')] },
    plan: ['tombstone'],
  },
  {
    what: 'linked, deleted here and present there: theirs stays, a tombstone',
    given: { links: [link()], local: [gone('here')], remote: [item('there')] },
    plan: ['tombstone'],
  },
  {
    what: 'the same, if deletions here are to be made there: deleted there',
    given: {
      links: [link()],
      local: [gone('here')],
      remote: [item('there')],
      settings: { onLocalDelete: 'delete' },
    },
    plan: ['deleteRemote, remote -'],
  },
  {
    what: 'the same, but edited there meanwhile: the edit outlives the deletion',
    given: {
      links: [link()],
      local: [gone('here')],
      remote: [item('there', { title: 'A' })],
      settings: { onLocalDelete: 'delete' },
    },
    plan: ['tombstone'],
  },
  {
    what: 'linked, deleted and deleted: forgotten',
    given: { links: [link()], local: [gone('here')], remote: [gone('there')] },
    plan: ['forget'],
  },
  {
    what: 'deleted there before, edited here since: nothing',
    given: {
      links: [link({}, { side: 'remote', at })],
      local: [item('here', { title: 'A' }, { version: '2' })],
      remote: [gone('there')],
    },
    plan: [],
  },
  {
    what: 'deleted here before, edited there since: nothing',
    given: {
      links: [link({}, { side: 'local', at })],
      local: [gone('here')],
      remote: [item('there', { title: 'A' }, { version: '2' })],
      settings: { onLocalDelete: 'delete' },
    },
    plan: [],
  },
  {
    what: 'deleted there before, now here as well: forgotten',
    given: { links: [link({}, { side: 'remote', at })], local: [gone('here')], remote: [gone('there')] },
    plan: ['forget'],
  },
  {
    what: 'deleted there before, set up again: offered there anew',
    given: {
      links: [link({}, { side: 'remote', at })],
      local: [item('here', { title: 'A' })],
      remote: [gone('there')],
      again: true,
    },
    plan: ['createRemote, remote A'],
  },
  {
    what: 'deleted here before, set up again: offered here anew',
    given: {
      links: [link({}, { side: 'local', at })],
      local: [gone('here')],
      remote: [item('there', { title: 'A' })],
      again: true,
    },
    plan: ['createLocal, local A'],
  },
  {
    what: 'deleted there before, restored there from the bin: linked as ever, and merged',
    given: {
      links: [link({}, { side: 'remote', at })],
      local: [item('here', { title: 'A' })],
      remote: [item('there', {}, { version: '3' })],
    },
    plan: ['update, remote A'],
  },
  {
    what: 'deleted here before, restored here: linked as ever',
    given: { links: [link({}, { side: 'local', at })], local: [item('here')], remote: [item('there')] },
    plan: ['link'],
  },
  {
    what: 'deleted and never linked: nothing',
    given: { local: [gone('here')], remote: [gone('there')] },
    plan: [],
  },
  {
    what: 'created there by us, but the reply was lost: linked by our key, no duplicate',
    given: {
      local: [item('here', { title: 'A' })],
      remote: [item('new', { title: 'A' }, { key: 'here' })],
    },
    plan: ['link'],
  },
  {
    what: 'two there with our key: asked',
    given: {
      local: [item('here')],
      remote: [item('one', {}, { key: 'here' }), item('two', {}, { key: 'here' })],
    },
    plan: ['question', 'question'],
  },
  {
    what: 'a key of nobody proves nothing',
    given: { remote: [item('there', { title: 'A' }, { key: 'nobody' })] },
    plan: ['createLocal, local A'],
  },
  {
    what: 'created anew there by us, and forgotten here: the link goes on with it',
    given: {
      links: [link({}, { side: 'remote', at })],
      local: [item('here', { title: 'A' })],
      remote: [gone('there'), item('new', { title: 'A' }, { key: 'here' })],
    },
    plan: ['link'],
  },
  ...(
    [
      ['long ago', { side: 'remote', at }, false],
      ['just now', null, false],
      ['and the sync is set up anew', { side: 'remote', at }, true],
    ] as const
  ).map(([when, tombstone, again]) => ({
    what: `deleted there, ${when}, and surely typed anew: the link goes on with it`,
    given: {
      links: [link({}, tombstone)],
      local: [item('here', { title: 'A' })],
      remote: [gone('there'), item('new')],
      candidates: [candidate('here', 'new', true)],
      again,
    },
    plan: ['update, remote A'],
  })),
  {
    what: 'deleted there, and two like it typed anew: asked, and neither is added before',
    given: {
      links: [link({}, { side: 'remote', at })],
      local: [item('here')],
      remote: [gone('there'), item('one', { title: 'A' }), item('two', { title: 'B' })],
      candidates: [candidate('here', 'one', true), candidate('here', 'two', true)],
    },
    plan: ['question', 'question'],
  },
  {
    what: 'deleted there, and perhaps typed anew, while the sync is set up again: asked before it is brought back',
    given: {
      links: [link({}, { side: 'remote', at })],
      local: [item('here')],
      remote: [gone('there'), item('new')],
      candidates: [candidate('here', 'new', false)],
      again: true,
    },
    plan: ['question'],
  },
  {
    what: 'deleted here, and surely typed anew: the link goes over to it',
    given: {
      links: [link({}, { side: 'local', at })],
      local: [gone('here'), item('new', { title: 'A' })],
      remote: [item('there')],
      candidates: [candidate('new', 'there', true)],
    },
    plan: ['update, remote A'],
  },
  {
    what: 'deleted here, typed anew, to be deleted there: it is not, since it is not gone',
    given: {
      links: [link()],
      local: [gone('here'), item('new', { title: 'A' })],
      remote: [item('there')],
      candidates: [candidate('new', 'there', true)],
      settings: { onLocalDelete: 'delete' },
    },
    plan: ['update, remote A'],
  },
  {
    what: 'deleted there, typed anew, and said to be somebody else',
    given: {
      links: [link({}, { side: 'remote', at })],
      local: [item('here')],
      remote: [gone('there'), item('new', { title: 'A' })],
      candidates: [candidate('here', 'new', true)],
      answers: { linked: [], separate: [{ localId: 'here', remoteId: 'new' }], conflicts: {} },
    },
    plan: ['createLocal, local A'],
  },
  {
    what: 'whose other end is there needs no other one, however alike',
    given: {
      links: [link()],
      local: [item('here')],
      remote: [item('there'), item('new', { title: 'A' })],
      candidates: [candidate('here', 'new', true)],
    },
    plan: ['createLocal, local A'],
  },
]

const decided: readonly Row[] = [
  {
    what: 'edits here reach the account, also of a contact that came from there',
    given: {
      links: [link({ title: 'A' })],
      local: [item('here', { title: 'B' })],
      remote: [item('there', { title: 'A' })],
    },
    plan: ['update, remote B'],
  },
  {
    what: 'a person said "the same": linked, even without a candidate',
    given: {
      local: [item('here', { title: 'A' })],
      remote: [item('there')],
      answers: { linked: [{ localId: 'here', remoteId: 'there' }], separate: [], conflicts: {} },
    },
    plan: ['update, remote A'],
  },
  {
    what: 'a person said "not the same": two contacts, however sure the match',
    given: {
      local: [item('here', { title: 'A' })],
      remote: [item('there', { title: 'B' })],
      candidates: [candidate('here', 'there', true)],
      answers: { linked: [], separate: [{ localId: 'here', remoteId: 'there' }], conflicts: {} },
    },
    plan: ['createRemote, remote A', 'createLocal, local B'],
  },
  {
    what: 'once one of two candidates is said to be somebody else, the other is sure',
    given: {
      local: [item('here')],
      remote: [item('there'), item('twin', { title: 'B' })],
      candidates: [candidate('here', 'there', true), candidate('here', 'twin', true)],
      answers: { linked: [], separate: [{ localId: 'here', remoteId: 'twin' }], conflicts: {} },
    },
    plan: ['link', 'createLocal, local B'],
  },
  ...(
    [
      ['local', 'update, remote B'],
      ['remote', 'update, local C'],
      ['newest', 'update, local C'],
    ] as const
  ).map(
    ([onConflict, change]): Row => ({
      what: `a conflict is settled by the setting "${onConflict}"`,
      given: {
        links: [link({ title: 'A' })],
        local: [item('here', { title: 'B' }, { changedAt: at, times: titleAt(0) })],
        remote: [item('there', { title: 'C' }, { changedAt: minutes(10), times: titleAt(10) })],
        settings: { onConflict },
      },
      plan: [change],
    }),
  ),
  {
    what: '"newest" asks where a side does not tell when it changed',
    given: {
      links: [link({ title: 'A' })],
      local: [item('here', { title: 'B' }, { changedAt: at })],
      remote: [item('there', { title: 'C' })],
      settings: { onConflict: 'newest' },
    },
    plan: ['update, ? title'],
  },
  {
    what: '"newest" compares when the disputed value changed, not when the contact did',
    given: {
      links: [link({ title: 'A' })],
      local: [item('here', { title: 'B', notes: 'later' }, { changedAt: minutes(20), times: titleAt(0) })],
      remote: [item('there', { title: 'C' }, { changedAt: minutes(10), times: titleAt(10) })],
      settings: { onConflict: 'newest' },
    },
    plan: ['update, local C, remote C'],
  },
  {
    what: '"newest" asks where it cannot tell which value is newer',
    given: {
      links: [link({ title: 'A' })],
      local: [item('here', { title: 'B', notes: 'later' }, { changedAt: minutes(20) })],
      remote: [item('there', { title: 'C' }, { changedAt: minutes(10), times: titleAt(10) })],
      settings: { onConflict: 'newest' },
    },
    plan: ['update, remote C, ? title'],
  },
  {
    what: '"newest" asks where two clocks that differ would decide',
    given: {
      links: [link({ title: 'A' })],
      local: [item('here', { title: 'B' }, { changedAt: at, times: titleAt(0) })],
      remote: [item('there', { title: 'C' }, { changedAt: minutes(0.5), times: titleAt(0.5) })],
      settings: { onConflict: 'newest' },
    },
    plan: ['update, ? title'],
  },
  {
    what: 'what the account cannot hold stays here and is no change',
    given: {
      links: [{ ...link(), base: { local: contactWith({ nickname: 'Bob' }), remote: contactWith({}) } }],
      local: [item('here', { nickname: 'Bob' })],
      remote: [item('there')],
      project: LITTLE,
    },
    plan: [],
  },
  {
    what: 'a second user of the firm: the same person is linked to the same contact',
    given: {
      local: [item('here', { title: 'A' })],
      remote: [item('there', { title: 'A' })],
      candidates: [candidate('here', 'there', true)],
    },
    plan: ['link'],
  },
]

describe.each([
  ['the decision table', table],
  ['what the product decides', decided],
] as const)('%s', (_, rows: readonly Row[]) => {
  test.each(rows)('$what', ({ given, plan: expected }) => {
    expect(planned(given).changes.map(short)).toEqual(expected)
  })
})

describe('a change', () => {
  test('names the versions it was planned on, and both ends', () => {
    const [change] = planned({
      links: [link()],
      local: [item('here', { title: 'A' }, { version: '7' })],
      remote: [item('there', {}, { version: 'x' })],
    }).changes
    expect(change).toMatchObject({ linkId: 'link', localVersion: '7', remoteVersion: 'x' })
  })
  test('says why', () => {
    const reasons = (given: Given) => planned(given).changes.map((change) => change.reasons)
    expect(reasons({ local: [item('here')] })).toEqual([[{ kind: 'onlyOn', side: 'local' }]])
    // Two contacts named only Ana get no namesake reason: a first name alone identifies no one.
    const [full, first] = [{ lastName: 'Doe' }, {}]
    expect(
      reasons({
        local: [item('a', full), item('b', first)],
        remote: [item('c', full), item('d', first)],
      }),
    ).toEqual([
      [
        { kind: 'onlyOn', side: 'local' },
        { kind: 'namesake', side: 'remote' },
      ],
      [{ kind: 'onlyOn', side: 'local' }],
      [
        { kind: 'onlyOn', side: 'remote' },
        { kind: 'namesake', side: 'local' },
      ],
      [{ kind: 'onlyOn', side: 'remote' }],
    ])
    const [senior, junior, other] = ['Sr.', 'Jr.', ''].map((suffix) => ({ ...full, suffix }))
    const apart = { kind: 'toldApart', field: 'suffix', local: 'Sr.', remote: 'Jr.' }
    expect(reasons({ local: [item('a', senior)], remote: [item('c', junior)] })).toEqual([
      [
        { kind: 'onlyOn', side: 'local' },
        { ...apart, side: 'remote' },
      ],
      [
        { kind: 'onlyOn', side: 'remote' },
        { ...apart, side: 'local' },
      ],
    ])
    // One who is not told apart says more than one who is.
    expect(reasons({ local: [item('a', senior)], remote: [item('c', junior), item('d', other)] })[0]).toEqual(
      [
        { kind: 'onlyOn', side: 'local' },
        { kind: 'namesake', side: 'remote' },
      ],
    )
    expect(
      reasons({ links: [link()], local: [item('here', { title: 'A' })], remote: [item('there')] }),
    ).toEqual([[{ kind: 'edited', side: 'local', fields: ['title'] }]])
    expect(reasons({ links: [link()], local: [item('here')], remote: [gone('there')] })).toEqual([
      [{ kind: 'deleted', side: 'remote' }],
    ])
    expect(
      reasons({
        links: [link({}, { side: 'remote', at })],
        local: [item('here')],
        remote: [gone('there')],
        again: true,
      }),
    ).toEqual([[{ kind: 'returns', side: 'remote', deletedAt: at }]])
    expect(
      reasons({
        local: [item('here')],
        remote: [item('there'), item('twin')],
        candidates: [candidate('here', 'there', false), candidate('here', 'twin', false)],
      }).map((all) => all.at(-1)),
    ).toEqual([
      { kind: 'severalCandidates', count: 2 },
      { kind: 'severalCandidates', count: 2 },
    ])
  })
  test('of a tombstone keeps the last agreement, in case the other end returns', () => {
    const [change] = planned({
      links: [link({ title: 'A' })],
      local: [item('here')],
      remote: [gone('there')],
    }).changes
    expect(change).toMatchObject({ tombstone: 'remote', base: { local: { title: 'A' } } })
  })
  test('remembers what the account will hold, not what it was asked to', () => {
    const [change] = planned({ local: [item('here', { nickname: 'Bob' })], project: LITTLE }).changes
    expect(change?.base).toMatchObject({ local: { nickname: 'Bob' }, remote: { nickname: '' } })
    expect(change?.remote?.to).toMatchObject({ nickname: '' })
  })
  test('is not planned if only versions changed; the link records them', () => {
    const context = {
      answers: { linked: [], separate: [], conflicts: {} },
      project: ANYTHING,
      domain: contactDomain('US'),
      again: false,
    } as const
    const settings: SyncSettings = { onConflict: 'ask', onLocalDelete: 'keep' }
    const moved = item('there', {}, { version: '2' })
    expect(planLink(link(), item('here'), moved, { ...context, settings }).kind).toBe('agree')
    expect(planLink(link(), item('here'), null, { ...context, settings })).toEqual({ kind: 'same' })
  })
})

describe('a contact that was merged into another in the account', () => {
  const merged = new Map([['link', { into: 'other', name: 'Jon Birch' }]])
  const given = { links: [link()], local: [item('here')], remote: [gone('there')], merged }
  const mergedReason = { kind: 'merged', side: 'remote', into: 'other', name: 'Jon Birch' }

  test('stays here, with a note that names the other one', () => {
    expect(planned(given).changes).toMatchObject([
      {
        kind: 'tombstone',
        tombstone: 'remote',
        local: null,
        remote: null,
        reasons: [mergedReason, { kind: 'deleted' }],
      },
    ])
  })
  test('is not added to the account again when the sync is set up again', () => {
    const links = [link({}, { side: 'remote', at })]
    expect(planned({ ...given, links, again: true }).changes).toMatchObject([
      { kind: 'tombstone', remote: null, reasons: [mergedReason, { kind: 'deleted' }] },
    ])
    expect(planned({ ...given, links }).changes).toEqual([])
    const { merged: _, ...unmerged } = given
    expect(planned({ ...unmerged, links, again: true }).changes).toMatchObject([{ kind: 'createRemote' }])
  })
  test('is an ordinary contact again once it is back', () => {
    const links = [link({}, { side: 'remote', at })]
    expect(planned({ ...given, links, remote: [item('there')], again: true }).changes).toMatchObject([
      { kind: 'link' },
    ])
  })
})

describe('an occurrence that the account lacks although it has its series', () => {
  const here = item('here', { title: 'Judge' }, { parentId: 'series' })
  const missing = (what: 'returns' | 'waits') =>
    planned({
      ...{ links: [link()], local: [here], remote: [gone('there')] },
      missing: new Map([['link', what]]),
    })

  test('is added there again, whatever was edited here', () => {
    expect(missing('returns').changes).toMatchObject([
      {
        ...{ kind: 'createRemote', linkId: 'link', localId: 'here', remoteId: null, local: null },
        remote: { from: null, to: { title: 'Judge' } },
        reasons: [{ kind: 'onlyOn', side: 'local' }],
      },
    ])
  })

  test('or waits until its series has a place for it', () => {
    expect(missing('waits')).toMatchObject({ changes: [], same: 1 })
  })
})

test('an occurrence that got another id with its series is merged over its base', () => {
  const reason = { kind: 'agrees', field: 'title', value: '' } as const
  const { changes } = planned({
    links: [link({ title: 'Clerk' })],
    local: [item('here', { title: 'Judge' }, { parentId: 'series' })],
    remote: [gone('there'), item('moved', { title: 'Clerk' }, { parentId: 'their series' })],
    candidates: [{ localId: 'here', remoteId: 'moved', probability: 1, automatic: true, reasons: [reason] }],
  })
  expect(changes).toMatchObject([
    { kind: 'update', remoteId: 'moved', local: null, remote: { to: { title: 'Judge' } }, conflicts: [] },
  ])
})
