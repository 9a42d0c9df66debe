// One worker at a time for each account at a provider, across all workers and firms: a lease that is renewed while it works
// and that another may take once its holder has gone silent.
import { dbOfNoFirm, type Tx } from './client'

/** A dead worker blocks its account no longer than this; a live one renews it meanwhile, however long a call takes. */
const LEASE_MS = 20_000
/** Several beats fit into a lease, so that one that comes late does no harm. */
export const LANE_BEAT_MS = 5_000

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

/** Takes or renews the lane. False while another holds it. */
export async function claimLane({ account, holder }: Lane): Promise<boolean> {
  const rows = await dbOfNoFirm().$queryRaw<unknown[]>`
    insert into "Lane" (account, holder, until)
    values (${account}, ${holder}, now() + ${LEASE_MS} * interval '1 millisecond')
    on conflict (account) do update set holder = excluded.holder, until = excluded.until
    where "Lane".holder = excluded.holder or "Lane".until < now()
    returning account`
  return rows.length > 0
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
