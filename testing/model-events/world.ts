// The world of drawn scenarios of a calendar: a calendar of the firm and one in the emulator, with the real worker steps over HTTP.
// People act on both sides as the pages let them; each edit leaves a mark of its own, which the laws look for.
import type { Emulator } from '@/emulator/server'
import { expand } from '@/lib/domains/events/recurrence/expand'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import { THRESHOLDS } from '@/lib/engine/guard/guard'
import { eventValue } from '@/lib/providers/google/calendar/value'
import type { Json } from '@/lib/providers/google/raw'
import { addEvent, deleteEvent, restoreEvent, type Scope, saveEvent } from '@/lib/store/calendar/editing'
import { findEvent, inScope, occurrenceVersion } from '@/lib/store/calendar/event-list'
import { eventFromRow } from '@/lib/store/calendar/event-row'
import { db, dbOfNoFirm } from '@/lib/store/database/client'
import type { Actor } from '@/lib/store/firm/actor'
import type { AnyProvider } from '@/lib/store/kinds/kind'
import { LeaseLost } from '@/lib/store/sync/account-lease'
import { MINUTE } from '@/lib/time'
import { advance } from '@/lib/worker/advance'
import { tick } from '@/lib/worker/schedule'
import type { Deps } from '@/lib/worker/step-context'
import { surviving } from '@/testing/model/crash-injection'
import { setUpCalendar } from '@/testing/scenarios/calendar-fixture'
import { marksIn } from './marks'

export type World = Awaited<ReturnType<typeof createWorld>>

/** The event as a form of this scope shows it, with its versions. */
async function shownTo(actor: Actor, id: string, scope: Scope) {
  const found = await findEvent(actor, id)
  if (!found) return null
  const shown = scope.kind === 'this' ? { ...scope, version: occurrenceVersion(found, scope) } : scope
  return { id, version: found.row.version, scope: shown }
}

/** An event as a person sees it on one side; of a series, its occurrences by original start, canceled ones included. */
export interface Seen {
  readonly id: string
  readonly event: CalendarEvent
  readonly slots: readonly string[]
}

const YEAR = { from: '2026-11-01', to: '2027-12-31', zone: 'UTC' }

const slotsOf = (event: CalendarEvent): readonly string[] =>
  event.repeat.length === 0 ? [] : expand(event, YEAR).occurrences.map(({ slot }) => slot)

/** For scenarios that no guard stops: their few events would often be too many. */
const UNGUARDED = { ...THRESHOLDS, few: 1_000, fewDeleted: 1_000, flood: 1_000, fewest: 1_000 }

