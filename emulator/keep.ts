// Stores the emulator's state in a file, so that a restarted demo has the same address books, calendars, consents and tokens. The file is
// written a moment after a change, as a whole, and under another name first.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { deserialize, serialize } from 'node:v8'
import { createCalendars } from './calendar/model'
import type { Oauth } from './oauth/grants'
import type { Account } from './store'
import type { World } from './world'

interface Kept {
  readonly accounts: World['accounts']
  /** Absent in a file of a version without calendars. */
  readonly calendars?: World['calendars']
  readonly oauth: Pick<Oauth, 'pending' | 'codes' | 'access' | 'refresh' | 'grants'>
  readonly secret: string
}

const LOOK_MS = 1000

// One value, so that an object that several parts refer to stays one object.
function keptOf({ accounts, calendars, oauth, secret }: World): Kept {
  const { pending, codes, access, refresh, grants } = oauth
  return { accounts, calendars, oauth: { pending, codes, access, refresh, grants }, secret }
}

/** The state in the file; the given state if there is no file. */
export function recall(world: World, file: string): World {
  if (!existsSync(file)) return world
  const kept = deserialize(readFileSync(file)) as Kept
  const accounts = new Map<string, Account>(kept.accounts)
  // A file of an earlier version lacks what was added since.
  const calendars = { ...createCalendars(), ...(kept.calendars ?? world.calendars) }
  const oauth = { ...kept.oauth, clients: world.oauth.clients }
  return { ...world, accounts, calendars, secret: kept.secret, oauth }
}

/** Writes the state after every change. The returned function writes it a last time and stops. */
export function keep(world: World, file: string): () => void {
  let last: Buffer | undefined
  const write = () => {
    const now = serialize(keptOf(world))
    if (last?.equals(now)) return
    writeFileSync(`${file}.new`, now)
    renameSync(`${file}.new`, file)
    last = now
  }
  const timer = setInterval(write, LOOK_MS)
  timer.unref()
  return () => {
    clearInterval(timer)
    write()
  }
}
