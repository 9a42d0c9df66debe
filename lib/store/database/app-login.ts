// How the application signs in to the database: with a login role for each database, whose password only the owner of the tables can read
// (concord_private.app_login). Every process reads it there, so servers and workers need no further shared secret; after a change of the
// password it is read again. DATABASE_APP_URL is used instead if an administrator created the login.
import { randomBytes } from 'node:crypto'
import { Client, type ClientConfig, DatabaseError } from 'pg'
import { env, SettingError } from '@/lib/env'
import {
  APP_ROLE,
  asApp,
  attempt,
  ensureAppRole,
  hasRole,
  mustBeDone,
  mustBeHeld,
  type Refused,
  WHO_AM_I,
  type WhoAmI,
} from './role'
import { scramVerifier } from './scram'
import { withSocketTimeout } from './socket-timeout'

interface Login {
  readonly role: string
  readonly password: string
}

/** Timeouts for a connection and for an answer. */
export type Patience = Pick<ClientConfig, 'connectionTimeoutMillis' | 'query_timeout' | 'stream'>
const PATIENCE: Patience = { connectionTimeoutMillis: 15_000, ...withSocketTimeout() }
const TABLE = 'concord_private.app_login'

/** The server refuses this user or this password. */
export const isSignInRefusal = (error: unknown): boolean =>
  error instanceof DatabaseError && (error.code === '28P01' || error.code === '28000')

declare global {
  // A bundler may load this file several times in one process.
  var concordAppUrls: Map<string, string> | undefined
}

const known = () => {
  globalThis.concordAppUrls ??= new Map()
  return globalThis.concordAppUrls
}

/**
 * The URL of the application's login: DATABASE_APP_URL, or else read by one short connection as the owner and cached. Fails with 42P01 if
 * the database is not migrated.
 */
export async function appUrl(ownerUrl: string, patience: Patience = PATIENCE): Promise<string> {
  const url = givenFor(ownerUrl) ?? known().get(ownerUrl) ?? (await findAppUrl(ownerUrl, patience))
  known().set(ownerUrl, url)
  return asApp(url)
}

/** Removes the cached URL after a change of the password. */
export const forgetAppUrl = (ownerUrl: string): boolean => known().delete(ownerUrl)

const findAppUrl = (ownerUrl: string, patience: Patience) =>
  connected(ownerUrl, patience, async (owner) => {
    const { rows } = await owner.query<Login>(`SELECT role, password FROM ${TABLE}`)
    if (!rows[0]) throw new Error('The database has no login for the application: run npm run db:migrate.')
    return addressOf(ownerUrl, rows[0])
  })

/** DATABASE_APP_URL belongs to DATABASE_URL, not to databases of tests. */
function givenFor(ownerUrl: string): string | undefined {
  const { DATABASE_URL, DATABASE_APP_URL } = env()
  return DATABASE_URL === ownerUrl ? DATABASE_APP_URL : undefined
}

function addressOf(ownerUrl: string, { role, password }: Login): string {
  const address = new URL(ownerUrl)
  address.username = role
  address.password = password
  return address.href
}

async function connected<T>(
  connectionString: string,
  patience: Patience,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ connectionString, application_name: 'concord login', ...patience })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * Makes sure that the application can sign in with limited rights; otherwise throws a sentence that says what to do. `owner` is a
 * connection to the same database that holds the migration lock.
 */
export async function ensureAppLogin(owner: Client, url: string): Promise<void> {
  const refused: Refused = []
  await ensureAppRole(owner, refused)
  const given = givenFor(url)
  const login = given ? null : await ownLogin(owner)
  if (login) await ensureLoginRole(owner, login, refused)
  mustBeDone(refused)
  await closeSchema(owner)
  await ensureSignIn(owner, given ?? addressOf(url, login as Login), login)
}