/** `guarded`: with the real limits. */
export async function createWorld(emulator: Emulator, guarded: boolean) {
  emulator.reset()
  emulator.clearMails()
  const sync = await setUpCalendar(emulator, guarded ? {} : { thresholds: UNGUARDED })
  const { actor, account, calendarId, syncId } = sync
  const { firmId } = actor
  const faults: string[] = []
  const opened = sync.deps.open
  const deps: Deps = {
    ...sync.deps,
    open: (...of) => crashing(opened(...of)),
    log: (event, facts) => {
      if (event === 'step failed')
        faults.push(`a step failed: ${facts.error instanceof Error ? facts.error.stack : ''}`)
    },
  }
  const openRun = () =>
    db(firmId).run.findFirst({
      where: { syncId, state: { in: ['reading', 'comparing', 'ready', 'applying'] } },
    })
  const goOn = async () => {
    const run = await openRun()
    if (!run) return
    await advance(run.id, deps).catch((error: unknown) => {
      if (!(error instanceof LeaseLost)) throw error
    })
  }
  const of = (id: string) => ({ account, id })
  const rows = (where: object) =>
    db(firmId).calendarEvent.findMany({
      where: { firmId, calendarId, ...where },
      orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    })
  return {
    sync,
    emulator,
    deps,
    faults: (): readonly string[] => faults,
    openRun,
    goOn,
    /** Edits that nobody wrote over or decided against, by their mark. */
    marks: new Map<string, string>(),
    /** Guests of events here that a person decided to have in the account too. */
    invited: new Set<string>(),
    work: async () => {
      await tick(deps.now())
      await goOn()
    },
    /** A worker that crashed never gives its lease back; it is taken as expired. */
    buryWorker: () => dbOfNoFirm().accountLease.deleteMany({}),
    pass: (minutes: number) => emulator.advanceClock({ ms: minutes * MINUTE }),
    /** Single events and series here that are not deleted. */
    here: async (): Promise<readonly Seen[]> =>
      (await rows({ deletedAt: null, shape: { not: 'occurrence' } })).map((row) => {
        const event = eventFromRow(row)
        return { id: row.id, event, slots: slotsOf(event) }
      }),
    /** As the page of one occurrence, or of the event, shows it. */
    formHere: async (id: string, slot: string | null): Promise<CalendarEvent | null> => {
      const found = await findEvent(actor, id)
      return found && !found.row.deletedAt ? inScope(found, slot) : null
    },
    addHere: (event: CalendarEvent) => addEvent(actor, { id: crypto.randomUUID(), calendarId, event }),
    saveHere: async (id: string, scope: Scope, event: CalendarEvent) => {
      const shown = await shownTo(actor, id, scope)
      return shown && saveEvent(actor, { ...shown, calendarId, event })
    },
    deleteHere: async (id: string, scope: Scope) => {
      const shown = await shownTo(actor, id, scope)
      return shown && deleteEvent(actor, shown)
    },
    /** What was deleted or canceled here last. */
    restoreHere: async () => {
      const [row] = (await rows({ deletedAt: { not: null } })).sort(
        (a, b) => Number(b.deletedAt) - Number(a.deletedAt),
      )
      return row ? restoreEvent(actor, row.id, new Date(0)) : null
    },
    /** Google's JSON of single events and series. */
    there: (): readonly Json[] =>
      emulator.events({ account }).filter(({ recurringEventId }) => recurringEventId === undefined),
    /** Original starts of a series there. */
    slotsThere: (series: Json): readonly string[] => slotsOf(eventValue(series, null)),
    /** Changed occurrences of all series, not canceled. */
    occurrencesHere: async (): Promise<readonly CalendarEvent[]> =>
      (await rows({ shape: 'occurrence', deletedAt: null })).map(eventFromRow),
    occurrencesThere: (): readonly Json[] =>
      emulator.events({ account }).filter(({ recurringEventId }) => recurringEventId !== undefined),
    /** In the texts of both ends of a change. */
    marksOf: async ({
      localId,
      remoteId,
    }: {
      readonly localId: string | null
      readonly remoteId: string | null
    }) => [
      ...(await rows({ id: localId ?? calendarId })).flatMap((row) => marksIn(eventFromRow(row))),
      ...marksIn({ title: JSON.stringify((remoteId && emulator.event({ account, id: remoteId })) || '') }),
    ],
    /** In the changed occurrences of a series, on both sides. */
    occurrenceMarks: async ({
      localId,
      remoteId,
    }: {
      readonly localId: string | null
      readonly remoteId: string | null
    }) => {
      const there = emulator
        .events({ account })
        .filter(({ recurringEventId }) => recurringEventId === remoteId)
      const here = await rows({ seriesId: localId ?? calendarId, deletedAt: null })
      return [
        ...here.flatMap((row) => marksIn(eventFromRow(row))),
        ...marksIn({ title: JSON.stringify(there) }),
      ]
    },
    /** Marks that a person sees on one side. */
    marksOn: async (side: 'here' | 'there'): Promise<ReadonlySet<string>> => {
      const seen =
        side === 'here'
          ? (await rows({ deletedAt: null })).map(eventFromRow)
          : [{ title: JSON.stringify(emulator.events({ account })) }]
      return new Set(seen.flatMap(marksIn))
    },
    isChanged: async (seriesId: string, originalStart: string) =>
      (await rows({ seriesId, originalStart })).length > 0,
    isChangedThere: (id: string) => emulator.events({ account }).some((one) => one.id === id),
    /** Every occurrence of a few months, as Google expands it. */
    instancesThere: async () => {
      // One page has them all.
      emulator.setSwitches({ eventsPerPage: 2_500, unrulyEvents: false, emptyFirstPages: false })
      const { accessToken } = emulator.issueTokens({
        account,
        scopes: ['https://www.googleapis.com/auth/calendar.events'],
      })
      const window = 'timeMin=2026-11-20T00:00:00Z&timeMax=2027-04-30T00:00:00Z'
      const reply = await fetch(
        `${emulator.url}/calendar/v3/calendars/primary/events?singleEvents=true&maxResults=2500&${window}`,
        { headers: { authorization: `Bearer ${accessToken}` } },
      )
      return ((await reply.json()) as { items: readonly Json[] }).items
    },
    thereById: (id: string) => emulator.event(of(id)) as Json | null,
    account,
    addThere: (event: Json, organizer?: string) =>
      emulator.addEvent({ account, event, ...(organizer ? { organizer: { email: organizer } } : {}) }),
    editThere: (id: string, event: Json) => emulator.editEvent({ ...of(id), event }),
    deleteThere: (id: string) => emulator.deleteEvent(of(id)),
    splitThere: (id: string, at: string, changes: Json) => emulator.split({ ...of(id), at, changes }),
    respondThere: (id: string, response: string) => emulator.respond({ ...of(id), response }),
    /** How often anything was written, here and there. */
    writes: async () => {
      const here = await db(firmId).calendarEventEdit.count({ where: { firmId, changeId: { not: null } } })
      return here + emulator.counts().mutations
    },
  }
}

/** The worker may crash before and after each call. */
function crashing(provider: AnyProvider): AnyProvider {
  return {
    ...provider,
    pull: surviving(provider.pull),
    read: surviving(provider.read),
    push: surviving(provider.push),
  }
}
