// A file of 25,000 vCards, read and compared with 25,000 contacts that are here, then imported; and the export of all contacts. main.ts runs
// it in a separate process; it prints its figures as JSON.
import { seedPersons } from '@/emulator/seeds/seed-persons'
import { vcardOf } from '@/lib/domains/contacts/vcard/write'
import { addContacts } from '@/lib/store/address-book/collection'
import { allContacts } from '@/lib/store/address-book/contact-list'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { confirmImport, storeImport } from '@/lib/store/address-book/imports'
import type { Owner } from '@/lib/store/database/owner'
import type { Actor } from '@/lib/store/firm/actor'
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

await printFigures(files)

async function files({ client }: Owner): Promise<FileFigures> {
  const actor: Actor = { firmId: crypto.randomUUID(), userId: crypto.randomUUID(), role: 'admin' }
  const { firmId, userId } = actor
  await client.firm.create({ data: { id: firmId, name: 'Bench' } })
  const user = { id: userId, firmId, subject: userId, email: 'bench@example.com', name: 'Bench' }
  await client.user.create({ data: { ...user, role: 'admin' } })
  const here = [...seedPersons(SHARED, 1), ...seedPersons(SIZE - SHARED, 3, 2 * SIZE)]
  await addContacts(firmId, here.map(asContact), { userId })
  await client.$executeRaw`analyze`
  const bytes = Buffer.from(
    [...seedPersons(SHARED, 1), ...seedPersons(SIZE - SHARED, 2, SHARED)]
      .map((one, at) => vcardOf({ contact: asContact(one), id: `file ${at}`, changedAt: new Date(0) }))
      .join(''),
  )
  const none = [() => 0, () => 0] as const
  let id = ''
  const read = await measure(...none, async () => {
    id = await storeImport(actor, { fileName: 'contacts.vcf', bytes })
  })
  const confirm = await measure(...none, async () => {
    await confirmImport(actor, id, { exact: false, likely: false })
  })
  const exported = await measure(...none, async () => {
    for await (const rows of allContacts(firmId, BATCH))
      rows
        .map((row) => vcardOf({ contact: contactFromRow(row), id: row.id, changedAt: row.updatedAt }))
        .join('')
  })
  return { read, confirm, export: exported }
}
