// Where every npm script begins: brings the set-up up to date, then runs the command of that name in this process.
// Plain JavaScript without dependencies, because on a fresh clone nothing else can run yet.
import { existsSync } from 'node:fs'
import { bringUpToDate } from './setup.mjs'

const entries = {
  bench: '../bench/main.ts',
  match: './match.ts',
}

const [command = '', ...rest] = process.argv.slice(2)
process.argv = [process.argv[0] ?? 'node', command, ...rest]

// What an operator runs where only the packages of production are (the Docker image). All else needs those of development too.
const production = ['start', 'worker', 'backup', 'restore', 'db-migrate', 'audit-verify']

// What the environment says already wins over the file. Tests and the demo bring settings of their own.
if (existsSync('.env') && command !== 'test' && command !== 'demo') process.loadEnvFile('.env')

try {
  await bringUpToDate({ development: !production.includes(command) })
} catch (error) {
  fail(error)
}

if (command !== 'setup') {
  const { register } = await import('tsx/esm/api')
  register()
  await import(entries[command] ?? `./${command}.ts`).catch(fail)
}

/** Prints an expected failure (a missing setting, no network) as one sentence, and any other error, which is a bug, with its trace. */
function fail(error) {
  console.error(error?.expected ? error.message : error)
  process.exit(1)
}
