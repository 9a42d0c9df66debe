// One worker at a time for each account at a provider, across all workers and firms: a lease that is renewed while it works
// and that another may take once its holder has gone silent.
import { dbOfNoFirm, type Tx } from '@/lib/store/database/client'

/** A dead worker blocks its account no longer than this; a live one renews it meanwhile, however long a call takes. */
const LEASE_MS = 20_000
/** What the last holder knew of quotas is worth nothing after so many minutes: they count minutes themselves. */
const QUOTA_MINUTES = 15
/** Several beats fit into a lease, so that one that comes late does no harm. */
const BEAT_MS = 5_000

export interface AccountLease {
  /** provider:accountId */
  readonly account: string
  readonly holder: string
}

/** Thrown when a step finds that another worker holds the account lease: nothing of the step is stored. */
export class LeaseLost extends Error {
  constructor(account: string) {
    super(`another worker holds the account lease of ${account.split(':')[0]}`)
    this.name = 'LaneLost'
  }
}

/** By this process's own clock: until when each holder certainly has its lease. */
const heldUntil = new WeakMap<AccountLease, number>()

interface Taken {
  /** What the last holder knew of the account's use; null where there was none lately. */
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

/** Each new row takes away up to ten that say nothing any more. Waits for nobody. */
async function clear(): Promise<void> {
  await dbOfNoFirm().$executeRaw`delete from "AccountLease" where account in
    (select account from "AccountLease" where until < now() - ${QUOTA_MINUTES} * interval '1 minute' limit 10 for update skip locked)`
}

/** The same, for callers that only need to know whether they hold it. */
export const holdsLease = async (lease: AccountLease): Promise<boolean> =>
  (await acquireLease(lease)) !== null

/**
 * Before every call to the account: throws LaneLost where the lease may have run out. A process that was frozen does not know
 * that another worker has its lease by now, and would write at the same time.
 */
export function mustHoldLease(lease: AccountLease): void {
  if (Date.now() >= (heldUntil.get(lease) ?? 0)) throw new LeaseLost(lease.account)
}

/**
 * Renews the lease until the returned function is called, one renewal at a time: it may have to wait for our own transaction.
 * If the lease is lost anyway, the next transaction finds out and rolls back.
 */
export function keepRenewing(lease: AccountLease): () => void {
  let renewing = false
  const beat = setInterval(async () => {
    if (renewing) return
    renewing = true
    await holdsLease(lease).catch(() => false)
    renewing = false
  }, BEAT_MS)
  return () => clearInterval(beat)
}

/** First statement of every step's transaction: locks the lease's row until commit, or throws LeaseLost. */
export async function renewInTransaction(tx: Tx, { account, holder }: AccountLease): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    update "AccountLease" set until = now() + ${LEASE_MS} * interval '1 millisecond'
    where account = ${account} and holder = ${holder} returning account`
  if (rows.length === 0) throw new LeaseLost(account)
}

/** Anybody may take it from now on, and hears what is known of the account's use. */
export async function releaseLease(
  { account, holder }: AccountLease,
  quotaUsage: unknown = null,
): Promise<void> {
  await dbOfNoFirm().$executeRaw`
    update "AccountLease" set until = now() - interval '1 second', "quotaUsage" = ${JSON.stringify(quotaUsage)}::jsonb
    where account = ${account} and holder = ${holder}`
}
