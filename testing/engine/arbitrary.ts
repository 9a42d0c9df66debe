// Worlds for property tests: two address books that were in step once and were lived in since, and a sync that carries
// plans out as the real one does: a write gives a new version, and a base moves only with what it remembers.
import fc from 'fast-check'
import type { Project } from '@/lib/domains/contacts/merge/merge'
import { type Contact, EMPTY_CONTACT, type LabelledValue } from '@/lib/domains/contacts/value/contact'
import { LIST_FIELDS } from '@/lib/domains/contacts/value/fields'
import type { Candidate, Change, Item, Link, Side, Tombstone } from '@/lib/engine/model'
import type { PlanInput } from '@/lib/engine/plan'
import { contactArbitrary, edited } from '@/testing/contacts/arbitrary'

export const ANYTHING: Project = { local: (contact) => contact, remote: (contact) => contact }

const MOST = 3
const shortLists = (contact: Contact): Contact => ({
  ...contact,
  ...Object.fromEntries(LIST_FIELDS.map((field) => [field, contact[field].slice(0, MOST)])),
})

/** Both sides keep few entries; the remote one knows neither prefix nor nickname, cuts notes and drops labels of its own. */
export const LITTLE: Project = {
  local: shortLists,
  remote: (contact) => ({
    ...shortLists(contact),
    prefix: '',
    nickname: '',
    notes: contact.notes.slice(0, 12).trim(),
    websites: contact.websites.slice(0, MOST).map(({ value }) => ({ value, label: '' })),
  }),
}

export const projectArbitrary = fc.constantFrom(ANYTHING, LITTLE)

const DAY = 86_400_000
const at = (days: number) => new Date(Date.UTC(2026, 0, 1) + days * DAY)

/** What people do to a contact: edit any field, write the same another way, and both edit what both look at most. */
export function touched(contact: Contact): fc.Arbitrary<Contact> {
  return fc.oneof(
    { weight: 3, arbitrary: edited(contact) },
    { weight: 6, arbitrary: contested(contact) },
    { weight: 1, arbitrary: fc.constant(respelled(contact)) },
    { weight: 1, arbitrary: fc.constant({ ...contact, phones: contact.phones.toReversed() }) },
  )
}

/** A few values for a few fields, so that two who edit are likely to meet. */
function contested(contact: Contact): fc.Arbitrary<Contact> {
  const [first, ...others] = contact.phones
  const phone = first ?? { value: '(604) 555-0100', label: 'Work' }
  const lines = contact.notes.split('\n')
  return fc.oneof(
    fc.constantFrom('Partner', 'Of Counsel', '').map((title) => ({ ...contact, title })),
    fc
      .constantFrom('3', '8', '9')
      .map((digit) => ({ ...phone, value: phone.value.replace(/\d(?=\D*$)/, digit) }))
      .map((corrected) => ({ ...contact, phones: [corrected, ...others] })),
    fc
      .constantFrom('Home', 'home', 'Mobile', '')
      .map((label) => ({ ...contact, phones: [{ ...phone, label }, ...others] })),
    fc.constant({ ...contact, phones: others }),
    fc
      .constantFrom('Ana@Example.com', 'ana@example.org')
      .map((value) => ({ ...contact, emails: [{ value, label: 'Work' }, ...contact.emails].slice(0, MOST) })),
    fc
      .constantFrom('Owes us lunch', 'Paid')
      .map((line) => ({ ...contact, notes: [...lines, line].join('\n').trim() })),
    fc
      .constantFrom('Urgent', 'Friend')
      .map((line) => ({ ...contact, notes: lines.with(0, line).join('\n') })),
  )
}

function respelled(contact: Contact): Contact {
  const loudly = ({ value, label }: LabelledValue) => ({ value: value.toUpperCase(), label })
  return { ...contact, lastName: contact.lastName.toUpperCase(), emails: contact.emails.map(loudly) }
}

/** Edits one after another. The same few are likely on both sides: people correct what is wrong. */
function lived(contact: Contact): fc.Arbitrary<Contact> {
  const once = (from: fc.Arbitrary<Contact>) => from.chain(touched)
  const still = fc.constant(contact)
  return fc.oneof(
    { weight: 3, arbitrary: still },
    { weight: 3, arbitrary: once(still) },
    { weight: 2, arbitrary: once(once(still)) },
    { weight: 1, arbitrary: once(once(once(still))) },
  )
}

