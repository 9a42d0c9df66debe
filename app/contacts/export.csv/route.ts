// The firm's contacts as Google's contact CSV. Its heading has to say how many columns each list takes, so the contacts are read twice.
import { type Batches, exportFile, type TagsOf } from '@/app/contacts/export-file'
import { countedWith, csvHeading, csvRow, NO_COUNTS } from '@/lib/domains/contacts/csv/google-csv-write'
import { contactFromRow } from '@/lib/store/address-book/contact-row'

const file = (request: Request): Promise<Response> =>
  exportFile(request, { type: 'text/csv', extension: 'csv', write: table })

export { file as GET, file as POST }

async function* table(batches: Batches, tagsOf: TagsOf): AsyncGenerator<string> {
  let counts = NO_COUNTS
  for await (const rows of batches()) counts = rows.map(contactFromRow).reduce(countedWith, counts)
  yield csvHeading(counts)
  // What a contact gained between the two readings is in the next export.
  for await (const rows of batches()) {
    const tags = await tagsOf(rows)
    yield rows.map((row) => csvRow(contactFromRow(row), counts, tags(row))).join('')
  }
}
