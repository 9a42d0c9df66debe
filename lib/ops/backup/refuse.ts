// Refuses to load a backup while something is connected to the database, or if it contains a firm.
import { setTimeout as sleep } from 'node:timers/promises'
import type { ClientBase } from 'pg'
import { BackupError } from './error'

/** The connection names of web servers and workers. */
const OURS = ['concord', 'concord queue']

/** A process that was just stopped needs a moment to disconnect. */
const LOOKS = 10
const PAUSE_MS = 300

export async function refuseIfBusy(client: ClientBase): Promise<void> {
  for (let look = 1; await isBusy(client); look += 1) {
    if (look === LOOKS)
      throw new BackupError(
        'A web server or worker of Concord is using the database. Stop it, wherever it runs, then try again.',
      )
    await sleep(PAUSE_MS)
  }
}

async function isBusy(client: ClientBase): Promise<boolean> {
  // Within a transaction Postgres would return its earlier snapshot.
  await client.query('SELECT pg_stat_clear_snapshot()')
  const { rowCount } = await client.query(
    'SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = any($1)',
    [OURS],
  )
  return rowCount !== 0
}

interface Taken {
  readonly name: string
  readonly people: string
  readonly contacts: string
  readonly changed: Date | null
}

const FIRMS = `
  SELECT f.name, (SELECT count(*) FROM "User" u WHERE u."firmId" = f.id) AS people,
    (SELECT count(*) FROM "Contact" c WHERE c."firmId" = f.id) AS contacts,
    (SELECT max(c."updatedAt") FROM "Contact" c WHERE c."firmId" = f.id) AS changed
  FROM "Firm" f ORDER BY f."createdAt"`

export async function refuseIfTaken(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('public."Firm"') IS NOT NULL AS there`,
  )
  if (!rows[0]?.there) return
  const { rows: firms } = await client.query<Taken>(FIRMS)
  if (firms.length === 0) return
  throw new BackupError(
    `The database is not empty. It contains ${firms.map(inWords).join(' and ')}.\n` +
      'All of that would be overwritten. To overwrite it, make a backup first (npm run backup), then add --replace.',
  )
}

const inWords = ({ name, people, contacts, changed }: Taken) =>
  `${name} (people: ${people}, contacts: ${contacts}${changed ? `, the last changed ${changed.toISOString()}` : ''})`
