// A backup contains every row of every firm, and a restore replaces the whole database or nothing.
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { closeDatabase, db } from '@/lib/store/database/client'
import { migrationNames } from '@/lib/store/migrations/migration-files'
import { applyMigrations, sqlToSchema } from '@/lib/store/migrations/migrations'
import { type FirmRows, setFirm } from '@/testing/database/firm-rows'
import { wholeFirm } from '@/testing/database/firm-tables'
import { owner, ownerPool, withDatabase } from '@/testing/database/test-database'
import { restoreBackup } from './restore'
import type { BackupKey } from './sealed'
import { nameFor, writeBackup } from './write'

const database = withDatabase()
const now = new Date('2026-11-26T10:15:00Z')
let folder: string
let file: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'concord-backup-'))
})
afterAll(() => rm(folder, { recursive: true }))

beforeEach(async () => {
  await ownerPool().query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  await applyMigrations(database.url())
  file = join(await mkdtemp(join(folder, 'one-')), nameFor(now))
})

const KEY: BackupKey = { kind: 'file', bytes: randomBytes(32) }
const backup = (key: BackupKey | null = null) => writeBackup(database.url(), file, key)
const restore = (path = file, replace = true, key: BackupKey = KEY, plain = true) =>
  restoreBackup(database.url(), path, { replace, now, plain, keyFor: async () => key })

/** Data that a restored sync loses on purpose. */
const forgotten = { nextCheckAt: null, wokenAt: null }
const unread = { cursorToken: null, cursorShape: null, fullReadAt: null }

async function kept(firm: FirmRows) {
  const { Sync = [], Run = [], Collection = [], SyncDay = [], ...others } = await wholeFirm(firm.firm)
  const { Session: _, PendingItem: _pending, LinkCount: _counts, UnlinkedItem: _unlinked, ...kept } = others
  // The restore itself is the chain's new end.
  const { AuditHead: _head, Audit = [], ...rest } = kept
  const audit = Audit.filter((row) => !('kind' in row) || row.kind !== 'backup.restore')
  const collections = Collection.map((row) => ({ ...row, ...unread }))
  // A run that the restore ends counts on the day of the backup.
  const days = SyncDay.filter((row) => !('day' in row) || row.day !== now.toISOString().slice(0, 10))
  return { ...rest, Audit: audit, SyncDay: days, Run: Run.length, Sync: Sync.length, Collection: collections }
}

test('every table of firms comes back with the same rows', async () => {
  const firms = [await setFirm('lima'), await setFirm('costa\tand\\tabs\r\n\u2028"quoted"')] as const
  const before = [await kept(firms[0]), await kept(firms[1])]
  const rows = await backup()
  await owner().firm.deleteMany()
  await setFirm('another')
  expect(await restore()).toMatchObject({ rows, stopped: 2 })
  expect([await kept(firms[0]), await kept(firms[1])]).toEqual(before)
  expect(await owner().firm.count()).toBe(2)
})

test('after a restore everything has to be compared, and links are counted once', async () => {
  const { firm } = await setFirm('lima')
  await owner().link.updateMany({ data: { tombstone: null, tombstoneAt: null } })
  await backup()
  await restore()
  const counts = await ownerPool().query<{ counted: number; links: number; compares: boolean }>(
    `select coalesce((select sum(count) from "LinkCount" n where n."syncId" = s.id), 0)::int as counted,
       (select count(*) from "Link" l where l."syncId" = s.id and l.tombstone is null)::int as links,
       exists (select from "PendingItem" p where p."syncId" = s.id and p.side = 'all' and p."runId" is null) as compares
     from "Sync" s where s."firmId" = $1`,
    [firm],
  )
  expect(counts.rows.some(({ links }) => links > 0)).toBe(true)
  for (const { counted, links, compares } of counts.rows) expect([counted, compares]).toEqual([links, true])
})

test('the restored database has the schema of the migrations, and shows each firm only its own rows', async () => {
  const lima = await setFirm('lima')
  await setFirm('costa')
  await backup()
  await restore()
  expect(await sqlToSchema(database.url())).toBe('')
  const contacts = await db(lima.firm).contact.findMany({ select: { value: true } })
  expect(contacts).toHaveLength(3)
  for (const contact of contacts) expect(contact).toMatchObject({ value: { lastName: 'lima' } })
  await closeDatabase()
})

test('every run ends, and every sync waits for its person', async () => {
  const lima = await setFirm('lima')
  await backup()
  await restore()
  const states = (await owner().run.findMany()).map(({ state }) => state)
  expect(new Set(states)).toEqual(new Set(['stopped']))
  const syncs = await owner().sync.findMany()
  for (const sync of syncs) expect(sync).toMatchObject({ ...forgotten, restoredAt: now })
  const collections = await owner().collection.findMany()
  expect(collections).toHaveLength(4)
  for (const collection of collections) expect(collection).toMatchObject(unread)
  const running = syncs.find(({ id }) => id === lima.running)
  expect(running).toMatchObject({ state: 'stopped', stoppedAt: now, stoppedById: null })
})

test('it restores no sessions, since a user may have signed out after the backup', async () => {
  await setFirm('lima')
  await backup()
  expect(String(gunzipSync(await readFile(file)))).not.toContain('"Session"')
  await restore()
  expect(await owner().session.count()).toBe(0)
})

test('a backup from an earlier version is migrated to today’s schema', async () => {
  await ownerPool().query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  await applyMigrations(database.url(), (await migrationNames()).slice(0, 3))
  await ownerPool().query(`INSERT INTO "Firm" (id, name) VALUES (gen_random_uuid(), 'Lima')`)
  await backup()
  await restore()
  expect(await sqlToSchema(database.url())).toBe('')
  expect(await owner().firm.findMany({ select: { name: true } })).toEqual([{ name: 'Lima' }])
})

