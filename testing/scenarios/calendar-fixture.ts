// For *.pg.test.ts: a calendar of the firm and one of a Google account in the emulator, and worker steps on the emulator's clock.
import type { Emulator } from '@/emulator/server'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { Thresholds } from '@/lib/engine/guard/guard'
import { googleCalendars } from '@/lib/providers/google/calendar/calendars'
import { createCalendarPacing, NO_CALENDAR_QUOTAS } from '@/lib/providers/google/calendar/pacing'
import { googleEvents } from '@/lib/providers/google/calendar/provider'
import { google } from '@/lib/providers/google/descriptor'
import type { Json } from '@/lib/providers/google/raw'
import { uncreated } from '@/lib/providers/uncreated'
import { createCalendar } from '@/lib/store/calendar/calendars'
import { calendarCollection } from '@/lib/store/calendar/collection'
import { db } from '@/lib/store/database/client'
import type { Run, SyncScope } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { anyProvider } from '@/lib/store/kinds/registry'
import { startPreview } from '@/lib/store/runs/runs'
import { isToCreate, setUpCalendarSync } from '@/lib/store/sync/calendar-syncs'
import { MINUTE } from '@/lib/time'
import { advance } from '@/lib/worker/advance'
import { tick } from '@/lib/worker/schedule'
import type { Deps } from '@/lib/worker/step-context'
import { startAsShown } from './fixture'

interface Options {
  readonly firmId?: string
  /** By default the account's main calendar. */
  readonly remote?: 'new'
  readonly from?: SyncScope
  readonly thresholds?: Thresholds
}

export type CalendarSync = Awaited<ReturnType<typeof setUpCalendar>>

