// One worker at a time for each account, across all workers and firms: a lease that its holder renews, and that another worker may
// acquire after it has expired.
import { dbOfNoFirm, type Tx } from '@/lib/store/database/client'

/** A crashed worker blocks its account no longer than this; a live one renews the lease, however long a call takes. */
const LEASE_MS = 20_000
/** The last holder's quota usage is useless after this many minutes, since the quotas are per minute. */
const QUOTA_MINUTES = 15
/** Several renewals fit into one lease, so a late one does no harm. */
const RENEW_EVERY_MS = 5_000

export interface AccountLease {
  /** provider:accountId */
  readonly account: string
  readonly holder: string
}

/** Thrown when a step finds that another worker has the account lease: nothing of the step is stored. */
export class LeaseLost extends Error {
  constructor(account: string) {
    super(`another worker holds the account lease of ${account.split(':')[0]}`)
    this.name = 'LeaseLost'
  }
}

/** By this process's own clock, until when each holder certainly has its lease. */
const heldUntil = new WeakMap<AccountLease, number>()

interface Taken {
  /** The account's quota usage that the last holder recorded; null if there was none lately. */
  readonly quotaUsage: unknown
}

/** Acquires or renews the lease. Null while another worker holds it. */
export async function acquireLease(lease: AccountLease): Promise<Taken | null> {
  const { account, holder } = lease
  const asked = Date.now()
  const [taken] = await dbOfNoFirm().$queryRaw<(Taken & { fresh: boolean })[]>`
    insert into "AccountLease" (account, holder, until)
    values (${account}, ${holder}, now() + ${LEASE_MS} * interval '1 millisecond')
    on conflict (account) do update set holder = excluded.holder, until = excluded.until
    where "AccountLease".holder = excluded.holder or "AccountLease".until < now()
    returning "quotaUsage", xmax = 0 as fresh`
  if (!taken) return null
  heldUntil.set(lease, asked + LEASE_MS)
  if (taken.fresh) await clear()
  return taken
}

/** Each new row deletes up to ten outdated ones. It waits for no lock. */
async function clear(): Promise<void> {
  await dbOfNoFirm().$executeRaw`delete from "AccountLease" where account in
    (select account from "AccountLease" where until < now() - ${QUOTA_MINUTES} * interval '1 minute' limit 10 for update skip locked)`
}

/** Like acquireLease, for callers that only need to know whether they hold the lease. */
export const holdsLease = async (lease: AccountLease): Promise<boolean> =>
  (await acquireLease(lease)) !== null

/**
 * Call it before every request to the account: throws LeaseLost if the lease may have expired. A frozen process does not notice that
 * another worker has its lease by now, and both would write at the same time.
 */
export function mustHoldLease(lease: AccountLease): void {
  if (Date.now() >= (heldUntil.get(lease) ?? 0)) throw new LeaseLost(lease.account)
}

/**
 * Renews the lease until the returned function is called, one renewal at a time, since a renewal may wait for our own transaction.
 * If the lease is lost anyway, the next transaction finds out and rolls back.
 */
export function keepRenewing(lease: AccountLease): () => void {
  let renewing = false
  const timer = setInterval(async () => {
    if (renewing) return
    renewing = true
    await holdsLease(lease).catch(() => false)
    renewing = false
  }, RENEW_EVERY_MS)
  return () => clearInterval(timer)
}

/**
 * First statement of every step's transaction: locks the rows of the lease and of the run until commit, or throws LeaseLost. Returns the
 * state of the run, null if there is none. The lease is looked at first: a worker without it waits for no run.
 */
export async function renewWithRun(
  tx: Tx,
  { account, holder }: AccountLease,
  run: OfRun,
): Promise<string | null> {
  const [row] = await tx.$queryRaw<[{ held: boolean; state: string | null }]>`
    with lease as materialized (
      update "AccountLease" set until = now() + ${LEASE_MS} * interval '1 millisecond'
      where account = ${account} and holder = ${holder} returning account
    ), run as materialized (
      select r.state::text from "Run" r
      where r.id = ${run.id}::uuid and r."firmId" = ${run.firmId}::uuid and exists (select from lease) for no key update of r
    )
    select exists (select from lease) as held, (select state from run) as state`
  if (!row.held) throw new LeaseLost(account)
  return row.state
}

interface OfRun {
  readonly id: string
  readonly firmId: string
}

/** Releases the lease and stores the account's quota usage for the next holder. */
export async function releaseLease(
  { account, holder }: AccountLease,
  quotaUsage: unknown = null,
): Promise<void> {
  await dbOfNoFirm().$executeRaw`
    update "AccountLease" set until = now() - interval '1 second', "quotaUsage" = ${JSON.stringify(quotaUsage)}::jsonb
    where account = ${account} and holder = ${holder}`
}