test('only its owner can read it, it names its version, and no unfinished file is left', async () => {
  await setFirm('lima')
  await backup()
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readdir(join(file, '..'))).toEqual(['concord-2026-11-26T10-15-00Z.sql.gz'])
  const text = String(gunzipSync(await readFile(file)))
  for (const name of await migrationNames()) expect(text).toContain(`-- migration: ${name}\n`)
  expect(text).not.toContain('"AccountLease"')
})

test('it does not overwrite another file', async () => {
  await backup()
  await expect(backup()).rejects.toThrow('exists already')
})

test('a database with a firm is refused with a list of what would be lost, unless --replace confirms it', async () => {
  await backup()
  const lima = await setFirm('lima')
  const before = await wholeFirm(lima.firm)
  await expect(restore(file, false)).rejects.toThrow(/lima \(people: 1, contacts: 3.*--replace/s)
  expect(await wholeFirm(lima.firm)).toEqual(before)
  await restore()
  expect(await owner().firm.count()).toBe(0)
})

test('it is refused while a web server or worker is connected', async () => {
  await backup()
  await db(crypto.randomUUID()).firm.count()
  await expect(restore()).rejects.toThrow('A web server or worker of Concord is using the database.')
  await closeDatabase()
  await restore()
})

const changed = (change: (text: string) => string) => async () =>
  writeFile(file, gzipSync(change(String(gunzipSync(await readFile(file))))))

const bad: readonly (readonly [string, () => Promise<void>, RegExp])[] = [
  ['no file', () => rm(file), /^There is no file/],
  ['an empty file', () => writeFile(file, ''), /was cut off/],
  ['a text', () => writeFile(file, 'BEGIN:VCARD'), /is damaged or is not a backup of Concord/],
  ['another program’s dump', changed(() => '-- PostgreSQL database dump\n'), /is not a backup of Concord/],
  ['a cut file', async () => writeFile(file, (await readFile(file)).subarray(0, -40)), /was cut off/],
  ['a cut text', changed((text) => text.slice(0, text.indexOf('COPY "Run"'))), /was cut off/],
  [
    'a missing row',
    changed((text) => text.replace(/(COPY "User".*\n).*\n/, '$1')),
    /do not fit its tables \(23503\)/,
  ],
  [
    'a broken row',
    changed((text) => text.replace(/(COPY "User".*\n)/, '$1nonsense\n')),
    /do not fit its tables/,
  ],
  [
    'a table twice',
    changed((text) => text.replace(/(COPY "Firm".*\n)/, '$1\\.\n$1')),
    /does not match its head/,
  ],
  [
    'a file of a newer version',
    changed((text) => text.replace('--\n', '-- migration: 30000101000000_later\n--\n')),
    /made by another Concord \(.+\) whose database this one does not know/,
  ],
]

test.each(bad)('%s is refused in a sentence, and the database stays as it was', async (_, spoil, reason) => {
  const lima = await setFirm('lima')
  const before = await wholeFirm(lima.firm)
  await backup()
  await spoil()
  const refused = await restore().catch((error: unknown) => error)
  expect(refused).toMatchObject({ expected: true, message: expect.stringMatching(reason) })
  expect(await wholeFirm(lima.firm)).toEqual(before)
})

test('a sealed backup is unreadable without its key, and restores with it', async () => {
  const lima = await setFirm('lima')
  const before = await kept(lima)
  const rows = await backup(KEY)
  const bytes = await readFile(file)
  expect(bytes.includes('lima')).toBe(false)
  expect(() => gunzipSync(bytes)).toThrow()
  await owner().firm.deleteMany()
  expect(await restore(file, true, KEY, false)).toMatchObject({ rows })
  expect(await kept(lima)).toEqual(before)
})

const spoiled: readonly (readonly [string, () => Promise<unknown>, BackupKey, RegExp])[] = [
  ['with another key', async () => undefined, { kind: 'file', bytes: randomBytes(32) }, /key does not fit/],
  [
    'that was cut off',
    async () => writeFile(file, (await readFile(file)).subarray(0, -1)),
    KEY,
    /differs from what was encrypted/,
  ],
  [
    'of which one byte was changed',
    async () => {
      const bytes = await readFile(file)
      bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1
      await writeFile(file, bytes)
    },
    KEY,
    /differs from what was encrypted/,
  ],
]

test.each(spoiled)(
  'a sealed backup %s is refused before anything is touched',
  async (_, spoil, key, reason) => {
    const lima = await setFirm('lima')
    await backup(KEY)
    await spoil()
    await ownerPool().query('DROP FUNCTION cross_tenant_any_firm()')
    await expect(restore(file, true, key, false)).rejects.toThrow(reason)
    const { rows } = await ownerPool().query(`SELECT FROM pg_proc WHERE proname = 'cross_tenant_any_firm'`)
    expect(rows).toEqual([])
    expect(await owner().contact.count({ where: { firmId: lima.firm } })).toBeGreaterThan(0)
  },
)

test('a plain backup has to be confirmed, so that nobody can swap one for a sealed backup', async () => {
  await backup()
  await expect(restore(file, true, KEY, false)).rejects.toThrow(/is not sealed.* add --plain/)
})

test('a line of any length needs little memory, and none of its content counts as the end of the rows', async () => {
  const before = process.memoryUsage().rss
  const text = `-- Concord backup, format 1\n-- made: 2026-11-26T10:15:00.000Z\n${'x'.repeat(200_000_000)}`
  await writeFile(file, gzipSync(text))
  await expect(restore()).rejects.toThrow('is not a backup of Concord')
  expect(process.memoryUsage().rss - before).toBeLessThan(700_000_000)
})
