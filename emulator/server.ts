// The emulated Google: one HTTP server on loopback that serves accounts.google.com, oauth2.googleapis.com, people.googleapis.com and
// www.googleapis.com/calendar. It keeps everything in memory and forgets it when it stops, unless it gets a file.
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { answer, apiRoute, callerOf } from './api-routes'
import { answerBook, isBookPath } from './book/book-page'
import { createCalendars } from './calendar/model'
import { answerCalendarPage, isCalendarPath } from './calendar/page/calendar-page'
import { announcer } from './calendar/push'
import { answerCalendar, calendarRoute } from './calendar/routes'
import { createClock } from './control/clock'
import { type Control, createControl } from './control/control'
import { answerControl, CONTROL_PATH } from './control/control-http'
import { createFaults, type Fault, faultReply } from './control/faults'
import { createQuota, GOOGLE_SIZES, type QuotaSizes } from './control/quota'
import { createRequestLog } from './control/request-log'
import { DEFAULT_SWITCHES, type Switches } from './control/switches'
import { errorReply, PRESETS, Refusal } from './errors'
import { keep, recall } from './keep'
import { type Client, createOauth } from './oauth/grants'
import { createSigningKey, oauthRoute, type SigningKey } from './oauth/oauth'
import { type Call, html, json, type Reply } from './reply'
import { type SeedName, seedWorld } from './seeds/seeds'
import type { World } from './world'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1', '[::1]'])
const BODY_LIMIT = 20 * 1024 * 1024

export const DEMO_CLIENT: Client = { id: 'concord', secret: 'concord-secret', name: 'Concord' }

export interface EmulatorOptions extends Partial<Switches> {
  /** The default 0 takes any free one. */
  readonly port?: number
  readonly host?: string
  readonly seed?: SeedName
  readonly quotas?: 'off' | 'google' | QuotaSizes
  readonly clients?: readonly Client[]
  /** A file that stores the address books, consents and tokens. */
  readonly keepIn?: string
}

export interface Emulator extends Control {
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size <= BODY_LIMIT) chunks.push(chunk as Buffer)
  }
  return size > BODY_LIMIT ? undefined : Buffer.concat(chunks).toString()
}

interface Handling {
  readonly api: string
  readonly account: string | undefined
  readonly mutation: boolean
  /** People mutations of one account go one at a time; calendar writes may overlap. */
  readonly alone: boolean
  readonly reply: () => Reply | Promise<Reply>
}

const plain = { account: undefined, mutation: false, alone: false } as const

function handlingOf(world: World, key: SigningKey, call: Call): Handling {
  const oauth = oauthRoute(call)
  if (oauth) return { ...plain, api: oauth.api, reply: () => oauth.reply(world, key, call) }
  const calendar = calendarRoute(call)
  if (calendar) {
    const { api, mutation } = calendar.route
    const account = callerOf(world, call)?.email
    return { api, mutation, alone: false, account, reply: () => answerCalendar(world, call, calendar) }
  }
  const routed = apiRoute(call)
  if (!routed)
    return { ...plain, api: 'none', reply: () => html('<title>Error 404 (Not Found)!!1</title>', 404) }
  const { api, mutation } = routed.route
  const account = callerOf(world, call)?.email
  return { api, mutation, alone: mutation, account, reply: () => answer(world, call, routed) }
}

async function settled(reply: () => Reply | Promise<Reply>): Promise<Reply> {
  try {
    return await reply()
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.reply
    console.error('emulator:', thrown)
    return errorReply(PRESETS.internal)
  }
}

const works = (fault: Fault | undefined) =>
  !fault ||
  fault.applied === true ||
  fault.kind === 'delay' ||
  fault.kind === 'apply-then-drop' ||
  fault.kind === 'cut-json'

/** Runs one call with its fault; undefined means that the connection is dropped. */
async function underFault(fault: Fault | undefined, reply: () => Promise<Reply>): Promise<Reply | undefined> {
  if (fault?.delayMs) await sleep(fault.delayMs)
  const done = works(fault) ? await reply() : undefined
  if (!fault || fault.kind === 'delay') return done
  if (fault.kind === 'apply-then-drop' || fault.kind === 'drop-before') return undefined
  if (fault.kind === 'cut-json' && done)
    return { ...done, body: done.body.slice(0, Math.ceil(done.body.length / 2)) }
  return faultReply(fault)
}

/** Mutations of contacts in flight per account: Google wants one at a time. */
type InFlight = Map<string, number>

