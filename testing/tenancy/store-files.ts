// The files of the store that ask for rows of firms, by their paths: what the tests of this folder compare their lists with.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

const STORE = join(import.meta.dirname, '../../lib/store')
/** Rooms about the database itself; what retention removes is proved by tests of its own. */
const OF_NO_ROWS = /^(embedded|migrations|retention|database\/generated)\//

export async function storeFiles(): Promise<readonly string[]> {
  const files = await readdir(STORE, { recursive: true })
  return files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !OF_NO_ROWS.test(file))
    .map((file) => join(STORE, file))
}
