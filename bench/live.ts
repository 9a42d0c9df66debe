// The production build with its worker, against the emulator in another process: how soon an edit here and a press of Sync now reach Google,
// and how long pages take while the worker builds a preview. main.ts runs it in a separate process; it prints its figures as JSON.
import { setTimeout as sleep } from 'node:timers/promises'
import { emulatorControl } from '@/emulator/client'
import { sealTokens } from '@/lib/auth/consent/tokens'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { setEnv } from '@/lib/env'
import { addContacts } from '@/lib/store/address-book/collection'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { saveForm } from '@/lib/store/address-book/contact-saving'
import type { Owner } from '@/lib/store/database/owner'
import { startPreview, startSync, syncNow, wakeSyncs } from '@/lib/store/runs/runs'
import { saveConnection } from '@/lib/store/sync/connections'
import { syncOf } from '@/lib/store/sync/syncs'
import { emulatorSettings } from '@/scripts/parts/emulator'
import { quantile } from './measure'
import { office, type Person } from './office'
import { lifelikeSides } from './persons'
import { cookieOf, type Served, serveBuild, servedSecrets } from './served'
import { printFigures } from './walk'

/** Of the sync that is woken. */
const FEW = 100
const TIMES = 10
const POLL_MS = 20
const PATIENCE_MS = 120_000
/** Of a person who looks at pages while the preview is built. */
const PAUSE_MS = 50
const SCOPES = ['https://www.googleapis.com/auth/contacts']

interface Times {
  readonly medianMs: number
  readonly mostMs: number
}

export interface LiveFigures {
  /** From a save of a contact, by another process than the server's, to its call at Google. */
  readonly edit: Times
  /** From a press of Sync now to its first call. */
  readonly syncNow: Times
  /** Pages while the worker of the same machine builds a preview. */
  readonly during: {
    readonly contacts: number
    readonly previewSeconds: number
    readonly pages: number
    readonly p50Ms: number
    readonly p99Ms: number
    readonly mostMs: number
  }
}

const size = Number(process.argv[2])
const google = process.argv[3] ?? ''
const control = emulatorControl(google)

setEnv({ LOG_LEVEL: 'silent', ...servedSecrets() })
await printFigures(async (owner, url) => {
  const served = await serveBuild(url, emulatorSettings(google), { worker: true })
  try {
    return await figures(owner, served)
  } finally {
    await served.stop()
  }
})

async function figures(owner: Owner, served: Served): Promise<LiveFigures> {
  const [ana] = (await office(owner, 1)).people
  if (!ana) throw new Error('There are not enough people')
  const syncId = await connected(ana, FEW)
  const runId = await previewed(owner, ana, syncId)
  const { revision } = await runOf(owner, runId)
  await startSync(ana, runId, revision)
  await atRest(owner, syncId)
  const edit = await repeated(() => editToCall(owner, ana, syncId))
  const pressed = await repeated(() => pressToCall(owner, ana, syncId))
  return { edit, syncNow: pressed, during: await during(owner, served) }
}

/** From Save until Google has the call that writes it. */
async function editToCall(owner: Owner, actor: Person, syncId: string): Promise<number> {
  const link = await owner.client.link.findFirstOrThrow({ where: { syncId }, orderBy: { id: 'asc' } })
  const row = await owner.client.contact.findUniqueOrThrow({ where: { id: link.localId } })
  const contact: Contact = { ...contactFromRow(row), nickname: crypto.randomUUID() }
  return untilCall(owner, syncId, true, async () => {
    await saveForm(actor, { id: row.id, version: row.version, contact })
    await wakeSyncs(actor.firmId, { kind: 'contacts' })
  })
}

/** From the press until Google has the first call of the check. */
function pressToCall(owner: Owner, actor: Person, syncId: string): Promise<number> {
  return untilCall(owner, syncId, false, () => syncNow(actor, syncId))
}

/** The emulator's clock is this machine's. Its calls of token requests are not counted. */
async function untilCall(
  owner: Owner,
  syncId: string,
  isWrite: boolean,
  act: () => Promise<unknown>,
): Promise<number> {
  await atRest(owner, syncId)
  await control.clearRequests()
  const began = Date.now()
  await act()
  const [call] = await until(async () => {
    const calls = await control.requests()
    const wanted = calls.filter(({ api, mutation }) => api.startsWith('people.') && mutation === isWrite)
    return wanted.length > 0 ? wanted.map(({ at }) => at).toSorted((a, b) => a - b) : null
  })
  await atRest(owner, syncId)
  return (call ?? 0) - began
}

