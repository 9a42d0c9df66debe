// The lists that a person reviews before deciding: the changes of one preview, or the changes of a running sync that wait for its owner.
// Counts, filters, search and keyset pages are SQL over Change alone; every query is limited to the firm and the owner.

import type { Region } from '@/lib/domains/contacts/text/phone-key'
import { parseBody } from '@/lib/engine/change-body'
import type { ChangeAnswers } from '@/lib/engine/decide'
import { found } from '@/lib/store/address-book/search'
import { asAnswers, asError, type ChangeError } from '@/lib/store/address-book/values'
import { db } from '@/lib/store/database/client'
import { type ChangeKind, type ChangeState, Prisma, type Run } from '@/lib/store/database/generated/client'
import { type Actor, ownSyncs } from '@/lib/store/firm/actor'
import type { Body, KindName } from '@/lib/store/kinds/kind'
import { valuesOf } from '@/lib/store/kinds/registry'
import { addsHere, addsMine } from './writes'

/** Which changes: all of one run, or (`runId` null) all that wait for the owner of a running sync. */
export interface Scope {
  readonly syncId: string
  readonly runId: string | null
}

export const VIEWS = [
  'decide',
  'addLocal',
  'addRemote',
  'update',
  'delete',
  'link',
  'other',
  'excluded',
  'failed',
  'all',
] as const
export type View = (typeof VIEWS)[number]

export interface Search {
  /** As typed; case does not matter. */
  readonly q: string
  /** Where phone numbers without a country code are dialed. */
  readonly region?: Region
}

export interface Filter extends Search {
  readonly view: View
}

export interface PreviewRow {
  readonly id: string
  /** The kind of its sync: what the values in the body are. */
  readonly of: KindName
  readonly kind: ChangeKind
  readonly state: ChangeState
  readonly group: string
  readonly localId: string | null
  readonly localVersion: number | null
  readonly remoteId: string | null
  readonly remoteVersion: string | null
  readonly name: string
  readonly undecided: boolean
  readonly outdated: boolean
  /** Of a contact that it adds here: whether it will be only the person's; null for any other change. */
  readonly onlyMine: boolean | null
  readonly body: Body
  readonly answers: ChangeAnswers
  readonly error: ChangeError | null
}

/** A keyset page begins after, or ends before, a change. */
export type From = { readonly after: string } | { readonly before: string } | null

export interface PreviewPage {
  readonly rows: readonly PreviewRow[]
  /** 1-based position of the first row among those that match; 0 if none matches. */
  readonly first: number
  readonly matching: number
  readonly previous: string | null
  readonly next: string | null
}

export const PAGE_SIZE = 100

/** A preview, or a run that a guard stopped, waits for its person until one of these happens. */
export type PreviewState = 'waits' | 'started' | 'continued' | 'discarded' | 'stopped'

/** The state of a run that an open page watches. */
export interface Watched {
  readonly previewState: PreviewState
  /** Grows with each decision, whichever page or worker makes it. */
  readonly revision: number
}

/** Null if the run does not exist or is not the actor's. */
export async function watchRun(actor: Actor, { syncId, runId }: Scope): Promise<Watched | null> {
  if (runId === null) return null
  const run = await db(actor.firmId).run.findFirst({ where: { id: runId, syncId, sync: ownSyncs(actor) } })
  return run && { previewState: previewStateOf(run), revision: run.revision }
}

function previewStateOf({ state, kind }: Run): PreviewState {
  // The run is compared again because its settings changed: it will ask again or continue.
  if (state === 'ready' || (state === 'comparing' && kind !== 'first')) return 'waits'
  if (state === 'discarded' || state === 'stopped') return state
  return kind === 'first' ? 'started' : 'continued'
}

/**
 * Whether a run of the actor contains answers to questions or conflicts: the next preview begins with them
 * (lib/worker/compare/open-changes.ts).
 */
