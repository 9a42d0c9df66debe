// Other programs that keep two folders the same, with 25,000 vCards on each side, 10,000 of them in common: vdirsyncer, Unison and rclone
// bisync, as Debian has them. They read and write files on this disk; none matches, merges, previews or records. One that is not installed
// is skipped with a line.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seedPersons } from '@/emulator/seeds/seed-persons'
import { vcardOf } from '@/lib/domains/contacts/vcard/write'
import { environmentFor } from '@/lib/env'
import { asContact } from './persons'

const SIZE = 25_000
const SHARED = 10_000
const CHANGES = 250

export interface PeerFigures {
  readonly name: string
  /** Null: it is not installed. */
  readonly seconds: { readonly first: number; readonly noChange: number; readonly changes: number } | null
}

interface Peer {
  readonly name: string
  /** Prepares the folder `home`, whose `left` and `right` it keeps the same. */
  readonly prepare?: (home: string) => void
  readonly first: (home: string) => readonly string[]
  readonly again: (home: string) => readonly string[]
}

const vdirsyncer = (home: string, ...rest: readonly string[]) => [
  'vdirsyncer',
  '-c',
  join(home, 'config'),
  ...rest,
]
const unison = (home: string) => [
  'unison',
  join(home, 'left'),
  join(home, 'right'),
  '-batch',
  '-silent',
  '-ui',
  'text',
]
const rclone = (home: string, ...rest: readonly string[]) => [
  ...['rclone', 'bisync', join(home, 'left'), join(home, 'right'), '--workdir', join(home, 'state'), ...rest],
]

const PEERS: readonly Peer[] = [
  {
    name: 'vdirsyncer',
    prepare: (home) => {
      const storage = (side: string) =>
        `[storage ${side}]\ntype = "filesystem"\npath = "${join(home, side)}"\nfileext = ".vcf"\n`
      const pair = '[pair both]\na = "left"\nb = "right"\ncollections = null\n'
      writeFileSync(
        join(home, 'config'),
        `[general]\nstatus_path = "${join(home, 'state')}"\n${pair}${storage('left')}${storage('right')}`,
      )
      run(vdirsyncer(home, 'discover'), home)
    },
    first: (home) => vdirsyncer(home, 'sync'),
    again: (home) => vdirsyncer(home, 'sync'),
  },
  { name: 'unison', first: unison, again: unison },
  { name: 'rclone', first: (home) => rclone(home, '--resync'), again: (home) => rclone(home) },
]

export const peers = (): readonly PeerFigures[] => PEERS.map(measured)

function measured({ name, prepare, first, again }: Peer): PeerFigures {
  if (spawnSync(name, ['--help']).error) return { name, seconds: null }
  const home = mkdtempSync(join(tmpdir(), 'concord-peer-'))
  try {
    fill(home)
    prepare?.(home)
    const begun = timed(first(home), home)
    const noChange = timed(again(home), home)
    edit(home)
    return { name, seconds: { first: begun, noChange, changes: timed(again(home), home) } }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

const card = (person: ReturnType<typeof seedPersons>[number], id: string, title = '') =>
  vcardOf({ contact: { ...asContact(person), title }, id, changedAt: new Date(0) })

function fill(home: string): void {
  const shared = seedPersons(SHARED, 1)
  for (const [side, seed] of [
    ['left', 2],
    ['right', 3],
  ] as const) {
    mkdirSync(join(home, side))
    const own = seedPersons(SIZE - SHARED, seed, seed * SIZE)
    for (const [at, one] of shared.entries())
      writeFileSync(join(home, side, `shared-${at}.vcf`), card(one, `shared-${at}`))
    for (const [at, one] of own.entries())
      writeFileSync(join(home, side, `${side}-${at}.vcf`), card(one, `${side}-${at}`))
  }
}

/** Half of them on each side. */
function edit(home: string): void {
  for (const [at, one] of seedPersons(CHANGES, 1).entries())
    writeFileSync(
      join(home, at % 2 ? 'left' : 'right', `shared-${at}.vcf`),
      card(one, `shared-${at}`, 'Partner'),
    )
}

function timed(command: readonly string[], home: string): number {
  const began = performance.now()
  run(command, home)
  return Math.round((performance.now() - began) / 10) / 100
}

function run([program = '', ...args]: readonly string[], home: string): void {
  const env = environmentFor({ HOME: home, UNISON: join(home, 'state'), LC_ALL: 'C.UTF-8', LANG: 'C.UTF-8' })
  const { status, stderr } = spawnSync(program, args, {
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    input: 'y\ny\n',
  })
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr.slice(-500)}`)
}
