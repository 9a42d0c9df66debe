// The store's files that query rows of firms, by path: the tests of this folder compare their lists with these.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

const STORE = join(import.meta.dirname, '../../lib/store')
/** Folders about the database itself; retention has its own tests. */
const OF_NO_ROWS = /^(embedded|migrations|retention|database\/generated)\//

export async function storeFiles(): Promise<readonly string[]> {
  const files = await readdir(STORE, { recursive: true })
  return files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !OF_NO_ROWS.test(file))
    .map((file) => join(STORE, file))
}
