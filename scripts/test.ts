// `npm test`: all checks, from the cheapest to the browser. Stops at the first part that fails.
import { setEnv } from '@/lib/env'
import { auditPackages } from './parts/audit'
import { ensureBrowser } from './parts/browser'
import { ensureBuilt } from './parts/build-stamp'
import { startNode } from './parts/processes'

type Part = { readonly name: string; readonly run: () => Promise<boolean> }

/** A part that runs a package's program. */
function program(name: string, ...args: readonly string[]): Part {
  return { name, run: async () => (await startNode(args).ended) === 0 }
}

// Biome colors every letter separately, which clutters log files.
const plain = process.stdout.isTTY ? [] : ['--colors=off']

const parts: readonly Part[] = [
  program('Format and lint', 'node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', ...plain),
  program('Next types', 'node_modules/next/dist/bin/next', 'typegen'),
  program('Types', 'node_modules/typescript/bin/tsc', '--noEmit'),
  program('Unused code', 'node_modules/knip/bin/knip.js'),
  { name: 'Known holes', run: async () => auditPackages() },
  program('Unit and database tests', 'node_modules/vitest/vitest.mjs', 'run'),
  { name: 'Build', run: () => ensureBuilt().then(() => true) },
  { name: 'Chromium', run: async () => ensureBrowser() === undefined },
  program('Browser tests', 'node_modules/@playwright/test/cli.js', 'test'),
]

setEnv({ NEXT_TELEMETRY_DISABLED: '1' })
const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`
const began = Date.now()
for (const part of parts) {
  const partBegan = Date.now()
  console.log(`\n=== ${part.name}`)
  const passed = await part.run()
  console.log(`=== ${part.name}: ${passed ? 'passed' : 'FAILED'} in ${seconds(partBegan)}`)
  if (!passed) process.exit(1)
}
console.log(`\nAll passed in ${seconds(began)}.`)
