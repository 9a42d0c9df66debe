// Compresses the scripts and styles of the build with Brotli, once, beside the originals: lib/http/compressed-scripts.ts sends them.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'

const FOLDER = '.next/static/chunks'
const OPTIONS = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }

export async function compressScripts(): Promise<void> {
  const names = (await readdir(FOLDER)).filter((name) => /\.(js|css)$/.test(name))
  await Promise.all(
    names.map(async (name) => {
      const path = join(FOLDER, name)
      await writeFile(`${path}.br`, await promisify(brotliCompress)(await readFile(path), OPTIONS))
    }),
  )
}
