// Excludes items from a sync and includes them again: one, some, or all that match a filter. An exclusion remains after its run; until
// the next action the whole batch can be undone at once.
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import type { SyncKind } from '@/lib/store/kinds/kind'
import { isAwaitingApproval } from '@/lib/store/runs/run-sql'
import { itemFromRow } from '@/lib/store/sync/items'
import { shownIn } from './as-of'
import { type Filter, inScope, isOwn, type Scope, selected } from './preview'
import { offerAgain } from './questions'

/** Sends the filter instead of its results: 25,000 ids would be a megabyte. */
export type Selection =
  | { readonly kind: 'ids'; readonly ids: readonly string[] }
  | { readonly kind: 'matching'; readonly filter: Filter }
  /** Everything of the account that has this label, by the provider's id. */
  | { readonly kind: 'label'; readonly label: string }

/** The ids of questions answered "not the same": the additions of their ends depend on that answer. */
const questions = Prisma.sql`coalesce(array_agg(id) filter (where said = 'separate'), '{}') as questions`
const answered = Prisma.sql`c.id, case when c.kind = 'question' then c.answers->>'samePerson' end as said`

/** The ends as in the index Exclusion_once, which compares null like any other value. */
const ENDS = Prisma.sql`(coalesce("localId"::text, '')), (coalesce("remoteId", ''))`

interface Done {
  readonly count: number
  readonly questions: readonly string[]
}

export function chosen(selection: Selection): Prisma.Sql {
  switch (selection.kind) {
    case 'ids':
      return Prisma.sql`c.id = any(${[...selection.ids]}::uuid[])`
    case 'matching':
      return Prisma.sql`${selected(selection.filter)}`
    case 'label':
      return Prisma.sql`exists (select from "Item" e where e."syncId" = c."syncId" and e."remoteId" = c."remoteId"
        and ${selection.label} = any(e.labels))`
  }
}

/**
 * Runs a statement that may touch 25,000 rows, without nested loops. Statistics are often older than the exclusions and predict one row;
 * a nested loop planned on that compares every row with every other: 80 s measured, against 1 s with hashing.
 */
async function inBulk(actor: Actor, syncId: string, statement: Prisma.Sql): Promise<number> {
  const done = await withTransaction(actor, async (tx) => {
    await tx.$executeRaw`set local enable_nestloop = off`
    await reviseGuardedRun(tx, actor, syncId)
    const [row] = await tx.$queryRaw<[Done]>(statement)
    return row
  })
  if (done.questions.length > 0) await offerAgain(actor, done.questions)
  return done.count
}

/**
 * Locks a run that waits for approval: Start Sync and Continue run entirely before or after this, and the next statement sees the result.
 * A run that already writes is not locked, so that its worker never waits for this. Pages notice the change by the run's revision.
 */
async function reviseGuardedRun(tx: Tx, actor: Actor, syncId: string): Promise<void> {
  await tx.$executeRaw`
    update "Run" r set revision = revision + 1
    where r."firmId" = ${actor.firmId}::uuid and r."syncId" = ${syncId}::uuid and ${isAwaitingApproval} and ${isOwn(actor, syncId)}`
}

/**
 * Excludes the selected changes of a preview that has not been started, and selected changes that wait. Each change stores `batch` and
 * its earlier state. Its Exclusion has the change's id; several changes of the same ends share one. `asOf` is when the page was read
 * (as-of.ts); changes modified since then stay as they are.
 */
export async function excludeChanges(
  actor: Actor,
  scope: Scope,
  selection: Selection,
  asOf: string,
  batch: string,
  now: Date,
): Promise<number> {
  return inBulk(
    actor,
    scope.syncId,
    Prisma.sql`
    with out as (
      update "Change" c set state = 'excluded',
        answers = c.answers || jsonb_build_object('exclusion', jsonb_build_object(
          'batch', ${batch}::text, 'was', c.state, 'decidedById', c."decidedById", 'decidedAt', c."decidedAt")),
        "decidedById" = ${actor.userId}::uuid, "decidedAt" = now()
      from "Run" r
      where r.id = c."runId" and ${inScope(actor, scope)} and ${chosen(selection)} and ${shownIn(asOf)}
        and (c.state in ('waiting', 'failed') or (c.state = 'planned' and ${isAwaitingApproval}))
      returning ${answered}, c."localId", c."remoteId", c.name
    ), kept as (
      insert into "Exclusion" (id, "firmId", "syncId", "localId", "remoteId", name, "userId", at)
      select distinct on (${ENDS}) id, ${actor.firmId}::uuid, ${scope.syncId}::uuid, "localId", "remoteId", name,
        ${actor.userId}::uuid, ${now}
      from out order by ${ENDS}, id
      on conflict ("syncId", ${ENDS}) do update set id = excluded.id
    )
    select count(*)::int as count, ${questions} from out`,
  )
}

// A change of a preview that has not been started, or a change that waited, gets its earlier state back. If its run is over, the next run
// plans the contact again, since the exclusion is gone.
const back = Prisma.sql`state = case
    when ${isAwaitingApproval} or c.answers->'exclusion'->>'was' <> 'planned'
      then (c.answers->'exclusion'->>'was')::"ChangeState"
    else 'superseded'::"ChangeState" end,
  answers = c.answers - 'exclusion',
  "decidedById" = case when c.answers - 'exclusion' <> '{}'
    then coalesce((c.answers->'exclusion'->>'decidedById')::uuid, c."decidedById") end,
  "decidedAt" = case when c.answers - 'exclusion' <> '{}'
    then coalesce((c.answers->'exclusion'->>'decidedAt')::timestamptz, c."decidedAt") end`

