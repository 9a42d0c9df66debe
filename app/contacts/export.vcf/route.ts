// **Export**: all contacts as one vCard 4.0 file.
import { type Batches, exportFile, type TagsOf } from '@/app/contacts/export-file'
import { vcardOf } from '@/lib/domains/contacts/vcard/write'
import { contactFromRow } from '@/lib/store/address-book/contact-row'

const file = (request: Request): Promise<Response> =>
  exportFile(request, { type: 'text/vcard', extension: 'vcf', write: cards })

export { file as GET, file as POST }

async function* cards(batches: Batches, tagsOf: TagsOf): AsyncGenerator<string> {
  for await (const rows of batches()) {
    const tags = await tagsOf(rows)
    yield rows
      .map((row) =>
        vcardOf({ contact: contactFromRow(row), tags: tags(row), id: row.id, changedAt: row.updatedAt }),
      )
      .join('')
  }
}
