// Cross-tenant lookups: all queries across firms. Each is a database function that returns ids, yes or no;
// to read more, query as the firm that it names. The list is closed: firms.pg.test.ts compares it.
import { type Db, dbOfNoFirm, type Tx } from './client'

/** Something of a firm. */
export interface OfFirm {
  readonly id: string
  readonly firmId: string
}

type Asker = Pick<Db | Tx, '$queryRaw'>

/** Whether anybody has founded a firm here. */
export async function firmExists(by: Asker): Promise<boolean> {
  const [row] = await by.$queryRaw<[{ yes: boolean }]>`select cross_tenant_any_firm() as yes`
  return row.yes
}

/** An account of somebody who signs in: its issuer, as lib/issuer.ts names it, and the subject that this issuer gave it. */
export interface Identity {
  readonly issuer: string
  readonly subject: string
}

/** The person behind an account that signs in; `removed` from their firm or not. */
export async function userOfSubject(
  { issuer, subject }: Identity,
  by: Asker = dbOfNoFirm(),
): Promise<(OfFirm & { readonly removed: boolean }) | null> {
  const rows = await by.$queryRaw<(OfFirm & { removed: boolean })[]>`
    select * from cross_tenant_user_of_subject(${issuer}, ${subject})`
  return rows[0] ?? null
}

/** An invitation that nobody has accepted. */
export interface Invited extends OfFirm {
  readonly expired: boolean
}

/** The invitations of an address, in lower case, that nobody has accepted: the latest first, at most one of each firm. */
export function invitationsOf(email: string): Promise<readonly Invited[]> {
  return dbOfNoFirm().$queryRaw<Invited[]>`select * from cross_tenant_invitations(${email})`
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

/** The firm of a run that a message of the queue names. */
export async function firmOfRun(runId: string): Promise<string | null> {
  const [row] = await dbOfNoFirm().$queryRaw<
    [{ id: string | null }]
  >`select cross_tenant_firm_of_run(${runId}::uuid) as id`
  return row.id
}

/** Active syncs whose next check is due, those that wait longest first. */
export function dueSyncs(now: Date, most: number): Promise<readonly OfFirm[]> {
  return dbOfNoFirm().$queryRaw<OfFirm[]>`select * from cross_tenant_due_syncs(${now}, ${most}::int)`
}

/** Open runs that wait for no person and whose wait, if any, is over. */
export function forgottenRuns(now: Date, most: number): Promise<readonly OfFirm[]> {
  return dbOfNoFirm().$queryRaw<OfFirm[]>`select * from cross_tenant_forgotten_runs(${now}, ${most}::int)`
}

/** Firms whose next clean-up is due, those that wait longest first. */
export async function dueCleanUps(now: Date, most: number): Promise<readonly string[]> {
  const rows = await dbOfNoFirm().$queryRaw<
    { id: string }[]
  >`select cross_tenant_due_cleanups as id from cross_tenant_due_cleanups(${now}, ${most}::int)`
  return rows.map(({ id }) => id)
}