/** In the audit: the contacts of `ended` (id, "localId") are synced again. The change's own trigger records that they were excluded. */
const recorded = ({ firmId, userId }: Actor, syncId: string, ended: Prisma.Sql) => Prisma.sql`
  recorded as (
    insert into "AuditPending" ("firmId", entries)
    select ${firmId}::uuid, jsonb_agg(jsonb_strip_nulls(jsonb_build_object('kind', 'decision', 'userId', ${userId}::uuid, 'syncId', s.id,
      'changeId', d.id, 'contactId', case s.kind when 'contacts' then d."localId" end, 'detail', jsonb_strip_nulls(jsonb_build_object(
        'synced', true, 'eventId', case s.kind when 'events' then d."localId" end)))))
    from ${ended} d join "Sync" s on s.id = ${syncId}::uuid having count(*) > 0
  )`

/** One batch of exclusions, or the changes with these ids. */
export type Excluded = { readonly batch: string } | { readonly ids: readonly string[] }

/**
 * Ends exclusions: the changes get their earlier state back, and the next runs compare the contacts again. `asOf`: as for excludeChanges.
 */
export async function includeChanges(
  actor: Actor,
  scope: Scope,
  which: Excluded,
  asOf: string,
): Promise<number> {
  const chosen =
    'batch' in which
      ? Prisma.sql`c.answers->'exclusion'->>'batch' = ${which.batch}`
      : Prisma.sql`c.id = any(${[...which.ids]}::uuid[])`
  return inBulk(
    actor,
    scope.syncId,
    Prisma.sql`
    with back as (
      update "Change" c set ${back} from "Run" r
      where r.id = c."runId" and c."firmId" = ${actor.firmId}::uuid and c."syncId" = ${scope.syncId}::uuid
        and c.state = 'excluded' and ${chosen} and ${shownIn(asOf)} and ${isOwn(actor, scope.syncId)}
      returning ${answered}, c."localId", c."remoteId"
    ), ${recorded(actor, scope.syncId, Prisma.sql`back`)}, freed as (
      delete from "Exclusion" x using back b
      where x."syncId" = ${scope.syncId}::uuid and coalesce(x."localId"::text, '') = coalesce(b."localId"::text, '')
        and coalesce(x."remoteId", '') = coalesce(b."remoteId", '')
    )
    select count(*)::int as count, ${questions} from back`,
  )
}

export interface ExclusionRow {
  readonly id: string
  readonly name: string
  readonly at: Date
  readonly side: 'local' | 'remote' | 'both'
}

/** Contacts that are excluded from the sync, by name, at most `most`; `total` counts all. */
export async function listExclusions(
  actor: Actor,
  syncId: string,
  q: string,
  most: number,
): Promise<{ readonly rows: readonly ExclusionRow[]; readonly total: number }> {
  const where = {
    firmId: actor.firmId,
    syncId,
    byChoice: false,
    sync: { connection: { userId: actor.userId } },
    ...(q.trim() ? { name: { contains: q.trim(), mode: 'insensitive' as const } } : {}),
  }
  const ours = db(actor)
  const [total, found] = await Promise.all([
    ours.exclusion.count({ where }),
    ours.exclusion.findMany({ where, orderBy: [{ name: 'asc' }, { id: 'asc' }], take: most }),
  ])
  const rows = found.map((row) => ({
    id: row.id,
    name: row.name,
    at: row.at,
    side:
      row.localId && row.remoteId
        ? ('both' as const)
        : row.localId
          ? ('local' as const)
          : ('remote' as const),
  }))
  return { rows, total }
}

/** Fills in names that were erased together with the account's data, from the current value of either side. */
export async function nameExclusions(kind: SyncKind): Promise<void> {
  const { id: syncId, firmId } = kind.sync
  const ours = db(firmId)
  const nameless = await ours.exclusion.findMany({ where: { firmId, syncId, name: '', byChoice: false } })
  const localIds = nameless.flatMap((row) => row.localId ?? [])
  const remoteIds = nameless.flatMap((row) => row.remoteId ?? [])
  const [here, there] = await Promise.all([
    kind.itemsHere(ours, localIds),
    ours.item.findMany({ where: { syncId, remoteId: { in: remoteIds } }, omit: { raw: true } }),
  ])
  const names = new Map([
    ...[...there.map((row) => itemFromRow(kind, row)), ...here].map(
      ({ id, value }) => [id, kind.domain.summary(value).name] as const,
    ),
  ])
  for (const { id, localId, remoteId } of nameless) {
    const name = names.get(localId ?? '') || names.get(remoteId ?? '')
    if (name) await ours.exclusion.updateMany({ where: { id, firmId }, data: { name } })
  }
}

/**
 * Ends exclusions of contacts: a waiting preview shows them at once, otherwise the next check handles them. Exclusions made after the
 * list was read (`asOf`) stay.
 */
export async function endExclusions(
  actor: Actor,
  syncId: string,
  ids: readonly string[] | 'all',
  asOf: string,
): Promise<number> {
  const which = ids === 'all' ? Prisma.sql`true` : Prisma.sql`x.id = any(${[...ids]}::uuid[])`
  return inBulk(
    actor,
    syncId,
    Prisma.sql`
    with freed as (
      delete from "Exclusion" x
      where x."firmId" = ${actor.firmId}::uuid and x."syncId" = ${syncId}::uuid and not x."byChoice" and ${which} and ${isOwn(actor, syncId)}
        and ${shownIn(asOf, Prisma.sql`x.stamp`)}
      returning x.id, x."localId"
    ), ${recorded(actor, syncId, Prisma.sql`freed`)}, back as (
      update "Change" c set ${back} from "Run" r, freed f
      where c.id = f.id and r.id = c."runId" and c.state = 'excluded'
      returning ${answered}
    )
    select (select count(*)::int from freed) as count, ${questions} from back`,
  )
}