export async function hasAnswers(actor: Actor, runId: string): Promise<boolean> {
  const [row] = await db(actor.firmId).$queryRaw<[{ readonly yes: boolean }]>`
    select exists (select from "Change" c join "Sync" s on s.id = c."syncId" join "Connection" k on k.id = s."connectionId"
      where c."firmId" = ${actor.firmId}::uuid and c."runId" = ${runId}::uuid and k."userId" = ${actor.userId}::uuid
        and (c."onlyMine" is not null or c.answers ?| array['samePerson', 'conflicts', 'deletion', 'approved'])) as yes`
  return row.yes
}

/** True if the sync is the actor's own. Evaluated once per query, not once per row. */
export const isOwn = (actor: Actor, syncId: string): Prisma.Sql =>
  Prisma.sql`exists (select from "Sync" s join "Connection" k on k.id = s."connectionId"
    where s.id = ${syncId}::uuid and s."firmId" = ${actor.firmId}::uuid and k."userId" = ${actor.userId}::uuid)`

const ofSync = (actor: Actor, syncId: string): Prisma.Sql =>
  Prisma.sql`c."firmId" = ${actor.firmId}::uuid and c."syncId" = ${syncId}::uuid and ${isOwn(actor, syncId)}`

/** Rows of the scope that the actor may see. */
export function inScope(actor: Actor, { syncId, runId }: Scope): Prisma.Sql {
  const which = runId
    ? Prisma.sql`c."runId" = ${runId}::uuid and c.state <> 'superseded'`
    : Prisma.sql`c.state in ('waiting', 'failed')`
  return Prisma.sql`${ofSync(actor, syncId)} and ${which}`
}

export const included = Prisma.sql`c.state <> 'excluded'`
/**
 * True if the change needs only an approval. A change that also has an open conflict counts as a conflict, so that it is counted once.
 */
export const unapproved = Prisma.sql`(c.outdated and not c.undecided)`
// An answered change stays in the list where it was answered, so that the list does not shift while the person works.
const asked = Prisma.sql`(c."group" = 'decide' or c.undecided or c.outdated)`

/** What a change waits for a person to decide: values in conflict, or whether a deletion goes on. A question is answered singly. */
export type Asked = 'conflicts' | 'deletions'

const asksAbout = (asked: Asked): Prisma.Sql =>
  asked === 'deletions'
    ? Prisma.sql`(c.undecided and c.kind = 'deletion')`
    : Prisma.sql`(c.undecided and c.kind not in ('question', 'deletion', 'createRemote'))`

/** A question answered "not the same" does not count as a contact: each of its two contacts counts by its own addition. */
const parted = Prisma.sql`c.parted`

function inView(view: View): Prisma.Sql {
  switch (view) {
    case 'all':
      return Prisma.sql`not ${parted}`
    case 'excluded':
      return Prisma.sql`c.state = 'excluded'`
    case 'failed':
      return Prisma.sql`c.state = 'failed'`
    case 'decide':
      return Prisma.sql`${included} and ${asked}`
    default:
      return Prisma.sql`${included} and c."group" = ${view} and not c.undecided and not c.outdated`
  }
}

/**
 * True of the rows of a view, with the index of what is read: of a run its own, of what waits the one of open changes, which Postgres
 * would not take for a query that needs more than its columns.
 */
function listed(actor: Actor, scope: Scope, view: View): Prisma.Sql {
  const rows = Prisma.sql`${inScope(actor, scope)} and ${inView(view)}`
  return scope.runId
    ? rows
    : Prisma.sql`c."firmId" = ${actor.firmId}::uuid and c.id = any(array(select c.id from "Change" c where ${rows}))`
}

export const selected = (filter: Filter): Prisma.Sql =>
  Prisma.sql`${inView(filter.view)} and ${matching(filter)}`

const matching = ({ q, region }: Search): Prisma.Sql => found(Prisma.sql`c.search`, q, region)

