// The role that the application works as: it owns nothing, row-level security holds it, and it may read and write rows and no
// more. The user of DATABASE_URL owns the tables and takes the role on with the first breath of each connection.
import { type Client, DatabaseError } from 'pg'
import { SettingError } from '../env'

export const APP_ROLE = 'concord_app'

/**
 * A transaction whose process is frozen, or whose machine is gone, is rolled back after so long: it would keep its rows (an
 * account's lane) from everybody else for hours. Nobody of ours rests in one: inside it only its own statements are waited for.
 */
const MOST_IDLE_MS = 20_000
const SESSION = `-c role=${APP_ROLE} -c idle_in_transaction_session_timeout=${MOST_IDLE_MS}`

/** The address for connections of the application: what its session falls back to is the role, not the owner. */
export function asApp(url: string): string {
  const address = new URL(url)
  const given = address.searchParams.get('options')
  address.searchParams.set('options', [given, SESSION].filter(Boolean).join(' '))
  return address.href
}

// Roles belong to the server, not to a database, so another database's start may make it at this very moment. Who may take
// the role on already needs no grant.
const ENSURE = `
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${APP_ROLE}') THEN
    BEGIN
      CREATE ROLE ${APP_ROLE} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END IF;
  BEGIN
    SET LOCAL ROLE ${APP_ROLE};
    RESET ROLE;
  EXCEPTION WHEN insufficient_privilege THEN
    BEGIN
      GRANT ${APP_ROLE} TO CURRENT_USER;
    EXCEPTION WHEN unique_violation THEN NULL;
    END;
  END;
END $$`

/** Makes the role and lets the owner take it on, unless that is so already; or says what an administrator has to do. */
export async function ensureAppRole(owner: Client): Promise<void> {
  try {
    await owner.query(ENSURE)
  } catch (error) {
    if (!(error instanceof DatabaseError && error.code === '42501')) throw error
    throw new SettingError(
      `The user of DATABASE_URL may not create roles. Let an administrator of the database run: ` +
        `CREATE ROLE ${APP_ROLE} NOLOGIN; GRANT ${APP_ROLE} TO ${await nameOf(owner)};`,
    )
  }
}

async function nameOf(owner: Client): Promise<string> {
  const { rows } = await owner.query<{ name: string }>('SELECT quote_ident(current_user) AS name')
  return rows[0]?.name ?? ''
}
