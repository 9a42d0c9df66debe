// One calendar on each side: preview, start, a run without changes, a run with 100 changes, against the emulator in another process,
// without Google's quotas, since waiting is not measured.
// main.ts runs it in a separate process; it prints its figures as JSON.
import { emulatorControl } from '@/emulator/client'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import { createCalendarPacing, NO_CALENDAR_QUOTAS } from '@/lib/providers/google/calendar/pacing'
import { googleEvents } from '@/lib/providers/google/calendar/provider'
import { google } from '@/lib/providers/google/descriptor'
import { createCalendar } from '@/lib/store/calendar/calendars'
import { calendarCollection } from '@/lib/store/calendar/collection'
import type { Owner } from '@/lib/store/database/owner'
import type { Actor } from '@/lib/store/firm/actor'
import { anyProvider } from '@/lib/store/kinds/registry'
import { setUpCalendarSync } from '@/lib/store/sync/calendar-syncs'
import { printFigures, type WalkFigures, walk } from './walk'

/** The share of each side's events that the other side has too; one in ten of these is at another place. */
const SHARED = 0.4
const CHANGES = 100
const EMAIL = 'bench@example.com'
const PAGE = google.collections.events.can.limits.pageSize

export interface CalendarFigures extends WalkFigures {
  /** On each side, changed and canceled occurrences not counted. */
  readonly events: number
}

const size = Number(process.argv[2])
const url = process.argv[3] ?? ''
const control = emulatorControl(url)
const pacing = createCalendarPacing(NO_CALENDAR_QUOTAS)
const { listAndNew, own, others } = google.collections.events.scopes
let calls = 0
await printFigures(calendars)

async function calendars(owner: Owner): Promise<CalendarFigures> {
  const { actor, calendarId, syncId } = await filled(owner)
  const { accessToken } = await control.issueTokens({
    account: EMAIL,
    scopes: [...listAndNew, ...own, ...others],
  })
  const figures = await walk({
    ...{ owner, actor, syncId, calls: () => calls },
    open: (_, { remoteId }, onCall) => anyProvider(calendarAt(accessToken, remoteId ?? '', onCall)),
    least: {
      preview: async () => Math.ceil((await owner.client.item.count({ where: { syncId } })) / PAGE),
      // Google's calendar takes one event at a time.
      start: (runId) => remoteWrites(owner, runId),
      changes: 1 + CHANGES / 2,
    },
    readsOwnWrites: true,
    edit: () => edit(owner, actor, calendarId, syncId),
  })
  return { events: size, ...figures }
}

async function remoteWrites({ client }: Owner, runId: string): Promise<number> {
  const [row] = await client.$queryRaw<[{ count: number }]>`
    select count(*)::int as count from "Change"
    where "runId" = ${runId}::uuid and kind in ('createRemote', 'update') and jsonb_typeof(body -> 'remote') = 'object'`
  return row.count
}

function calendarAt(accessToken: string, calendarId: string, onCall: () => void) {
  const counted = () => {
    calls += 1
    onCall()
  }
  const account = { account: EMAIL, rootUrl: `${url}/`, accessToken: async () => accessToken }
  return googleEvents({ ...account, onCall: counted, calendarId }, pacing)
}

/** Both calendars hold `size` events, some of them the same. */
async function filled(owner: Owner) {
  await control.addAccount({ email: EMAIL, name: 'Bench' })
  const shared = Math.round(size * SHARED)
  await control.seedEvents({ account: EMAIL, size: shared, seed: 1 })
  const { accessToken } = await control.issueTokens({ account: EMAIL, scopes: [...others] })
  const common = await eventsOf(calendarAt(accessToken, EMAIL, () => undefined))
  await control.seedEvents({ account: EMAIL, size: size - shared, seed: 2 })
  const drawn = await control.addCalendar({ account: EMAIL, summary: 'Drawn' })
  await control.seedEvents({ account: EMAIL, calendar: drawn.id, size: size - shared, seed: 3 })
  const ours = await eventsOf(calendarAt(accessToken, drawn.id, () => undefined))
  const [firmId, userId] = [crypto.randomUUID(), crypto.randomUUID()]
  const actor: Actor = { userId, firmId, role: 'admin' }
  await owner.client.firm.create({ data: { id: firmId, name: 'Bench' } })
  const user = { id: userId, firmId, subject: userId, email: EMAIL, name: 'Bench', role: 'admin' } as const
  await owner.client.user.create({ data: user })
  const calendarId = crypto.randomUUID()
  await createCalendar(actor, calendarId, { name: 'Bench', color: 'blue' })
  const moved = common.map((event, at) => (at % 10 === 0 ? { ...event, location: `Room ${at}` } : event))
  await addHere(firmId, calendarId, [...moved, ...ours])
  await owner.client.$executeRaw`analyze`
  const connectionId = crypto.randomUUID()
  const account = { provider: 'google', accountId: EMAIL, accountEmail: EMAIL, scopes: [] }
  await owner.client.connection.create({ data: { id: connectionId, firmId, userId, ...account } })
  const set = await setUpCalendarSync(actor, {
    ...{ connectionId, calendarId, from: 'all' },
    remote: { kind: 'existing', id: EMAIL, name: 'Bench' },
  })
  if (set.kind !== 'done') throw new Error(`the sync was not set up: ${set.kind}`)
  return { actor, calendarId, syncId: set.syncId }
}

/** Single events and series, as Concord reads them. */
async function eventsOf(calendar: ReturnType<typeof googleEvents>): Promise<readonly CalendarEvent[]> {
  const events: CalendarEvent[] = []
  let page: string | null = null
  do {
    const read = await calendar.pull(null, page)
    events.push(...read.items.flatMap(({ deleted, parentId, value }) => (deleted || parentId ? [] : [value])))
    page = read.nextPage
  } while (page !== null)
  return events
}

async function addHere(firmId: string, calendarId: string, events: readonly CalendarEvent[]): Promise<void> {
  const collection = calendarCollection(firmId, calendarId)
  const created = events.map((to) => {
    const key = crypto.randomUUID()
    return { kind: 'create', ref: key, key, to } as const
  })
  for (let at = 0; at < created.length; at += 1_000) await collection.push(created.slice(at, at + 1_000))
}

/** Half of the edits are made here, half in the account. */
async function edit({ client }: Owner, { firmId }: Actor, calendarId: string, syncId: string): Promise<void> {
  const whole = await client.item.findMany({
    where: { syncId, deleted: false, parentId: null },
    select: { remoteId: true },
  })
  const links = await client.link.findMany({
    where: { syncId, remoteId: { in: whole.map(({ remoteId }) => remoteId) } },
    orderBy: { id: 'asc' },
    take: CHANGES,
  })
  const here = calendarCollection(firmId, calendarId)
  for (const [at, { localId, remoteId }] of links.entries()) {
    if (at % 2 === 0) {
      const [item] = await here.read([localId])
      if (!item) throw new Error('no such event')
      const { id, version, value } = item
      const to = { ...value, title: `${value.title} (moved)` }
      await here.push([{ kind: 'update', ref: id, id, version, from: value, to, raw: null }])
    } else await control.editEvent({ account: EMAIL, id: remoteId, event: { location: 'Changed there' } })
  }
}