async function repeated(measured: () => Promise<number>): Promise<Times> {
  const times: number[] = []
  for (let n = 0; n < TIMES; n += 1) times.push(await measured())
  return { medianMs: at(times, 0.5), mostMs: at(times, 1) }
}

/** A colleague looks at pages, one after the other, until the preview is there. In another firm: a second sync of one firm asks first. */
async function during(owner: Owner, served: Served): Promise<LiveFigures['during']> {
  const [ben, cho] = (await office(owner, 2)).people
  if (!ben || !cho) throw new Error('There are not enough people')
  const syncId = await connected(ben, size)
  const contact = await owner.client.contact.findFirstOrThrow({ where: { firmId: cho.firmId } })
  const cookie = await cookieOf(cho)
  const paths = ['/contacts', `/contacts/${contact.id}`, '/contacts?q=anna', '/settings/sync/google']
  for (const path of paths) await served.get(path, cookie)
  const began = performance.now()
  let seconds: number | null = null
  const built = previewed(owner, ben, syncId).then(() => {
    seconds = (performance.now() - began) / 1000
  })
  const times: number[] = []
  for (let n = 0; seconds === null; n += 1) {
    const { status, ms } = await served.get(paths[n % paths.length] ?? '', cookie)
    if (status !== 200) throw new Error(`${paths[n % paths.length]}: ${status}`)
    times.push(ms)
    await sleep(PAUSE_MS)
  }
  await built
  return {
    ...{ contacts: size, previewSeconds: Math.round((seconds ?? 0) * 10) / 10, pages: times.length },
    ...{ p50Ms: at(times, 0.5), p99Ms: at(times, 0.99), mostMs: at(times, 1) },
  }
}

/** As many contacts here as in the person's account; 40 % of them are the same people. */
async function connected(actor: Person, count: number): Promise<string> {
  const { here, there } = lifelikeSides(count)
  const email = `${actor.userId}@example.com`
  await control.addAccount({ email, name: email })
  await control.setSwitches({ overflowAt: 8 * size })
  await control.addPersons({ account: email, persons: there })
  await addContacts(actor.firmId, here, { userId: actor.userId })
  const { accessToken, refreshToken, expiresAt } = await control.issueTokens({ account: email })
  const tokens = { access_token: accessToken, refresh_token: refreshToken, expires_at: expiresAt / 1000 }
  const account = { provider: 'google' as const, accountId: email, accountEmail: email, scopes: SCOPES }
  const id = await saveConnection(actor, account, (connectionId) => sealTokens(connectionId, tokens))
  const { id: syncId } = await syncOf(actor.firmId, id ?? '')
  return syncId
}

/** Builds a preview. Returns its run. */
async function previewed(owner: Owner, actor: Person, syncId: string): Promise<string> {
  const runId = (await startPreview(actor, syncId)) ?? ''
  await until(async () => {
    const { state } = await runOf(owner, runId)
    if (state === 'failed') throw new Error('The preview failed.')
    return state === 'ready' ? state : null
  })
  return runId
}

function runOf({ client }: Owner, id: string) {
  return client.run.findUniqueOrThrow({ where: { id } })
}

/** Nothing is open, and no edit waits. */
async function atRest({ client }: Owner, syncId: string): Promise<void> {
  await until(async () => {
    const open = await client.run.count({ where: { syncId, endedAt: null } })
    const { wokenAt, nextCheckAt } = await client.sync.findUniqueOrThrow({ where: { id: syncId } })
    const isDue = nextCheckAt !== null && nextCheckAt.getTime() <= Date.now()
    return open === 0 && wokenAt === null && !isDue ? true : null
  })
}

async function until<T>(found: () => Promise<T | null>): Promise<T> {
  const end = Date.now() + PATIENCE_MS
  while (Date.now() < end) {
    const one = await found()
    if (one !== null) return one
    await sleep(POLL_MS)
  }
  throw new Error('It did not happen in time.')
}

/** The quantile, rounded. */
function at(times: readonly number[] = [], share: number): number {
  return Math.round(quantile(times, share))
}
