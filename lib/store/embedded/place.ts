// Chooses the folder of the embedded Postgres. Postgres refuses to run as root, so root runs it as the user `postgres`, which cannot
// enter folders that only root may enter (a checkout under /root). In that case its data and programs go to /var/lib/concord, and a
// symbolic link replaces the data folder.
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cp, lstat, mkdir, readFile, readlink, realpath, rename, rm, stat, symlink } from 'node:fs/promises'
import { basename, dirname, join, parse } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { SettingError } from '@/lib/env'

const run = promisify(execFile)

/** A folder of this machine, for what cannot stay in a closed checkout. */
const ELSEWHERE = '/var/lib/concord'

export const isRoot = (): boolean => process.getuid?.() === 0

/** Whether every user may enter the folder and all its parents. */
export async function everyoneMayEnter(folder: string): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    if (((await stat(at)).mode & 0o001) === 0) return false
    if (at === parse(at).root) return true
  }
}

/** Creates the folder, if it is missing, so that other users may enter but not list it. */
export async function makePassable(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o711 })
}

/**
 * The folder of this cluster: the given folder itself, or another one that `postgres` can reach. A cluster in a folder that `postgres`
 * can no longer enter is moved.
 */
export async function placeOf(folder: string): Promise<string> {
  if (!isRoot()) return folder
  const moved = await linked(folder)
  if (moved) return moved
  await makePassable(dirname(folder))
  if (await everyoneMayEnter(dirname(folder))) return folder
  return (await isThere(join(folder, 'PG_VERSION'))) ? moveElsewhere(folder) : newPlace(folder)
}

/** The target of the link at the folder's path; null if there is none. */
async function linked(folder: string): Promise<string | null> {
  await finishMove(folder)
  const found = await lstat(folder).catch(() => null)
  if (!found?.isSymbolicLink()) return null
  const leads = await readlink(folder)
  return realpath(folder).catch(() => {
    throw new SettingError(
      `The database should be in ${leads}, where ${folder} leads, and is not there. Put it back, or remove ${folder} to begin anew.`,
    )
  })
}

async function newPlace(folder: string): Promise<string> {
  const parent = join(ELSEWHERE, `${process.pid}-${randomBytes(6).toString('hex')}`)
  await mkdir(parent, { recursive: true, mode: 0o711 }).catch(() => undefined)
  if (!(await everyoneMayEnter(parent).catch(() => false)))
    throw new SettingError(
      `The user postgres can reach neither ${folder} nor ${ELSEWHERE}. Open one of them (chmod o+x), or set DATABASE_URL.`,
    )
  return join(parent, basename(folder))
}

/** Creates a link to a new cluster at the folder's path. False if another process was first. */
export async function linkTo(place: string, folder: string): Promise<boolean> {
  if (place === folder || (await linked(folder)) === place) return true
  return symlink(place, folder).then(
    () => true,
    () => false,
  )
}

const noteOf = (folder: string): string => `${folder}.moved`

/**
 * The process that creates the link beside the folder moves it; the others wait. The link exists before the folder is renamed, so if its
 * process crashes between the two renames, the next start continues from there.
 */
async function moveElsewhere(folder: string): Promise<string> {
  const place = await newPlace(folder)
  if (!(await claim(folder, place))) {
    await rm(dirname(place), { recursive: true, force: true })
    return waitForMove(folder)
  }
  try {
    // It was moved between our look and our claim.
    const moved = (await lstat(folder).catch(() => null))?.isSymbolicLink()
    if (moved) return await realpath(folder)
    await stopServerIn(folder)
    await move(folder, place)
    await finishMove(folder)
    return place
  } finally {
    await rm(noteOf(folder), { force: true })
  }
}

const claim = (folder: string, place: string): Promise<boolean> =>
  symlink(place, noteOf(folder)).then(
    () => true,
    () => false,
  )

/** Moving large data to another disk may take long, so this waits as long as the moving process lives. */
async function waitForMove(folder: string): Promise<string> {
  for (;;) {
    const moved = await linked(folder)
    if (moved) return moved
    const to = await readlink(noteOf(folder)).catch(() => null)
    if (to === null) return placeOf(folder)
    if (!isAlive(Number(basename(dirname(to)).split('-')[0]))) await rm(noteOf(folder), { force: true })
    await sleep(200)
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function finishMove(folder: string): Promise<void> {
  const isMissing = !(await lstat(folder).catch(() => null))
  if (isMissing && (await lstat(noteOf(folder)).catch(() => null)))
    await rename(noteOf(folder), folder).catch(() => undefined)
}

async function move(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o711 })
  try {
    await rename(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    // On another disk: a copy, which only counts once it is complete.
    await run('cp', ['-a', from, to])
    const former = `${from}.former`
    await rename(from, former)
    await finishMove(from)
    await rm(former, { recursive: true, force: true })
  }
}

const STOP_MS = 60_000

/** Stops a server that was left running in a closed folder with a signal, as pg_ctl would. */
async function stopServerIn(folder: string): Promise<void> {
  const pid = Number((await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0])
  if (!(pid > 0) || (await realpath(`/proc/${pid}/cwd`).catch(() => '')) !== (await realpath(folder))) return
  process.kill(pid, 'SIGINT')
  for (const until = Date.now() + STOP_MS; await isThere(`/proc/${pid}`); await sleep(100))
    if (Date.now() > until) throw new Error(`The embedded Postgres in ${folder} does not stop.`)
}

/** The programs of a package, or a copy of them that everybody may run. `version` is part of the copy's name. */
export async function programsIn(native: string, version: string): Promise<string> {
  if (!isRoot() || (await everyoneMayEnter(native))) return native
  const copy = join(ELSEWHERE, `programs-${version}`)
  if (await isThere(copy)) return copy
  const unfinished = `${copy}.${process.pid}`
  await makePassable(ELSEWHERE)
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true })
  await run('chmod', ['-R', 'a+rX', unfinished])
  // Another process may have been first.
  await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true, force: true }))
  return copy
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