/** A contact on both sides, before and after: the base of each side, and what it says now. */
export function pairArbitrary(project: Project) {
  return contactArbitrary.chain((contact) => {
    const base = { local: project.local(contact), remote: project.remote(contact) }
    return fc
      .record({ local: lived(base.local), remote: lived(base.remote), alike: fc.nat(5) })
      .map(({ local, remote, alike }) => ({
        base,
        local: project.local(local),
        // Now and then both were told the same news.
        remote: project.remote(alike === 0 ? { ...remote, ...news(base.local, local) } : remote),
      }))
  })
}

function news(before: Contact, now: Contact): Partial<Contact> {
  const fields = Object.keys(now) as (keyof Contact)[]
  return Object.fromEntries(
    fields.filter((field) => now[field] !== before[field]).map((field) => [field, now[field]]),
  )
}

/** Where the two ends of a link may stand. */
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

interface Cast {
  readonly links: readonly Link[]
  readonly local: readonly Item[]
  readonly remote: readonly Item[]
  readonly candidates: readonly Candidate[]
  /** What a person said of two. */
  readonly said: Partial<Record<'linked' | 'separate', Ends>>
}

type Ends = Pick<Candidate, 'localId' | 'remoteId'>

const item = (id: string, contact: Contact, rest: Partial<Item> = {}): Item => ({
  id,
  version: '1',
  value: contact,
  deleted: false,
  key: null,
  changedAt: null,
  ...rest,
})

const linkOf = (name: string, base: Link['base'], tombstone: Tombstone | null): Link => ({
  id: `link-${name}`,
  localId: `local-${name}`,
  remoteId: `remote-${name}`,
  base,
  localVersion: '1',
  remoteVersion: '1',
  tombstone,
})