/** The list that a preview opens on: what needs a decision, or everything if nothing of it does. */
export async function openingViewOf(actor: Actor, scope: Scope): Promise<'decide' | 'all'> {
  const has = (view: View) =>
    Prisma.sql`exists (select from "Change" c where ${inScope(actor, scope)} and ${inView(view)})`
  const [row] = await db(actor.firmId).$queryRaw<[{ readonly all: boolean }]>`
    select not ${has('decide')} and ${has('all')} as all`
  return row.all ? 'all' : 'decide'
}

/**
 * How many changes each view contains. `open` still need an answer, `conflicts` and `deletions` of them as in Asked; `outdated` need
 * only an approval; `parted` are questions answered "not the same", which "all" does not count. `newHere` are contacts of "addLocal" that are new here,
 * `onlyMine` those of them that will be only the person's.
 */
export type Counts = Readonly<
  Record<View | 'open' | Asked | 'outdated' | 'parted' | 'newHere' | 'onlyMine', number>
>

export async function countChanges(actor: Actor, scope: Scope, search: Search): Promise<Counts> {
  const count = (view: View) =>
    Prisma.sql`count(*) filter (where ${inView(view)})::int as ${Prisma.raw(`"${view}"`)}`
  const [counts] = await db(actor.firmId).$queryRaw<[Counts]>`
    select ${Prisma.join(VIEWS.map(count))},
      count(*) filter (where ${included} and (c.undecided or c.outdated))::int as open,
      count(*) filter (where ${included} and ${asksAbout('conflicts')})::int as conflicts,
      count(*) filter (where ${included} and ${asksAbout('deletions')})::int as deletions,
      count(*) filter (where ${included} and ${unapproved})::int as outdated,
      count(*) filter (where ${included} and ${parted})::int as parted,
      count(*) filter (where ${inView('addLocal')} and ${addsHere(scope.syncId)})::int as "newHere",
      count(*) filter (where ${inView('addLocal')} and ${addsMine(scope.syncId)})::int as "onlyMine"
    from "Change" c where ${inScope(actor, scope)} and ${matching(search)}`
  return counts
}

const columnsOf = (
  syncId: string,
) => Prisma.sql`c.id, c.kind, c.state, c."group", c."localId", c."localVersion", c."remoteId", c."remoteVersion", c.name, c.undecided, c.outdated,
  c.body, c."bodyVersion", c.answers, c.error, (select s.kind from "Sync" s where s.id = c."syncId") as of,
  case when ${addsHere(syncId)} then ${addsMine(syncId)} end as "onlyMine"`

type Stored = Omit<PreviewRow, 'body' | 'answers' | 'error'> & {
  readonly body: Prisma.JsonValue
  readonly bodyVersion: number
  readonly answers: Prisma.JsonValue
  readonly error: Prisma.JsonValue | null
}

const parsed = ({ bodyVersion, ...row }: Stored): PreviewRow => ({
  ...row,
  body: parseBody(valuesOf(row.of), { ...row, bodyVersion }),
  answers: asAnswers(row.answers),
  error: asError(row.error),
})

/** What needs a decision is ordered by how much it matters, then by name like everything else. */
const ranked = ({ view }: Filter, direction: 'asc' | 'desc'): Prisma.Sql =>
  view === 'decide' ? Prisma.raw(`(-c.importance) ${direction}, `) : Prisma.empty

const columns = ({ view }: Filter, row: 'c' | 'e') =>
  `${view === 'decide' ? `-${row}.importance, ` : ''}${row}."sortKey", ${row}.id`
/** The place of a row in the order, and that of the row at the edge. */
const placeIn = (filter: Filter): Prisma.Sql => Prisma.raw(`(${columns(filter, 'c')})`)
const placeOfEdge = (filter: Filter): Prisma.Sql => Prisma.raw(columns(filter, 'e'))