/** The stored login of this database. A login that came with a copy of another database is replaced. */
async function ownLogin(owner: Client): Promise<Login> {
  await owner.query(`CREATE SCHEMA IF NOT EXISTS concord_private;
    CREATE TABLE IF NOT EXISTS ${TABLE} (database oid PRIMARY KEY, role text NOT NULL, password text NOT NULL)`)
  const { rows } = await owner.query<{ oid: number; role: string | null; password: string | null }>(
    `SELECT d.oid, l.role, l.password FROM pg_database d LEFT JOIN ${TABLE} l ON l.database = d.oid
     WHERE d.datname = current_database()`,
  )
  const [own] = rows
  if (!own) throw new Error('The database does not find itself.')
  if (own.role && own.password) return { role: own.role, password: own.password }
  const made = { role: `${APP_ROLE}_${own.oid}`, password: randomBytes(24).toString('hex') }
  await owner.query(
    `WITH others AS (DELETE FROM ${TABLE} WHERE database <> $1) INSERT INTO ${TABLE} VALUES ($1, $2, $3)`,
    [own.oid, made.role, made.password],
  )
  return made
}

async function ensureLoginRole(owner: Client, { role, password }: Login, refused: Refused): Promise<void> {
  const isThere =
    (await hasRole(owner, role)) ||
    (await attempt(owner, `CREATE ROLE ${role} LOGIN PASSWORD '${verifier(password)}'`, refused))
  const grant = `GRANT ${APP_ROLE} TO ${role}`
  if (!isThere || !(await hasRole(owner, APP_ROLE))) refused.push(`${grant};`)
  else if (!(await isMember(owner, role))) await attempt(owner, grant, refused)
}

const verifier = (password: string) => scramVerifier(password, randomBytes(16))

async function isMember(owner: Client, role: string): Promise<boolean> {
  const { rows } = await owner.query<{ yes: boolean }>(
    `SELECT pg_has_role($1, '${APP_ROLE}', 'MEMBER') AS yes`,
    [role],
  )
  return rows[0]?.yes ?? false
}

/** Up to Postgres 14 any user may create tables and functions in `public`, which run with the rights of their caller. */
async function closeSchema(owner: Client): Promise<void> {
  const refused: Refused = []
  const { rows } = await owner.query<{ open: boolean }>(
    `SELECT has_schema_privilege('${APP_ROLE}', 'public', 'CREATE') AS open WHERE to_regnamespace('public') IS NOT NULL`,
  )
  if (rows[0]?.open) await attempt(owner, 'REVOKE CREATE ON SCHEMA public FROM PUBLIC', refused)
}

async function ensureSignIn(owner: Client, address: string, login: Login | null): Promise<void> {
  try {
    await signIn(address)
  } catch (error) {
    if (!isSignInRefusal(error)) throw error
    if (!login) throw cannotSignIn('the user of DATABASE_APP_URL', error)
    // The role is older than the stored password: the database was restored, or the row was deleted to get a new one.
    const refused: Refused = []
    await attempt(owner, `ALTER ROLE ${login.role} LOGIN PASSWORD '${verifier(login.password)}'`, refused)
    mustBeDone(refused)
    await signIn(address).catch((again: unknown) => {
      throw isSignInRefusal(again) ? cannotSignIn(login.role, again) : again
    })
  }
}

async function signIn(address: string): Promise<void> {
  await connected(asApp(address), PATIENCE, async (client) => {
    const { rows } = await client.query<WhoAmI>(`SELECT ${WHO_AM_I}`)
    try {
      if (rows[0]) mustBeHeld(rows[0])
    } catch (error) {
      throw new SettingError(`${(error as Error).message} Use another user in DATABASE_APP_URL.`)
    }
  })
}

const cannotSignIn = (who: string, error: unknown) =>
  new SettingError(
    `The database does not let ${who} in (${(error as DatabaseError).code}): let pg_hba.conf, or the pooler in between, ` +
      'admit it, or name a user that it admits in DATABASE_APP_URL.',
  )
