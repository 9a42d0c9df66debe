// Database connections that see one firm at a time, and of its private contacts those of one person. Both are set around each query and
// each transaction (client.ts). A connection that last served another view is switched before it is handed out. Without a firm it sees
// no rows.
import { AsyncLocalStorage } from 'node:async_hooks'
import { DatabaseError, Pool, type PoolClient } from 'pg'
import { mustBeOutsideTransaction } from '@/lib/transaction-scope'
import { appUrl, forgetAppUrl, isSignInRefusal, type Patience } from './app-login'
import { databaseAnswered, databaseLost } from './health-signal'
import { mustBeHeld, WHO_AM_I, type WhoAmI } from './role'
import { withSocketTimeout } from './socket-timeout'

const NO_FIRM = ''

/** A firm as one person sees it: with the contacts that are only theirs. An Actor is one. */
export interface PersonView {
  readonly firmId: string
  readonly userId: string
}

/** What a connection sees. A firm alone: no private contacts, except inside `asPerson`. */
export type View = string | PersonView

/** The firm of a view. */
export const firmOf = (view: View): string => (typeof view === 'string' ? view : view.firmId)

/** In place of a person, for work of the program itself such as retention: everyone's private contacts. */
export const EVERYONE = 'all'
/** Longest wait for a connection. Transactions take milliseconds, so after this time the pool is stuck or the database is gone. */
const MAX_WAIT_MS = 15_000
const ignore = () => undefined

const isRefusal = (error: Error): boolean => error instanceof DatabaseError && error.severity !== 'FATAL'

/** No connection of the pool became free within the longest wait. */
export class PoolExhausted extends Error {
  constructor(connections: number, waitedMs: number) {
    super(
      `All ${connections} connections to the database were in use for ${waitedMs / 1000} s. Try again; if it happens often, ` +
        `look for queries that are slow or blocked (pg_stat_activity).`,
    )
    this.name = 'PoolExhausted'
  }
}

/** pg-pool's error if its queue was the problem, and not the network. */
const isExhausted = (error: unknown): boolean =>
  error instanceof Error && error.message === 'timeout exceeded when trying to connect'

type Connected = (
  error: Error | undefined,
  client: PoolClient | undefined,
  done: PoolClient['release'],
) => void

export class FirmPool extends Pool {
  /** Of pg-pool 3, which has no type for it. */
  declare readonly _idle: { readonly client: PoolClient }[]

  /** The view that each connection was last set to. Absent for a new connection, whose role is not known yet either. */
  readonly #viewSet = new WeakMap<PoolClient, string>()

  // One per pool: a bundler may load this file several times in one process, while the pool is shared.
  readonly #wanted = new AsyncLocalStorage<string>()
  readonly #person = new AsyncLocalStorage<string>()

  /** Connections that broke or could not be opened so far. A failure meanwhile may be due to that. */
  losses = 0

  readonly #ownerUrl: string
  readonly #patience: Patience
  readonly #maxWaitMs: number

  /** `ownerUrl`: the login of the tables' owner, who knows how the application signs in. */
  constructor(ownerUrl: string, max: number, socketTimeout = withSocketTimeout(), maxWaitMs = MAX_WAIT_MS) {
    const wait = { connectionTimeoutMillis: maxWaitMs }
    super({ max, application_name: 'concord', ...wait, ...socketTimeout })
    this.#ownerUrl = ownerUrl
    this.#patience = { ...wait, ...socketTimeout }
    this.#maxWaitMs = maxWaitMs
    this.on('connect', (client) => {
      databaseAnswered()
      client.on('error', this.#lose)
    })
    // A connection that is returned with an error was ended by the server or broke. Queries that the server rejects come this way too.
    this.on('release', (error) => {
      if (error && !isRefusal(error)) this.#lose()
    })
  }

  readonly #lose = (): void => {
    this.losses += 1
  }

  /** Sets the view of the connections that `work` takes from the pool; null for no firm. Rejects inside a transaction. */
  async forFirm<T>(view: View | null, work: () => Promise<T>): Promise<T> {
    mustBeOutsideTransaction('A second connection was asked for')
    return this.#wanted.run(keyOf(view, this.#person.getStore()), work)
  }

  /** Within `work`, a firm without a person is seen as this person sees it. For a worker, which acts for the owner of a sync. */
  asPerson<T>(userId: string, work: () => Promise<T>): Promise<T> {
    // The await makes a query of Prisma begin within the scope.
    return this.#person.run(userId, async () => await work())
  }

  override connect(): Promise<PoolClient>
  override connect(callback: Connected): void
  override connect(callback?: Connected): Promise<PoolClient> | undefined {
    const client = this.#clientFor(this.#wanted.getStore() ?? NO_FIRM)
    if (!callback) return client
    client.then(
      (client) => callback(undefined, client, client.release),
      (error: Error) => callback(error, undefined, () => undefined),
    )
    return undefined
  }

  async #clientFor(view: string): Promise<PoolClient> {
    mustBeOutsideTransaction('A second connection was asked for')
    const began = Date.now()
    this.#preferIdle(view)
    const client = await this.#connectAsApp().catch((error: unknown) => {
      // The password was changed: the next attempt reads it again.
      if (isSignInRefusal(error) && forgetAppUrl(this.#ownerUrl)) this.options.connectionString = undefined
      this.#lose()
      // Also if the database hangs; then the holders of the connections notice that.
      if (isExhausted(error)) throw new PoolExhausted(this.options.max, this.#maxWaitMs)
      if (!this.ending) databaseLost(began)
      throw error
    })
    if (this.#viewSet.get(client) === view) return client
    try {
      await switchTo(client, view)
    } catch (error) {
      // The connection's view is unknown now, so it is not used again.
      client.release(true)
      throw error
    }
    this.#viewSet.set(client, view)
    return client
  }

  /**
   * The pool hands out the idle connection that it lists last. One that was last set to the view need not be switched. Otherwise the one
   * of a firm that has rested longest is switched; those without a firm stay so, for the queries in between.
   */
  #preferIdle(view: string): void {
    const idle = this._idle
    const set = idle.map(({ client }) => this.#viewSet.get(client))
    const same = set.lastIndexOf(view)
    const at = same >= 0 ? same : set.findIndex((one) => one !== NO_FIRM)
    if (at >= 0) idle.push(...idle.splice(at, 1))
  }

  async #connectAsApp(): Promise<PoolClient> {
    this.options.connectionString ??= await appUrl(this.#ownerUrl, this.#patience)
    return super.connect()
  }
}

/** A view as one text: the firm, and after a space the person. */
export const keyOf = (view: View | null, person = ''): string => {
  if (view === null) return NO_FIRM
  return typeof view === 'string' ? `${view} ${person}`.trim() : `${view.firmId} ${view.userId}`
}

/** Throws if the connection does not use the application's role (a connection pooler may drop options), since it would see every firm. */
async function switchTo(client: PoolClient, view: string): Promise<void> {
  const [firmId = NO_FIRM, person = ''] = view.split(' ')
  // A connection that breaks meanwhile reports it twice: through this query, and through an event that needs a listener.
  client.on('error', ignore)
  const { rows } = await client
    .query<WhoAmI>(
      `select ${WHO_AM_I}, set_config('concord.firm', $1, false), set_config('concord.person', $2, false)`,
      [firmId, person],
    )
    .finally(() => client.off('error', ignore))
  if (rows[0]) mustBeHeld(rows[0])
}
