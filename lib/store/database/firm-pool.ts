// Connections that see one firm at a time. Which one is said around each single query and each transaction (client.ts); a
// connection that last worked for another firm is told before it is handed out. Said nothing, it sees nothing.
import { AsyncLocalStorage } from 'node:async_hooks'
import { DatabaseError, Pool, type PoolClient } from 'pg'
import { mustBeOutsideTransaction } from '@/lib/transaction-scope'
import { appUrl, forgetAppUrl, isSignInRefusal, type Patience } from './app-login'
import { databaseAnswered, databaseLost } from './health-signal'
import { mustBeHeld, WHO_AM_I, type WhoAmI } from './role'
import { withSocketTimeout } from './socket-timeout'

const NO_FIRM = ''
/** Longest wait for a connection. Transactions take milliseconds: after so long the pool is stuck or the database is gone. */
const MAX_WAIT_MS = 15_000
const ignore = () => undefined

const isRefusal = (error: Error): boolean => error instanceof DatabaseError && error.severity !== 'FATAL'

/** Every connection of the pool was in use for as long as anybody waits for one. */
export class PoolExhausted extends Error {
  constructor(connections: number, waitedMs: number) {
    super(
      `All ${connections} connections to the database were in use for ${waitedMs / 1000} s. Try again; if it happens often, ` +
        `look for queries that are slow or blocked (pg_stat_activity).`,
    )
    this.name = 'PoolExhausted'
  }
}

/** What pg-pool says where its queue was too long, and not the way to the database. */
const isExhausted = (error: unknown): boolean =>
  error instanceof Error && error.message === 'timeout exceeded when trying to connect'

type Connected = (
  error: Error | undefined,
  client: PoolClient | undefined,
  done: PoolClient['release'],
) => void

export class FirmPool extends Pool {
  /** What each connection was told last; absent: nothing yet, and who it works as is not known either. */
  readonly #told = new WeakMap<PoolClient, string>()

  // The pool's own: a bundler may hold this file several times in one process, while the pool is shared.
  readonly #wanted = new AsyncLocalStorage<string>()

  /** Connections that broke or could not be opened so far: a failure in the meantime may be due to that. */
  losses = 0

  readonly #ownerUrl: string
  readonly #patience: Patience
  readonly #maxWaitMs: number

  /** `ownerUrl`: of the owner of the tables, who knows how the application signs in. */
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
    // Given back with an error: the server ended it, or it broke. What the server merely refuses comes this way too.
    this.on('release', (error) => {
      if (error && !isRefusal(error)) this.#lose()
    })
  }

  readonly #lose = (): void => {
    this.losses += 1
  }

  /** Connections that `work` takes from the pool are the firm's; null is nobody's. Rejects inside a transaction. */
  async forFirm<T>(firmId: string | null, work: () => Promise<T>): Promise<T> {
    mustBeOutsideTransaction('A second connection was asked for')
    return this.#wanted.run(firmId ?? NO_FIRM, work)
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

  async #clientFor(firmId: string): Promise<PoolClient> {
    mustBeOutsideTransaction('A second connection was asked for')
    const began = Date.now()
    const client = await this.#connectAsApp().catch((error: unknown) => {
      // The password was changed: the next attempt asks for it again.
      if (isSignInRefusal(error) && forgetAppUrl(this.#ownerUrl)) this.options.connectionString = undefined
      this.#lose()
      // Also where the database hangs: then those who hold the connections find out.
      if (isExhausted(error)) throw new PoolExhausted(this.options.max, this.#maxWaitMs)
      if (!this.ending) databaseLost(began)
      throw error
    })
    if (this.#told.get(client) === firmId) return client
    try {
      await tell(client, firmId)
    } catch (error) {
      // What it was told last is not known any more: nobody gets it again.
      client.release(true)
      throw error
    }
    this.#told.set(client, firmId)
    return client
  }

  async #connectAsApp(): Promise<PoolClient> {
    this.options.connectionString ??= await appUrl(this.#ownerUrl, this.#patience)
    return super.connect()
  }
}

/** A connection that is not the application's role (a pooler in between may drop options) would see every firm. */
async function tell(client: PoolClient, firmId: string): Promise<void> {
  // A connection that breaks meanwhile says so twice: by this query, and by an event that must find a listener.
  client.on('error', ignore)
  const { rows } = await client
    .query<WhoAmI>(`select ${WHO_AM_I}, set_config('concord.firm', $1, false)`, [firmId])
    .finally(() => client.off('error', ignore))
  if (rows[0]) mustBeHeld(rows[0])
}