async function mutate(
  world: World,
  inFlight: InFlight,
  handling: Handling,
  run: () => Promise<Reply | undefined>,
) {
  if (!handling.alone) {
    await sleep(world.switches.mutationMs)
    return run()
  }
  const who = handling.account ?? ''
  const others = inFlight.get(who) ?? 0
  if (others > 0) world.log.overlapped()
  if (others > 0 && world.switches.overlap !== 'count')
    return errorReply(world.switches.overlap === '409' ? PRESETS.aborted : PRESETS.unavailable)
  inFlight.set(who, others + 1)
  try {
    // Even the fastest mutation stays open for a moment, so that a second, concurrent one is noticed.
    await sleep(world.switches.mutationMs)
    return await run()
  } finally {
    inFlight.set(who, (inFlight.get(who) ?? 1) - 1)
  }
}

async function handle(
  world: World,
  key: SigningKey,
  inFlight: InFlight,
  call: Call,
): Promise<Reply | undefined> {
  const handling = handlingOf(world, key, call)
  const began = performance.now()
  const { api, account, mutation } = handling
  const fault = world.faults.meet({ method: call.method, path: call.path, api, account })
  const run = () => underFault(fault, () => settled(handling.reply))
  if (!mutation && world.switches.readMs > 0) await sleep(world.switches.readMs)
  const reply = mutation ? await mutate(world, inFlight, handling, run) : await run()
  const ms = Math.round(performance.now() - began)
  const at = world.clock.now()
  world.log.add({
    at,
    method: call.method,
    path: call.path,
    api,
    account,
    status: reply?.status ?? 0,
    ms,
    mutation,
  })
  return reply
}

function send(response: ServerResponse, reply: Reply | undefined): void {
  if (!reply) {
    response.socket?.destroy()
    return
  }
  response.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) })
  response.end(reply.body)
}

function createWorld(options: EmulatorOptions): World {
  const switches = Object.fromEntries(
    Object.entries(options).filter(([name]) => Object.hasOwn(DEFAULT_SWITCHES, name)),
  )
  return {
    clock: createClock(),
    switches: { ...DEFAULT_SWITCHES, ...switches },
    accounts: new Map(),
    calendars: createCalendars(),
    oauth: createOauth(options.clients ?? [DEMO_CLIENT]),
    quota: createQuota(),
    faults: createFaults(),
    log: createRequestLog(),
    secret: randomBytes(32).toString('hex'),
    turn: 0,
  }
}

const sizesOf = (quotas: EmulatorOptions['quotas'] = 'off'): QuotaSizes =>
  quotas === 'off' ? {} : quotas === 'google' ? GOOGLE_SIZES : quotas

export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const host = options.host ?? '127.0.0.1'
  if (!LOOPBACK.has(host)) throw new Error(`The emulator binds to loopback only, not to ${host}.`)
  const seed = options.seed ?? 'empty'
  const fresh = createWorld(options)
  fresh.quota.resize(sizesOf(options.quotas))
  seedWorld(fresh, seed)
  const world = options.keepIn ? recall(fresh, options.keepIn) : fresh
  world.changed = announcer(world)
  const stopKeeping = options.keepIn ? keep(world, options.keepIn) : undefined
  const key = await createSigningKey()
  const control = createControl(world, { seed, switches: world.switches, quotas: world.quota.sizes() })
  const inFlight: InFlight = new Map()

  const respond = async (request: IncomingMessage): Promise<Reply | undefined> => {
    const authority = request.headers.host ?? ''
    const hostname = URL.canParse(`http://${authority}`) ? new URL(`http://${authority}`).hostname : ''
    if (!LOOPBACK.has(hostname))
      return json({ error: `The emulator answers to loopback names only, not to ${authority}.` }, 403)
    const url = new URL(request.url ?? '/', `http://${authority}`)
    const body = await readBody(request)
    if (body === undefined) return json({ error: 'The body is too large.' }, 413)
    const call: Call = {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body,
      base: url.origin,
    }
    if (call.path.startsWith(CONTROL_PATH)) return answerControl(control, call)
    if (isCalendarPath(call.path)) return settled(() => answerCalendarPage(world, call))
    if (isBookPath(call.path)) return settled(() => answerBook(world, call))
    return handle(world, key, inFlight, call)
  }

  const server = createServer((request, response) => {
    respond(request).then(
      (reply) => send(response, reply),
      (thrown: unknown) => {
        console.error('emulator:', thrown)
        response.destroy()
      },
    )
  })
  // Google keeps idle connections for minutes. Node's 5 s would lose a call that is sent just as its connection is closed.
  server.keepAliveTimeout = 240_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, host.replace(/[[\]]/g, ''), resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    ...control,
    url: `http://${host.includes(':') ? `[${host.replace(/[[\]]/g, '')}]` : host}:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        stopKeeping?.()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
