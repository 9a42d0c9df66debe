// Converts a planned change to a database row and back.
import { BODY_VERSION, parseBody } from '@/lib/engine/change-body'
import { type ChangeAnswers, groupOf, type OpenChange, undecided, undecidedWith } from '@/lib/engine/decide'
import { asAnswers, toJson } from '@/lib/store/address-book/values'
import type { Tx } from '@/lib/store/database/client'
import {
  type Change as ChangeRow,
  type ChangeState,
  Prisma,
  type Run,
} from '@/lib/store/database/generated/client'
import { withRows } from '@/lib/store/database/given-rows'
import type { Actor } from '@/lib/store/firm/actor'
import type { Body, Change, SyncKind, Value } from '@/lib/store/kinds/kind'

export interface StoredChange extends Omit<ChangeRow, 'body' | 'answers'> {
  readonly body: Body
  readonly answers: ChangeAnswers
}

export const parseChange = ({ domain }: Pick<SyncKind, 'domain'>, row: ChangeRow): StoredChange => ({
  ...row,
  body: parseBody(domain, row),
  answers: asAnswers(row.answers),
})

type PlannedRow = Pick<
  StoredChange,
  'body' | 'kind' | 'localId' | 'localVersion' | 'remoteId' | 'remoteVersion'
> & {
  readonly linkId?: string | null
}

/** Who decided on a change, and when; null if undecided. */
export type DecidedBy = Pick<ChangeRow, 'decidedById' | 'decidedAt'>

const NOBODY: DecidedBy = { decidedById: null, decidedAt: null }

/**
 * For `update "Change" set`: records that this person decides now. Records null if the person withdrew their answer and `answers` is now
 * empty.
 */
export const decidedBy = ({ userId }: Pick<Actor, 'userId'>, answers: Prisma.Sql): Prisma.Sql => Prisma.sql`
  "decidedById" = case when ${answers} <> '{}' then ${userId}::uuid end,
  "decidedAt" = case when ${answers} <> '{}' then now() end`

/** For `update "Change" c set`: keeps who decided while any of the `answers` remains. */
export const stillDecided = (answers: Prisma.Sql): Prisma.Sql => Prisma.sql`
  "decidedById" = case when ${answers} <> '{}' then c."decidedById" end,
  "decidedAt" = case when ${answers} <> '{}' then c."decidedAt" end`

/** A stored change with its earlier decisions, for the engine's `decide`. */
export const openChangeOf = (
  change: PlannedRow & Pick<StoredChange, 'answers' | 'outdated'>,
): OpenChange<Value> => ({
  change: plannedOf(change),
  answers: change.answers,
  outdated: change.outdated,
})

/** A stored change as it was planned. */
export const plannedOf = (change: PlannedRow): Change => ({
  ...change.body,
  kind: change.kind,
  linkId: change.linkId ?? null,
  localId: change.localId,
  localVersion: change.localVersion === null ? null : String(change.localVersion),
  remoteId: change.remoteId,
  remoteVersion: change.remoteVersion,
})

export type RunOfChange = Pick<Run, 'id' | 'firmId' | 'syncId'>

/** Initial values of a stored change that differ from the default. */
export interface Beginning {
  readonly state?: ChangeState
  readonly outdated?: boolean
  readonly answers?: ChangeAnswers
  /** Who made these decisions, and when. */
  readonly decided?: DecidedBy
  readonly attempts?: number
  /** Of a question (lib/engine/importance.ts). */
  readonly importance?: number
  /** It is about an occurrence of a series. */
  readonly ofSeries?: boolean
  /** Of an addition here: what its person said about it. */
  readonly onlyMine?: boolean | null
}

/** The row of a planned change. `between`: the values of both ends of a question or a conflict, which may write neither. */
export function changeRow(
  { domain: { summary } }: Pick<SyncKind, 'domain'>,
  run: RunOfChange,
  change: Change,
  id: string,
  begin: Beginning = {},
  between: readonly Value[] = [],
) {
  const shown = shownValue(change, between)
  const row = shown && summary(shown)
  return {
    id,
    firmId: run.firmId,
    syncId: run.syncId,
    runId: run.id,
    state: begin.state ?? ('planned' as const),
    linkId: change.linkId,
    localId: change.localId,
    remoteId: change.remoteId,
    outdated: begin.outdated ?? false,
    answers: toJson(begin.answers ?? {}),
    attempts: begin.attempts ?? 0,
    ofSeries: begin.ofSeries ?? false,
    importance: begin.importance ?? 0,
    onlyMine: begin.onlyMine ?? null,
    ...(begin.decided ?? NOBODY),
    name: row?.name ?? '',
    sortKey: row?.sortKey ?? '',
    search:
      between.length > 0 ? between.map((value) => summary(value).search).join('\n') : (row?.search ?? ''),
    ...plannedColumns(change),
    undecided: undecidedWith(change, begin.answers ?? {}),
  } satisfies Prisma.ChangeCreateManyInput
}

/** The columns that a new plan may change. */
export function plannedColumns(change: Change) {
  const { local, remote, base, tombstone, conflicts, reasons, probability } = change
  return {
    kind: change.kind,
    localVersion: change.localVersion === null ? null : Number(change.localVersion),
    remoteVersion: change.remoteVersion,
    body: toJson({ local, remote, base, tombstone, conflicts, reasons, probability }),
    bodyVersion: BODY_VERSION,
    group: groupOf(change),
    undecided: undecided(change),
  }
}

/**
 * The value that names the change on the page: the new value, or the old one if there is none. The base comes last: while the names of both
 * sides differ, it has none.
 */
function shownValue({ local, remote, base }: Change, [end]: readonly Value[]): Value | null {
  const written = local?.to ?? local?.from ?? remote?.to ?? remote?.from
  return written ?? end ?? base?.local ?? base?.remote ?? null
}

const COLUMNS = Prisma.raw(
  `id, "firmId", "syncId", "runId", kind, state, "linkId", "localId", "localVersion", "remoteId", "remoteVersion", body, "bodyVersion",
  answers, "decidedById", "decidedAt", "group", undecided, outdated, name, "sortKey", search, attempts, "ofSeries", importance, "onlyMine"`,
)

/** One statement for any number of rows: a first sync plans tens of thousands. */
export async function insertChanges(tx: Tx, rows: readonly ReturnType<typeof changeRow>[]): Promise<void> {
  if (rows.length === 0) return
  await withRows(
    rows,
    (given) => tx.$executeRaw`
      insert into "Change" (${COLUMNS}) select ${COLUMNS} from jsonb_to_recordset(${given}) as given(
        id uuid, "firmId" uuid, "syncId" uuid, "runId" uuid, kind "ChangeKind", state "ChangeState", "linkId" uuid,
        "localId" uuid, "localVersion" int, "remoteId" text, "remoteVersion" text, body jsonb, "bodyVersion" int,
        answers jsonb, "decidedById" uuid, "decidedAt" timestamptz, "group" text, undecided boolean, outdated boolean,
        name text, "sortKey" text, search text, attempts int, "ofSeries" boolean, importance int, "onlyMine" boolean)`,
  )
}
