// Sends the scripts and styles of the build with Brotli to browsers that take it. Next itself compresses with gzip, anew for each request;
// `npm run build` compresses each file once (scripts/parts/compress-scripts.ts). Only files that are there are sent this way.
import { subscribe } from 'node:diagnostics_channel'
import { readdir } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'

/** Address of the files, and the ending of a compressed one beside its original. */
const ADDRESS = '/_next/static/chunks/'
const ENDING = '.br'
const TYPES: ReadonlyMap<string, string> = new Map([
  ['js', 'application/javascript; charset=UTF-8'],
  ['css', 'text/css; charset=UTF-8'],
])

/** How a request is answered with a compressed file. */
interface Compressed {
  readonly url: string
  readonly type: string
}

/** Null: as it is. `files`: the compressed files, by the name of their original. `accepts`: the request's Accept-Encoding. */
export function compressedFor(
  url: string | undefined,
  accepts: string | undefined,
  files: ReadonlySet<string>,
): Compressed | null {
  if (!url?.startsWith(ADDRESS) || !takesBrotli(accepts)) return null
  const [path = '', query] = url.slice(ADDRESS.length).split('?', 2)
  const type = TYPES.get(path.split('.').at(-1) ?? '')
  if (type === undefined || !files.has(path)) return null
  return { url: `${ADDRESS}${path}${ENDING}${query === undefined ? '' : `?${query}`}`, type }
}

/** `br;q=0` refuses it. */
function takesBrotli(accepts = ''): boolean {
  const named = accepts.split(',').find((one) => one.trim().split(';', 1)[0]?.trim().toLowerCase() === 'br')
  return named !== undefined && !/;\s*q=0(?:\.0*)?\s*$/i.test(named)
}

/** Applies to every request of this process from now on. Without compressed files nothing changes. */
export async function sendCompressedScripts(): Promise<void> {
  const folder = join(/* turbopackIgnore: true */ process.cwd(), '.next', 'static', 'chunks')
  const names = await readdir(folder).catch(() => [])
  const files = new Set(
    names.filter((name) => name.endsWith(ENDING)).map((name) => name.slice(0, -ENDING.length)),
  )
  if (files.size === 0) return
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as {
      readonly request: IncomingMessage
      readonly response: ServerResponse
    }
    const found = compressedFor(request.url, request.headers['accept-encoding'], files)
    if (!found) return
    // Next finds the compressed file under its own address, and compresses nothing that says how it is encoded.
    request.url = found.url
    response.setHeader('Content-Encoding', 'br')
    response.setHeader('Content-Type', found.type)
  })
}
