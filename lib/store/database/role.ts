// The two roles of the application. `concord_app` has the grants: it may read and write rows, owns nothing and cannot sign in.
// Each database has a login role (app-login.ts) that is a member of it and of nothing else, so that no connection of the application
// can become the owner of the tables.
import { type Client, DatabaseError } from 'pg'
import { SettingError } from '@/lib/env'

export const APP_ROLE = 'concord_app'

/**
 * A transaction of a frozen process or a lost machine is rolled back after this time; otherwise it would lock its rows (such as an
 * account
 * lease) for hours. Our transactions never idle: they wait only for their own statements.
 */
const MOST_IDLE_MS = 20_000
const SESSION = `-c role=${APP_ROLE} -c idle_in_transaction_session_timeout=${MOST_IDLE_MS}`

/** A URL of the application's login with its session settings: RESET ROLE leads to the role with the grants. */
export function asApp(url: string): string {
  const address = new URL(url)
  const given = address.searchParams.get('options')
  address.searchParams.set('options', [given, SESSION].filter(Boolean).join(' '))
  return address.href
}

/** The role of a connection, and whether it could become the owner of the tables (null before they exist). */
export const WHO_AM_I = `current_user as role,
  (select pg_has_role(session_user, relowner, 'MEMBER') from pg_class c join pg_namespace n on n.oid = relnamespace
    where nspname = 'public' and relname = 'Firm') as owner`

export interface WhoAmI {
  readonly role: string
  readonly owner: boolean | null
}

/** Throws if a connection has more than the application's rights, since it would see every firm. */
export function mustBeHeld({ role, owner }: WhoAmI): void {
  if (role !== APP_ROLE) throw new Error(`The connection does not work as ${APP_ROLE}.`)
  if (owner) throw new Error('The connection of the application can become the owner of the tables.')
}

/** Statements that the owner may not run, in order; an administrator has to run them. */
export type Refused = string[]

/** Runs one statement as the owner and returns whether it ran. A statement that the owner may not run is added to `refused`. */
export async function attempt(owner: Client, sql: string, refused: Refused): Promise<boolean> {
  try {
    await owner.query(sql)
    return true
  } catch (error) {
    if (!(error instanceof DatabaseError && error.code === '42501')) throw error
    refused.push(`${sql};`)
    return false
  }
}

/** Creates the role with the grants. Roles belong to the server, so the start for another database may create it at the same time. */
export async function ensureAppRole(owner: Client, refused: Refused): Promise<void> {
  if (await hasRole(owner, APP_ROLE)) return
  await attempt(owner, `CREATE ROLE ${APP_ROLE} NOLOGIN`, refused).catch((error: unknown) => {
    if (!isThereAlready(error)) throw error
  })
}

/** 42710: the role exists. 23505: it was created at the same moment. */
const isThereAlready = (error: unknown) =>
  error instanceof DatabaseError && (error.code === '42710' || error.code === '23505')

export async function hasRole(owner: Client, name: string): Promise<boolean> {
  return (await owner.query('SELECT FROM pg_roles WHERE rolname = $1', [name])).rowCount === 1
}

/** Throws the message for the person who starts Concord if anything was refused. */
export function mustBeDone(refused: Refused): void {
  if (refused.length === 0) return
  throw new SettingError(
    `The user of DATABASE_URL may not create roles. Let an administrator of the database run: ${refused.join(' ')}`,
  )
}
