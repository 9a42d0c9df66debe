// Where every npm script begins: brings the set-up up to date, then runs the command of that name in this process.
// Plain JavaScript without dependencies, because on a fresh clone nothing else can run yet.
import { bringUpToDate } from './setup.mjs'

const entries = {
  bench: '../bench/main.ts',
  match: './match.ts',
}

const [command = '', ...rest] = process.argv.slice(2)
process.argv = [process.argv[0] ?? 'node', command, ...rest]

try {
  await bringUpToDate({ development: command !== 'start' && command !== 'worker' })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

if (command !== 'setup') {
  const { register } = await import('tsx/esm/api')
  register()
  await import(entries[command] ?? `./${command}.ts`)
}
