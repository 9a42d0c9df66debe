// Crashes a worker at a given await, or lets a person act at that moment. After the crash none of its awaits resolves: its connection is
// cut, so that Postgres rolls back its transaction, and none of its code continues. The moments before and after each query count, and
// so do the provider's calls.
import { AsyncLocalStorage } from 'node:async_hooks'
import { Client, Pool } from 'pg'
import { closeDatabase, dbOfNoFirm } from '@/lib/store/database/client'

interface Scenario {
  left: number
  /** It ended without a crash; work that it started no longer counts. */
  over: boolean
  /** All clients that it has used; a crash cuts all of them at once. */
  readonly clients: Set<Client>
  readonly die: () => void
}

const scenarios = new AsyncLocalStorage<Scenario>()

let crashes = 0
/** The number of workers that have crashed in this process. */
export const crashesSoFar = (): number => crashes

/** Runs the work until it ends, or crashes after so many awaits. Postgres releases its locks. */
export async function runUntilCrash(awaits: number, work: () => Promise<void>): Promise<'ended' | 'died'> {
  let die: () => void = () => undefined
  const died = new Promise<'died'>((resolve) => {
    die = () => resolve('died')
  })
  const scenario: Scenario = { left: awaits, over: false, clients: new Set(), die: () => die() }
  const end = await Promise.race([scenarios.run(scenario, () => survived(scenario, work)), died])
  scenario.over = end === 'ended'
  if (end === 'died') crashes += 1
  // The pool may contain connections that nobody will ever return.
  if (end === 'died') void closeDatabase().catch(() => undefined)
  return end
}

async function survived(scenario: Scenario, work: () => Promise<void>): Promise<'ended'> {
  try {
    await work()
  } catch (error) {
    // Errors of a crashed worker's connections are not reported.
    if (scenario.left > 0) throw error
    await NEVER
  }
  return 'ended'
}

/**
 * Runs the work, and `act` at its nth await. The worker continues once `act` is done. If `act` waits for a lock of the worker, it
 * finishes
 * as soon as the worker releases the lock.
 */
export async function meanwhile(
  awaits: number,
  act: () => Promise<unknown>,
  work: () => Promise<void>,
): Promise<void> {
  let acting: Promise<unknown> | undefined
  // Outside of the worker's transaction scope.
  const apart = AsyncLocalStorage.snapshot()
  const start = async () => {
    let isDone = false
    acting = apart(act).finally(() => {
      isDone = true
    })
    await Promise.race([acting.catch(() => undefined), apart(() => isBlocked(() => isDone))])
  }
  await moments.run({ left: awaits, start }, work)
  await acting
}

/** Resolves once a connection waits for a lock, or `act` is done. */
async function isBlocked(isDone: () => boolean): Promise<void> {
  for (let looks = 0; looks < 1_000 && !isDone(); looks += 1) {
    const [row] = await dbOfNoFirm().$queryRaw<[{ waits: boolean }]>`
      select exists (select from pg_locks where not granted) as waits`
    if (row.waits) return
  }
}

interface Moment {
  left: number
  readonly start: () => Promise<void>
}

const moments = new AsyncLocalStorage<Moment>()

/** The current await at which somebody may act. */
function moment(): (() => Promise<void>) | null {
  const one = moments.getStore()
  if (!one) return null
  one.left -= 1
  return one.left === 0 ? () => moments.exit(one.start) : null
}

/** Continues unless the worker crashes here. Outside of `liveFor` nothing crashes. */
export async function survive(): Promise<void> {
  if (!isAlive()) await NEVER
}

/** The call, with a moment to crash before and after it. */
export const surviving =
  <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
  async (...args: A): Promise<R> => {
    await survive()
    try {
      return await call(...args)
    } finally {
      await survive()
    }
  }

const NEVER = new Promise<never>(() => undefined)

function isAlive(): boolean {
  const scenario = scenarios.getStore()
  if (!scenario || scenario.over) return true
  scenario.left -= 1
  if (scenario.left === 0) {
    for (const client of scenario.clients) cut(client)
    scenario.die()
  }
  return scenario.left > 0
}

const isQueue = (client: Client): boolean =>
  (client as unknown as { connectionParameters: { application_name?: string } }).connectionParameters
    .application_name === 'concord queue'

type Callback = (...answer: unknown[]) => void

/** From now on this process's queries are awaits at which a worker may crash, and a crashed worker gets no connection. */
export function makeQueriesCrashable(): () => void {
  const { query } = Client.prototype
  const { connect } = Pool.prototype
  function take(this: Pool, ...args: unknown[]): unknown {
    const scenario = scenarios.getStore()
    const isDead = scenario !== undefined && !scenario.over && scenario.left <= 0
    return isDead ? NEVER : Reflect.apply(connect, this, args)
  }
  function crashable(this: Client, ...args: unknown[]): unknown {
    const ask = (): unknown => Reflect.apply(query, this, args)
    const scenario = scenarios.getStore()
    // The queue's own connections belong to the whole process.
    if (isQueue(this)) return ask()
    const start = moment()
    if (start) {
      if (typeof args.at(-1) !== 'function') return start().then(ask)
      void start().then(ask)
      return undefined
    }
    if (!scenario || scenario.over) return ask()
    scenario.clients.add(this)
    const callback = args.at(-1)
    if (!isAlive()) return NEVER
    if (typeof callback === 'function') {
      args[args.length - 1] = (...answer: unknown[]) => {
        if (isAlive()) (callback as Callback)(...answer)
      }
      return ask()
    }
    return (ask() as Promise<unknown>).finally(() => (isAlive() ? undefined : NEVER))
  }
  Object.assign(Client.prototype, { query: crashable })
  Object.assign(Pool.prototype, { connect: take })
  return () => {
    Object.assign(Client.prototype, { query })
    Object.assign(Pool.prototype, { connect })
  }
}

function cut(client: Client): void {
  client.on('error', () => undefined)
  const { connection } = client as unknown as {
    readonly connection: { readonly stream: { destroy(): void } }
  }
  connection.stream.destroy()
}
