// The owner of the databases in an embedded Postgres: a role that may create databases and roles and is no superuser. initdb's superuser
// is used once, to create that role; afterwards it cannot sign in (`postgres --single` still works, for the owner of the files).
// Clusters of earlier versions, in which the superuser owned everything, are converted in the same way.
import { randomBytes } from 'node:crypto'
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client, DatabaseError } from 'pg'
import { scramVerifier } from '@/lib/store/database/scram'

export const OWNER = 'concord_owner'

/** The superuser's password; deleted once the cluster is converted. */
export const superuserPasswordFile = (folder: string): string => join(folder, 'concord.password')
export const superuserPassword = async (folder: string): Promise<string> =>
  (await readFile(superuserPasswordFile(folder), 'utf8')).trim()

const ownerPasswordFile = (folder: string): string => join(folder, 'concord.owner')

const HAND_OVER_LOCK = 732_511_404

/** Only the operating system user that runs Concord can read it. */
export const ownerPassword = async (folder: string): Promise<string> =>
  (await readFile(ownerPasswordFile(folder), 'utf8')).trim()

/** Makes the owner role own a running cluster, if it does not yet. Several processes may try at once. */
export async function handOver(folder: string, port: number): Promise<void> {
  if (!(await isThere(superuserPasswordFile(folder)))) return
  const password = await superuserPassword(folder)
  const url = (database: string) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`
  try {
    await asSuperuser(url('postgres'), async (superuser) => {
      await superuser.query('SELECT pg_advisory_lock($1)', [HAND_OVER_LOCK])
      await makeOwner(superuser, await newPassword(folder))
      for (const database of await databases(superuser)) await giveDatabase(superuser, url, database)
      await superuser.query('ALTER ROLE postgres NOLOGIN PASSWORD NULL')
    })
  } catch (error) {
    // Another process was first, or an earlier one crashed before its last step.
    if (!isShutOut(error) || !(await isThere(ownerPasswordFile(folder)))) throw error
  }
  await rm(superuserPasswordFile(folder), { force: true })
}

const isShutOut = (error: unknown) =>
  error instanceof DatabaseError && (error.code === '28P01' || error.code === '28000')

/** Written before the superuser is locked out and never overwritten: it is the password that the role gets. */
async function newPassword(folder: string): Promise<string> {
  const file = ownerPasswordFile(folder)
  if (!(await isThere(file))) {
    const unfinished = `${file}.${process.pid}`
    await writeFile(unfinished, randomBytes(24).toString('hex'), { mode: 0o600 })
    await rename(unfinished, file)
  }
  return ownerPassword(folder)
}

/** pg_signal_backend and pg_read_all_stats let it see and end the application's connections, which belong to another role. */
async function makeOwner(superuser: Client, password: string): Promise<void> {
  const verifier = scramVerifier(password, randomBytes(16))
  const { rowCount } = await superuser.query('SELECT FROM pg_roles WHERE rolname = $1', [OWNER])
  const may = `LOGIN NOSUPERUSER CREATEDB CREATEROLE PASSWORD '${verifier}'`
  await superuser.query(`${rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${OWNER} ${may}`)
  await superuser.query(`GRANT pg_signal_backend, pg_read_all_stats TO ${OWNER}`)
  // Created by the superuser of an earlier version, so only its administrator can grant it.
  const app = await superuser.query(`SELECT FROM pg_roles WHERE rolname = 'concord_app'`)
  if (app.rowCount === 1) await superuser.query(`GRANT concord_app TO ${OWNER} WITH ADMIN OPTION`)
}

async function databases(superuser: Client): Promise<readonly string[]> {
  const { rows } = await superuser.query<{ name: string }>(
    `SELECT datname AS name FROM pg_database WHERE datname NOT IN ('template0', 'template1')`,
  )
  return rows.map(({ name }) => name)
}

async function giveDatabase(
  superuser: Client,
  url: (database: string) => string,
  name: string,
): Promise<void> {
  await asSuperuser(url(encodeURIComponent(name)), (client) => client.query(GIVE_OBJECTS))
  await superuser.query(`ALTER DATABASE "${name.replaceAll('"', '""')}" OWNER TO ${OWNER}`)
}

// REASSIGN OWNED refuses the bootstrap superuser (number 10), since it also owns the catalogs. A sequence follows its table.
const GIVE_OBJECTS = `
DO $$
DECLARE
  statement text;
BEGIN
  FOR statement IN
    WITH spaces AS (
      SELECT oid, nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')
    SELECT format('ALTER SCHEMA %I OWNER TO ${OWNER}', n.nspname) FROM pg_namespace n
      JOIN spaces USING (oid) WHERE n.nspowner = 10 AND n.nspname <> 'public'
    UNION ALL
    SELECT format('ALTER TABLE %s OWNER TO ${OWNER}', c.oid::regclass) FROM pg_class c
      JOIN spaces s ON s.oid = c.relnamespace
      WHERE c.relowner = 10 AND (c.relkind IN ('r', 'p', 'v', 'm') OR c.relkind = 'S' AND NOT EXISTS (
        SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')))
    UNION ALL
    SELECT format('ALTER TYPE %s OWNER TO ${OWNER}', t.oid::regtype) FROM pg_type t
      JOIN spaces s ON s.oid = t.typnamespace WHERE t.typowner = 10 AND t.typtype IN ('e', 'd')
    UNION ALL
    SELECT format('ALTER ROUTINE %s OWNER TO ${OWNER}', p.oid::regprocedure) FROM pg_proc p
      JOIN spaces s ON s.oid = p.pronamespace WHERE p.proowner = 10
  LOOP
    EXECUTE statement;
  END LOOP;
END $$`

async function asSuperuser<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'concord hand-over' })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