function linkedArbitrary(name: string, project: Project): fc.Arbitrary<Cast> {
  const times = fc.record({ local: fc.nat(3), remote: fc.nat(3) })
  return fc
    .record({ pair: pairArbitrary(project), standing: fc.constantFrom(...STANDINGS), times })
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

const NOBODY: Cast = { links: [], local: [], remote: [], candidates: [], said: {} }

/** Two strangers, one alone, or three of whom two may be one: with candidates of every sort. */
function unlinkedArbitrary(name: string, project: Project): fc.Arbitrary<Cast> {
  const said = fc.record({
    who: fc.constantFrom('local', 'remote', 'pair', 'pair', 'pair', 'three'),
    automatic: fc.boolean(),
    candidate: fc.boolean(),
    ours: fc.constantFrom(false, false, true),
    answer: fc.constantFrom(null, null, null, 'linked', 'separate'),
    deleted: fc.constantFrom(false, false, false, true),
  })
  return fc.record({ pair: pairArbitrary(project), said }).map(({ pair, said }) => {
    const key = said.ours ? `local-${name}` : null
    const local = said.who === 'remote' ? [] : [item(`local-${name}`, pair.local, { deleted: said.deleted })]
    const ids =
      said.who === 'local'
        ? []
        : said.who === 'three'
          ? [`remote-${name}`, `remote-${name}b`]
          : [`remote-${name}`]
    const remote = ids.map((id) => item(id, pair.remote, { key }))
    const candidates = remote.map(
      ({ id }): Candidate => ({
        localId: `local-${name}`,
        remoteId: id,
        probability: 0.9,
        automatic: said.automatic,
        reasons: [{ kind: 'sameNameAndEmail', email: '' }],
      }),
    )
    return {
      ...NOBODY,
      local,
      remote,
      candidates: said.candidate ? candidates : [],
      said: said.answer ? { [said.answer]: endsOf(candidates, local, remote) } : {},
    }
  })
}

/** A link that lost an end, and on that side somebody new, or two, who may be the same. */
function danglingArbitrary(name: string, project: Project): fc.Arbitrary<Cast> {
  const said = fc.record({
    lost: fc.constantFrom<Side>('local', 'remote'),
    known: fc.boolean(),
    two: fc.constantFrom(false, false, true),
    automatic: fc.boolean(),
    candidate: fc.constantFrom(true, true, false),
    answer: fc.constantFrom(null, null, null, 'linked', 'separate'),
  })
  return fc.record({ pair: pairArbitrary(project), said }).map(({ pair, said }) => {
    const { lost, known } = said
    const left = lost === 'local' ? 'remote' : 'local'
    const newcomers = (said.two ? ['new', 'other'] : ['new']).map((id) => item(`${id}-${name}`, pair[lost]))
    const candidates = newcomers.map(({ id }): Candidate => {
      const ends = { [ID[lost]]: id, [ID[left]]: `${left}-${name}` } as Record<'localId' | 'remoteId', string>
      const reasons = [{ kind: 'sameNameAndEmail' as const, email: '' }]
      return { ...ends, probability: 0.9, automatic: said.automatic && !said.two, reasons }
    })
    const ends: Record<Side, readonly Item[]> = {
      ...NOBODY,
      [lost]: [item(`${lost}-${name}`, pair.base[lost], { deleted: true, version: '2' }), ...newcomers],
      [left]: [item(`${left}-${name}`, pair[left], { version: '2' })],
    }
    return {
      ...ends,
      links: [linkOf(name, pair.base, known ? { side: lost, at: at(9) } : null)],
      candidates: said.candidate ? candidates : [],
      said: said.answer && candidates[0] ? { [said.answer]: candidates[0] } : {},
    }
  })
}

export const worldArbitrary: fc.Arbitrary<PlanInput> = fc
  .record({
    project: projectArbitrary,
    onConflict: fc.constantFrom('ask', 'ask', 'local', 'remote', 'newest'),
    onLocalDelete: fc.constantFrom('keep', 'keep', 'delete'),
    again: fc.boolean(),
    linked: fc.nat(3),
    unlinked: fc.nat(3),
    bereft: fc.nat(2),
  })
  .chain(({ project, linked, unlinked, bereft, again, ...settings }) => {
    const casts = [
      ...Array.from({ length: linked }, (_, index) => linkedArbitrary(`a${index}`, project)),
      ...Array.from({ length: unlinked }, (_, index) => unlinkedArbitrary(`b${index}`, project)),
      ...Array.from({ length: bereft }, (_, index) => danglingArbitrary(`c${index}`, project)),
    ]
    return fc.tuple(...casts).map((cast) => worldOf(cast, { settings, project, again }))
  })

const endsOf = (
  [candidate]: readonly Candidate[],
  [here]: readonly Item[],
  [there]: readonly Item[],
): Ends => ({ localId: candidate?.localId ?? here?.id ?? '', remoteId: there?.id ?? '' })

function worldOf(cast: readonly Cast[], rest: Pick<PlanInput, 'settings' | 'project' | 'again'>): PlanInput {
  return {
    ...rest,
    region: 'US',
    links: cast.flatMap(({ links }) => links),
    local: cast.flatMap(({ local }) => local),
    remote: cast.flatMap(({ remote }) => remote),
    candidates: cast.flatMap(({ candidates }) => candidates),
    answers: {
      linked: cast.flatMap(({ said }) => said.linked ?? []),
      separate: cast.flatMap(({ said }) => said.separate ?? []),
      conflicts: {},
    },
  }
}

/** The world once a change is carried out, as both halves and their agreement in turn; `steps` cuts that off. */
export function applied(world: PlanInput, change: Change, steps = 3): PlanInput {
  if (change.kind === 'question') return world
  const begun = begins(world, change)
  const here = steps > 0 && change.local ? written(begun, change, 'local') : begun
  const there = steps > 1 && change.remote ? written(here, change, 'remote') : here
  return steps > 2 ? agreed(there, change) : there
}

export const appliedAll = (world: PlanInput, changes: readonly Change[]) =>
  changes.reduce((now, change) => applied(now, change), world)

/** What returns to the side that deleted it is, before anything is written, a contact that only the other side has. */
function begins(world: PlanInput, { kind, linkId }: Change): PlanInput {
  const returns = kind === 'createLocal' || kind === 'createRemote'
  return returns ? { ...world, links: world.links.filter(({ id }) => id !== linkId) } : world
}

const ID = { local: 'localId', remote: 'remoteId' } as const
const isCreate = (change: Change, side: Side) => change[side]?.from === null
/** Named after its origin, so that two ways to the same end can be compared. */
const idOf = (change: Change, side: Side) =>
  isCreate(change, side) ? `copy-of-${change[side === 'local' ? 'remoteId' : 'localId']}` : change[ID[side]]

function written(world: PlanInput, change: Change, side: Side): PlanInput {
  const [id, write] = [idOf(change, side) ?? '', change[side]]
  const others = world[side].filter((one) => one.id !== id)
  const before = world[side].find((one) => one.id === id)
  const after: Item = {
    ...(before ?? item(id, write?.to ?? write?.from ?? EMPTY_CONTACT)),
    ...(write?.to ? { value: write.to } : { deleted: true }),
    version: `${before?.version ?? 'new'}+`,
    key: isCreate(change, side) && side === 'remote' ? change.localId : (before?.key ?? null),
  }
  return { ...world, [side]: [...others, after] }
}

function agreed(world: PlanInput, change: Change): PlanInput {
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
  const next: Link = {
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