/** The query of a page, in a separate function so that a test can examine its plan. */
export function pageStatement(actor: Actor, scope: Scope, filter: Filter, from: From): Prisma.Sql {
  const back = from !== null && 'before' in from
  const edge = from === null ? null : back ? from.before : from.after
  const beyond =
    edge === null
      ? Prisma.sql`true`
      : Prisma.sql`${placeIn(filter)} ${back ? Prisma.sql`<` : Prisma.sql`>`}
          (select ${placeOfEdge(filter)} from "Change" e where e.id = ${edge}::uuid and e."firmId" = ${actor.firmId}::uuid)`
  const order = back
    ? Prisma.sql`${ranked(filter, 'desc')}c."sortKey" desc, c.id desc`
    : Prisma.sql`${ranked(filter, 'asc')}c."sortKey", c.id`
  // The ids come from an index alone; then only the rows of the page are read.
  return Prisma.sql`
    with page as materialized (
      select c.id from "Change" c where ${listed(actor, scope, filter.view)} and ${matching(filter)} and ${beyond}
      order by ${order} limit ${PAGE_SIZE + 1})
    select ${columnsOf(scope.syncId)} from "Change" c
    where c."firmId" = ${actor.firmId}::uuid and c.id = any(array(select id from page)) order by ${order}`
}

/**
 * One page, ordered by name. A page is requested by its neighbor, so every page costs the same. `counted`: how many match, if the caller
 * knows it; then the first page needs no count.
 */
export async function pageOfChanges(
  actor: Actor,
  scope: Scope,
  filter: Filter,
  from: From = null,
  counted?: number,
): Promise<PreviewPage> {
  const found = await db(actor.firmId).$queryRaw<Stored[]>(pageStatement(actor, scope, filter, from))
  const more = found.length > PAGE_SIZE
  const back = from !== null && 'before' in from
  const rows = found.slice(0, PAGE_SIZE).map(parsed)
  if (back) rows.reverse()
  const top = rows[0]?.id ?? null
  const place =
    from === null && counted !== undefined
      ? { matching: counted, first: top ? 1 : 0 }
      : await placeOf(actor, scope, filter, top)
  const last = place.first + rows.length - 1
  return {
    rows,
    ...place,
    previous: rows[0] && place.first > 1 && (more || !back) ? rows[0].id : null,
    next: last < place.matching ? (rows.at(-1)?.id ?? null) : null,
  }
}

async function placeOf(actor: Actor, scope: Scope, filter: Filter, id: string | null) {
  const before = Prisma.sql`${placeIn(filter)} < (select ${placeOfEdge(filter)} from "Change" e where e.id = ${id}::uuid)`
  const [place] = await db(actor.firmId).$queryRaw<[{ matching: number; before: number }]>`
    select count(*)::int as matching, count(*) filter (where ${before})::int as before
    from "Change" c where ${listed(actor, scope, filter.view)} and ${matching(filter)}`
  return { matching: place.matching, first: id ? place.before + 1 : 0 }
}

/** The changes with these ids, unordered: a page shows them again after a decision. */
export async function changesById(
  actor: Actor,
  scope: Scope,
  ids: readonly string[],
): Promise<readonly PreviewRow[]> {
  const found = await db(actor.firmId).$queryRaw<Stored[]>`select ${columnsOf(scope.syncId)} from "Change" c
    where c.id = any(${[...ids]}::uuid[]) and ${ofSync(actor, scope.syncId)}`
  return found.map(parsed)
}

/** Ids of the matching changes that ask this and have no answer. */
export async function openAsked(
  actor: Actor,
  scope: Scope,
  filter: Filter,
  asked: Asked,
): Promise<readonly string[]> {
  const found = await db(actor.firmId).$queryRaw<{ id: string }[]>`select c.id from "Change" c
    where ${inScope(actor, scope)} and ${selected(filter)} and ${included}
      and ${asksAbout(asked)}
    order by c."sortKey", c.id`
  return found.map(({ id }) => id)
}
