// The client JavaScript that a browser loads for each route of the production build, compressed as the server sends it. What a page loads
// later, such as the words of a recurrence rule, is not in it. The build must be there.
import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'

const STATS = '.next/diagnostics/route-bundle-stats.json'
const MANIFEST = '.next/build-manifest.json'

export interface ScriptFigures {
  /** In thousands of bytes, with Brotli, which browsers get from the server itself. */
  readonly brotliKb: number
  /** With gzip, which a proxy in front of it may use instead. */
  readonly gzipKb: number
}

export interface ScriptsFigures {
  /** React and Next themselves: what a page without any script of ours loads. */
  readonly floor: ScriptFigures
  readonly routes: Readonly<Record<string, ScriptFigures>>
}

interface Route {
  readonly route: string
  readonly firstLoadChunkPaths: readonly string[]
}

export async function scripts(): Promise<ScriptsFigures> {
  const routes: readonly Route[] = JSON.parse(await readFile(STATS, 'utf8'))
  const { rootMainFiles } = JSON.parse(await readFile(MANIFEST, 'utf8'))
  const measured: [string, ScriptFigures][] = []
  for (const { route, firstLoadChunkPaths } of routes.toSorted((a, b) => (a.route < b.route ? -1 : 1)))
    measured.push([route, await sizes(firstLoadChunkPaths)])
  return {
    floor: await sizes(rootMainFiles.map((path: string) => `.next/${path}`)),
    routes: Object.fromEntries(measured),
  }
}

async function sizes(paths: readonly string[]): Promise<ScriptFigures> {
  const named = paths.filter((path) => path.endsWith('.js'))
  const total = async (sizeOf: (path: string) => Promise<number>) =>
    Math.round((await Promise.all(named.map(sizeOf))).reduce((sum, size) => sum + size, 0) / 100) / 10
  return {
    brotliKb: await total(async (path) => (await readFile(`${path}.br`)).length),
    gzipKb: await total(async (path) => gzipSync(await readFile(path)).length),
  }
}
