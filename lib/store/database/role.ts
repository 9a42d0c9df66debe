// The two roles of the application. `concord_app` holds the grants: it may read and write rows, owns nothing and cannot sign in.
// A login role of each database (app-login.ts) is a member of it and of nothing else, so that no connection of the application
// can become the owner of the tables.
import { type Client, DatabaseError } from 'pg'
import { SettingError } from '@/lib/env'

export const APP_ROLE = 'concord_app'

/**
 * A transaction whose process is frozen, or whose machine is gone, is rolled back after so long: it would keep its rows (an
 * account lease) from all others for hours. Our transactions never idle: they wait only for their own statements.
 */
const MOST_IDLE_MS = 20_000
const SESSION = `-c role=${APP_ROLE} -c idle_in_transaction_session_timeout=${MOST_IDLE_MS}`

/** An address of the application's login, with the settings of its sessions: RESET ROLE leads to the role of the grants. */
export function asApp(url: string): string {
  const address = new URL(url)
  const given = address.searchParams.get('options')
  address.searchParams.set('options', [given, SESSION].filter(Boolean).join(' '))
  return address.href
}

/** Who a connection works as, and whether it could become the owner of the tables (null before there are any). */
export const WHO_AM_I = `current_user as role,
  (select pg_has_role(session_user, relowner, 'MEMBER') from pg_class c join pg_namespace n on n.oid = relnamespace
    where nspname = 'public' and relname = 'Firm') as owner`

export interface WhoAmI {
  readonly role: string
  readonly owner: boolean | null
}

/** Throws where a connection is not held to the application's rights: it would see every firm. */
export function mustBeHeld({ role, owner }: WhoAmI): void {
  if (role !== APP_ROLE) throw new Error(`The connection does not work as ${APP_ROLE}.`)
  if (owner) throw new Error('The connection of the application can become the owner of the tables.')
}

/** Statements that the owner may not run, in their order: an administrator has to. */
export type Refused = string[]

/** Runs one statement as the owner; one that the owner may not run is added to `refused`. Whether it was run. */
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

/** Makes the role of the grants. Roles belong to the server: the start of another database may make it at this very moment. */
export async function ensureAppRole(owner: Client, refused: Refused): Promise<void> {
  if (await hasRole(owner, APP_ROLE)) return
  await attempt(owner, `CREATE ROLE ${APP_ROLE} NOLOGIN`, refused).catch((error: unknown) => {
    if (!isThereAlready(error)) throw error
  })
}

/** 42710: the role exists. 23505: it was made at the very same moment. */
const isThereAlready = (error: unknown) =>
  error instanceof DatabaseError && (error.code === '42710' || error.code === '23505')

export async function hasRole(owner: Client, name: string): Promise<boolean> {
  return (await owner.query('SELECT FROM pg_roles WHERE rolname = $1', [name])).rowCount === 1
}

/** Throws the sentence for the person who starts Concord, where anything was refused. */
export function mustBeDone(refused: Refused): void {
  if (refused.length === 0) return
  throw new SettingError(
    `The user of DATABASE_URL may not create roles. Let an administrator of the database run: ${refused.join(' ')}`,
  )
}
