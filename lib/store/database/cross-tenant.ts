// Cross-tenant lookups: all queries across firms. Each is a database function that returns only ids, a yes or no, or sums. To read more, the
// caller queries as the firm that was returned. The list is closed: firms.pg.test.ts checks it.
import { type Db, dbOfNoFirm, type Tx } from './client'

/** A row of a firm. */
export interface OfFirm {
  readonly id: string
  readonly firmId: string
}

type Asker = Pick<Db | Tx, '$queryRaw'>

/** Whether a firm exists. */
export async function firmExists(by: Asker): Promise<boolean> {
  const [row] = await by.$queryRaw<[{ yes: boolean }]>`select cross_tenant_any_firm() as yes`
  return row.yes
}

/** An account that signs in: its issuer, as named by lib/issuer.ts, and the subject that this issuer gave it. */
export interface Identity {
  readonly issuer: string
  readonly subject: string
}

/** The user of an account that signs in; `removed` says whether they were removed from their firm. */
export async function userOfSubject(
  { issuer, subject }: Identity,
  by: Asker = dbOfNoFirm(),
): Promise<(OfFirm & { readonly removed: boolean }) | null> {
  const rows = await by.$queryRaw<(OfFirm & { removed: boolean })[]>`
    select * from cross_tenant_user_of_subject(${issuer}, ${subject})`
  return rows[0] ?? null
}

/** An invitation that was not accepted yet. */
export interface Invited extends OfFirm {
  readonly expired: boolean
}

/** The open invitations of an address in lower case: the latest first, at most one for each firm. */
export function invitationsOf(email: string): Promise<readonly Invited[]> {
  return dbOfNoFirm().$queryRaw<Invited[]>`select * from cross_tenant_invitations(${email})`
}

/** The firm of an installation that has exactly one. */
export async function onlyFirm(): Promise<string | null> {
  const [row] = await dbOfNoFirm().$queryRaw<[{ id: string | null }]>`select cross_tenant_only_firm() as id`
  return row.id
}

/** Whether anybody is connected to the account: a grant belongs to the account, not to a firm. */
export async function isAccountInUse(by: Asker, provider: string, accountId: string): Promise<boolean> {
  const [row] = await by.$queryRaw<
    [{ yes: boolean }]
  >`select cross_tenant_account_in_use(${provider}, ${accountId}) as yes`
  return row.yes
}

/** Live connections of people who were removed from their firm. */
export function connectionsOfRemoved(most: number): Promise<readonly OfFirm[]> {
  return dbOfNoFirm().$queryRaw<OfFirm[]>`select * from cross_tenant_connections_of_removed(${most}::int)`
}

/** The firm of a run that a queue message names. */
export async function firmOfRun(runId: string): Promise<string | null> {
  const [row] = await dbOfNoFirm().$queryRaw<
    [{ id: string | null }]
  >`select cross_tenant_firm_of_run(${runId}::uuid) as id`
  return row.id
}

/** Active syncs whose next check is due, longest waiting first. */
export function dueSyncs(now: Date, most: number): Promise<readonly OfFirm[]> {
  return dbOfNoFirm().$queryRaw<OfFirm[]>`select * from cross_tenant_due_syncs(${now}, ${most}::int)`
}

/** Open runs that wait for no person and whose wait is over. */
export function forgottenRuns(now: Date, most: number): Promise<readonly OfFirm[]> {
  return dbOfNoFirm().$queryRaw<OfFirm[]>`select * from cross_tenant_forgotten_runs(${now}, ${most}::int)`
}

/** Firms in whose contacts duplicates are to be looked for, longest waiting first. */
export async function dueScans(now: Date, most: number): Promise<readonly string[]> {
  const rows = await dbOfNoFirm().$queryRaw<
    { id: string }[]
  >`select cross_tenant_due_scans as id from cross_tenant_due_scans(${now}, ${most}::int)`
  return rows.map(({ id }) => id)
}

/** Firms whose next clean-up is due, longest waiting first. */
export async function dueCleanUps(now: Date, most: number): Promise<readonly string[]> {
  const rows = await dbOfNoFirm().$queryRaw<
    { id: string }[]
  >`select cross_tenant_due_cleanups as id from cross_tenant_due_cleanups(${now}, ${most}::int)`
  return rows.map(({ id }) => id)
}

/** Firms in which a worker is to look who needs an e-mail, longest waiting first. */
export async function firmsToNotify(now: Date, most: number): Promise<readonly string[]> {
  const rows = await dbOfNoFirm().$queryRaw<
    { id: string }[]
  >`select cross_tenant_firms_to_notify as id from cross_tenant_firms_to_notify(${now}, ${most}::int)`
  return rows.map(({ id }) => id)
}

/** Deliveries of webhooks that are to be tried now, longest waiting first. */
export function dueDeliveries(now: Date, most: number): Promise<readonly OfFirm[]> {
  return dbOfNoFirm().$queryRaw<OfFirm[]>`select * from cross_tenant_due_deliveries(${now}, ${most}::int)`
}

type Counts = Readonly<Record<string, number>>

/** Of the whole installation, for its operator. */
export interface InstallationNumbers {
  /** By state. */
  readonly syncs: Counts
  readonly lostAccess: number
  /** Runs under way, by state and by what they wait for. */
  readonly openRuns: Counts
  readonly waitingRuns: Counts
  readonly queueDelaySeconds: number
  /** Without paused syncs, and of those alone. */
  readonly oldestEditSeconds: number
  readonly oldestPausedEditSeconds: number
  readonly waitingItems: { readonly decision: number; readonly failed: number }
  /** Of the runs that ended today in UTC. */
  readonly today: {
    readonly runs: number
    readonly failedRuns: number
    readonly written: number
    readonly workedSeconds: number
    readonly apiCalls: number
    readonly callsRefused: number
    readonly callsFailed: number
    readonly quotaWaits: number
  }
}

export async function installationNumbers(now: Date): Promise<InstallationNumbers> {
  const [row] = await dbOfNoFirm().$queryRaw<
    [{ numbers: InstallationNumbers }]
  >`select cross_tenant_metrics(${now}) as numbers`
  return row.numbers
}