export async function setUpCalendar(emulator: Emulator, options: Options = {}) {
  const mark = crypto.randomUUID()
  const account = `${mark}@firm.example`
  emulator.addAccount({ email: account, name: 'Olga Owner' })
  const firmId = options.firmId ?? crypto.randomUUID()
  const actor: Actor = { userId: crypto.randomUUID(), firmId, role: 'admin' }
  await db(firmId).firm.upsert({ where: { id: firmId }, update: {}, create: { id: firmId, name: 'Firm' } })
  await db(firmId).user.create({
    data: { id: actor.userId, firmId, subject: mark, email: account, name: 'Olga Owner', role: 'admin' },
  })
  const calendarId = crypto.randomUUID()
  await createCalendar(actor, calendarId, { name: 'Hearings', color: 'blue' })
  const connection = await db(firmId).connection.create({
    data: {
      ...{ id: crypto.randomUUID(), firmId, userId: actor.userId, provider: 'google', accountId: account },
      ...{ accountEmail: account, scopes: google.collections.events.scopes.listAndNew.slice() },
    },
  })
  const done = await setUpCalendarSync(actor, {
    connectionId: connection.id,
    calendarId,
    remote:
      options.remote === 'new'
        ? { kind: 'new', name: 'Hearings' }
        : { kind: 'existing', id: account, name: 'Olga Owner' },
    from: options.from ?? 'all',
  })
  if (done.kind !== 'done') throw new Error(`the sync was not set up: ${done.kind}`)
  const { syncId } = done
  const now = () => new Date(emulator.now())
  let calls = 0
  const pacing = createCalendarPacing(NO_CALENDAR_QUOTAS)
  const { listAndNew, own, others } = google.collections.events.scopes
  const connected = (onCall: () => void) => ({
    account,
    rootUrl: emulator.url,
    accessToken: async () =>
      emulator.issueTokens({ account, scopes: [...listAndNew, ...own, ...others] }).accessToken,
    onCall: () => {
      calls += 1
      return onCall()
    },
    now,
    random: () => 0.5,
    lagMs: 0,
  })
  const deps: Deps = {
    now,
    newId: () => crypto.randomUUID(),
    intervalMs: 15 * MINUTE,
    thresholds: options.thresholds,
    log: () => undefined,
    open: (_, { remoteId, privateAs }, onCall) =>
      isToCreate(remoteId ?? '')
        ? anyProvider(uncreated({ kind: 'events', role: 'remote', remoteId }, google.collections.events.can))
        : anyProvider(googleEvents({ ...connected(onCall), calendarId: remoteId ?? '', privateAs }, pacing)),
    create: async (_, { id, name }, onCall) =>
      (await googleCalendars(connected(onCall), pacing).create(name, id)).id,
  }
  const remoteCalendar = async () => {
    const { remoteId } = await db(firmId).sync.findFirstOrThrow({ where: { id: syncId } })
    return remoteId
  }
  /** Works on the open run until it stops: finished, waiting for a person, or waiting for a time. */
  const work = async (): Promise<Run> => {
    const where = { syncId }
    const run = await db(firmId).run.findFirstOrThrow({ where, orderBy: { createdAt: 'desc' } })
    await advance(run.id, deps)
    return db(firmId).run.findFirstOrThrow({ where: { id: run.id } })
  }
  const here = calendarCollection(firmId, calendarId, { by: () => ({ userId: actor.userId }) })
  const push = async (pushed: Parameters<typeof here.push>[0][number]): Promise<string> => {
    const [outcome] = await here.push([pushed])
    if (outcome?.kind !== 'done') throw new Error(`nothing was written here: ${outcome?.kind}`)
    return outcome.item.id
  }
  const itemHere = async (id: string) => {
    const [item] = await here.read([id])
    if (!item) throw new Error('no such event')
    return item
  }
  const of = (id: string) => ({ account, id })
  return {
    actor,
    account,
    connection,
    calendarId,
    syncId,
    deps,
    now,
    work,
    /** Calls to the account so far. */
    calls: () => calls,
    preview: async () => {
      await startPreview(actor, syncId)
      return work()
    },
    start: async (run: Run) => {
      await startAsShown(actor, run)
      return work()
    },
    /** Runs the tick: whatever is due becomes a run and is worked on. */
    later: async (ms = 15 * MINUTE) => {
      emulator.advanceClock({ ms })
      await tick(now())
      return work()
    },
    addHere: (to: CalendarEvent, place?: { readonly parentId: string; readonly slot: string }) => {
      const key = crypto.randomUUID()
      return push({ kind: 'create', ref: key, key, to, ...(place ? { place } : {}) })
    },
    editHere: async (id: string, change: Partial<CalendarEvent>) => {
      const { version, value } = await itemHere(id)
      return push({
        kind: 'update',
        ref: id,
        id,
        version,
        from: value,
        to: { ...value, ...change },
        raw: null,
      })
    },
    deleteHere: async (id: string) => {
      const { version } = await itemHere(id)
      return push({ kind: 'delete', ref: id, id, version })
    },
    /** Events here that are not deleted, canceled occurrences included. */
    here: async () => {
      const items = (await here.pull(null, null)).items
      return [...items].sort((a, b) => (key(a.value) < key(b.value) ? -1 : 1))
    },
    itemHere,
    /** Google's JSON of an event, added, edited and looked at as in Google's own pages. */
    addThere: (event: Json) => String(emulator.addEvent({ account, event }).id),
    editThere: (id: string, event: Json) => void emulator.editEvent({ ...of(id), event }),
    deleteThere: (id: string) => emulator.deleteEvent(of(id)),
    /** The account's calendar as a collection. */
    collectionThere: async () =>
      googleEvents({ ...connected(() => undefined), calendarId: await remoteCalendar() }, pacing),
    there: async () => emulator.events({ account, calendar: await remoteCalendar() }),
    thereById: (id: string) => emulator.event(of(id)) as Json | null,
    changes: (runId: string) =>
      db(firmId).change.findMany({ where: { runId }, orderBy: [{ kind: 'asc' }, { sortKey: 'asc' }] }),
    links: () => db(firmId).link.findMany({ where: { syncId } }),
    remoteCalendar,
  }
}

const key = ({ time, title, status }: CalendarEvent) => `${time.start} ${title} ${status}`
