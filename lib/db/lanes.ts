// One worker at a time for each account at a provider, across all workers and firms: a lease that is renewed while it works
// and that another may take once its holder has gone silent.
import { dbOfNoFirm, type Tx } from './client'

/** A dead worker blocks its account no longer than this; a live one renews it meanwhile, however long a call takes. */
const LEASE_MS = 20_000
/** Several beats fit into a lease, so that one that comes late does no harm. */
const BEAT_MS = 5_000

export interface Lane {
  /** provider:accountId */
  readonly account: string
  readonly holder: string
}

/** Thrown where a step finds that its lane has passed to another worker: nothing of the step is kept. */
export class LaneLost extends Error {
  constructor(account: string) {
    super(`the lane of ${account.split(':')[0]} is held by another worker`)
    this.name = 'LaneLost'
  }
}

/** By this process's own clock: until when each holder has its lane for certain. */
const heldUntil = new WeakMap<Lane, number>()

/** Takes or renews the lane. False while another holds it. */
export async function claimLane(lane: Lane): Promise<boolean> {
  const { account, holder } = lane
  const asked = Date.now()
  const rows = await dbOfNoFirm().$queryRaw<unknown[]>`
    insert into "Lane" (account, holder, until)
    values (${account}, ${holder}, now() + ${LEASE_MS} * interval '1 millisecond')
    on conflict (account) do update set holder = excluded.holder, until = excluded.until
    where "Lane".holder = excluded.holder or "Lane".until < now()
    returning account`
  if (rows.length > 0) heldUntil.set(lane, asked + LEASE_MS)
  return rows.length > 0
}

/**
 * Before every call to the account: throws LaneLost where the lease may have run out. A process that was frozen does not know
 * that another has its lane by now, and would write beside it.
 */
export function mustHold(lane: Lane): void {
  if (Date.now() >= (heldUntil.get(lane) ?? 0)) throw new LaneLost(lane.account)
}

/**
 * Renews the lane until the returned function is called, one renewal at a time: it may have to wait for a transaction of our own.
 * A lane that was lost all the same shows at the next transaction, which rolls back.
 */
export function renewLane(lane: Lane): () => void {
  let renewing = false
  const beat = setInterval(async () => {
    if (renewing) return
    renewing = true
    await claimLane(lane).catch(() => false)
    renewing = false
  }, BEAT_MS)
  return () => clearInterval(beat)
}

/** First statement of every step's transaction: holds the lane's row until commit, or throws LaneLost. */
export async function keepLane(tx: Tx, { account, holder }: Lane): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    update "Lane" set until = now() + ${LEASE_MS} * interval '1 millisecond'
    where account = ${account} and holder = ${holder} returning account`
  if (rows.length === 0) throw new LaneLost(account)
}

export async function leaveLane({ account, holder }: Lane): Promise<void> {
  await dbOfNoFirm().lane.deleteMany({ where: { account, holder } })
}
