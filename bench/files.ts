// A file of 25,000 vCards, read and compared with 25,000 contacts that are here, then imported; and the export of all contacts. Each phase
// runs in a process of its own, whose memory holds nothing of the set-up. main.ts runs it; it prints its figures as JSON.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seedPersons } from '@/emulator/seeds/seed-persons'
import { vcardOf } from '@/lib/domains/contacts/vcard/write'
import { addContacts } from '@/lib/store/address-book/collection'
import { allContacts } from '@/lib/store/address-book/contact-list'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { confirmImport, storeImport } from '@/lib/store/address-book/imports'
import { closeDatabase, setDatabase } from '@/lib/store/database/client'
import type { Owner } from '@/lib/store/database/owner'
import type { Actor } from '@/lib/store/firm/actor'
import { inProcess } from './in-process'
import { type Figures, measure } from './measure'
import { asContact } from './persons'
import { printFigures } from './walk'

const SIZE = 25_000
const SHARED = 10_000
/** As app/contacts/export-file.ts. */
const BATCH = 500

export interface FileFigures {
  readonly read: Figures
  readonly confirm: Figures
  readonly export: Figures
}

/** What the process of a phase has to know. */
interface Phase {
  readonly name: keyof FileFigures
  readonly database: string
  readonly actor: Actor
  /** The uploaded file. */
  readonly path: string
  /** The import that `read` stored; before it, ''. */
  readonly importId: string
}

interface Measured {
  readonly figures: Figures
  readonly importId: string
}

const given = process.argv[2]
if (given) await phase(JSON.parse(given) as Phase)
else await printFigures(files)

async function files({ client }: Owner, database: string): Promise<FileFigures> {
  const actor: Actor = { firmId: crypto.randomUUID(), userId: crypto.randomUUID(), role: 'admin' }
  const { firmId, userId } = actor
  await client.firm.create({ data: { id: firmId, name: 'Bench' } })
  const user = { id: userId, firmId, subject: userId, email: 'bench@example.com', name: 'Bench' }
  await client.user.create({ data: { ...user, role: 'admin' } })
  const here = [...seedPersons(SHARED, 1), ...seedPersons(SIZE - SHARED, 3, 2 * SIZE)]
  await addContacts(firmId, here.map(asContact), { userId })
  await client.$executeRaw`analyze`
  const folder = await mkdtemp(join(tmpdir(), 'concord-bench-'))
  const path = join(folder, 'contacts.vcf')
  try {
    await writeFile(path, cards())
    const measured = (name: keyof FileFigures, importId: string) =>
      inProcess<Measured>('bench/files.ts', JSON.stringify({ name, database, actor, path, importId }))
    const read = await measured('read', '')
    const confirm = await measured('confirm', read.importId)
    const exported = await measured('export', '')
    return { read: read.figures, confirm: confirm.figures, export: exported.figures }
  } finally {
    await rm(folder, { recursive: true })
  }
}

function cards(): string {
  return [...seedPersons(SHARED, 1), ...seedPersons(SIZE - SHARED, 2, SHARED)]
    .map((one, at) => vcardOf({ contact: asContact(one), id: `file ${at}`, changedAt: new Date(0) }))
    .join('')
}

async function phase({ name, database, actor, path, importId }: Phase): Promise<void> {
  await setDatabase(database)
  let id = importId
  const work: Readonly<Record<keyof FileFigures, () => Promise<void>>> = {
    read: async () => {
      id = await storeImport(actor, { fileName: 'contacts.vcf', bytes: await readFile(path) })
    },
    confirm: async () => {
      const confirmed = await confirmImport(actor, id, { exact: false, likely: false })
      if (confirmed.kind !== 'imported') throw new Error(`The file is ${confirmed.kind}`)
    },
    export: async () => {
      for await (const rows of allContacts(actor, BATCH))
        rows
          .map((row) => vcardOf({ contact: contactFromRow(row), id: row.id, changedAt: row.updatedAt }))
          .join('')
    },
  }
  const none = [() => 0, () => 0] as const
  const measured: Measured = { figures: await measure(...none, work[name]), importId: id }
  process.stdout.write(JSON.stringify(measured))
  await closeDatabase()
}
