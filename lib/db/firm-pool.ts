// Connections that see one firm at a time. Which one is said around each single query and each transaction (client.ts); a
// connection that last worked for another firm is told before it is handed out. Said nothing, it sees nothing.
import { AsyncLocalStorage } from 'node:async_hooks'
import { DatabaseError, Pool, type PoolClient } from 'pg'
import { databaseFound, databaseLost } from './presence'
import { APP_ROLE, asApp } from './role'
import { breaksWhenSilent } from './silence'

const NO_FIRM = ''
const ignore = () => undefined

const isRefusal = (error: Error): boolean => error instanceof DatabaseError && error.severity !== 'FATAL'

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

  /** Connections that broke or did not come about, so far: whoever fails meanwhile may lay it to that. */
  losses = 0

  constructor(url: string, max: number, silence = breaksWhenSilent()) {
    super({ connectionString: asApp(url), max, application_name: 'concord', ...silence })
    this.on('connect', (client) => {
      databaseFound()
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

  /** Connections that `work` takes from the pool are the firm's; null is nobody's. */
  forFirm<T>(firmId: string | null, work: () => Promise<T>): Promise<T> {
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
    const began = Date.now()
    const client = await super.connect().catch((error: unknown) => {
      this.#lose()
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
}

/** A connection that is not the application's role (a pooler in between may drop options) would see every firm. */
async function tell(client: PoolClient, firmId: string): Promise<void> {
  // A connection that breaks meanwhile says so twice: by this query, and by an event that must find a listener.
  client.on('error', ignore)
  const { rows } = await client
    .query<{ role: string }>(`select current_user as role, set_config('concord.firm', $1, false)`, [firmId])
    .finally(() => client.off('error', ignore))
  if (rows[0]?.role !== APP_ROLE) throw new Error(`The connection does not work as ${APP_ROLE}.`)
}
