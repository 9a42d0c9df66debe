// A firm's calendar that overlaps with a Google calendar. Every event has a key (its title) and every edit a unique value, so that lost or
// duplicated data can be reported by name.

import type { Side } from '@/lib/engine/model'
import { google } from '@/lib/providers/google/descriptor'
import { calendarsOf } from '@/lib/store/calendar/calendars'
import { addEvent } from '@/lib/store/calendar/editing'
import type { Actor } from '@/lib/store/firm/actor'
import { setUpCalendarSync } from '@/lib/store/sync/calendar-syncs'
import { type Draft, draftOf, jsonOf } from './event-drafts'
import { drawEdit, editHere, editThere, noteEdit } from './event-edits'
import { eventsHere, eventsThere, heldOf, type Whole } from './event-values'
import { createOwner, type Fields, type FirmOwner, type KillFirm, type Pick, shares } from './firm'
import { type KillWorld, persist } from './world'

export async function createEventFirm(world: KillWorld, size: number): Promise<KillFirm> {
  const { listAndNew, own, others } = google.collections.events.scopes
  const owner = await createOwner(world, [...google.identityScopes, ...listAndNew, ...own, ...others])
  const { actor, account, connectionId, name } = owner
  const { both, alone } = shares(size)
  const drafts = [
    ...Array.from({ length: both }, (_, at) => draftOf('both', at)),
    ...Array.from({ length: alone }, (_, at) => draftOf('here', at)),
    ...Array.from({ length: alone }, (_, at) => draftOf('there', at)),
  ]
  const calendarId = await firmCalendar(actor)
  for (const draft of drafts) addThere(world, account, draft)
  for (const { here } of drafts) if (here) await addHere(actor, calendarId, here)
  const remote = { kind: 'existing', id: account, name } as const
  const done = await setUpCalendarSync(actor, { connectionId, calendarId, remote, from: 'all' })
  if (done.kind !== 'done') throw new Error(`the sync was not set up: ${done.kind}`)
  const { syncId } = done
  const expected = new Map(drafts.map(({ whole }) => [whole.event.title, whole]))
  const untouched = new Set(drafts.flatMap((one) => (one.isInvitation ? [] : [one.whole.event.title])))
  const held = () => [...expected.values()].flatMap(heldOf)
  return {
    actor,
    account,
    syncId,
    edit: (pick) => edit(world, owner, { syncId, expected, untouched }, pick),
    expected: () => new Map(held().map(({ key, fields }): [string, Fields] => [key, fields])),
    here: () => eventsHere(world, calendarId),
    there: () => eventsThere(world.google, account),
    versions: () => versions(world, owner),
    breaches: () => mailsOf(world, account),
  }
}

async function firmCalendar(actor: Actor): Promise<string> {
  const calendar = (await calendarsOf(actor)).find(({ kind }) => kind === 'firm')
  if (!calendar) throw new Error('the firm has no calendar')
  return calendar.id
}

function addThere({ google }: KillWorld, account: string, { there, isInvitation }: Draft): void {
  if (!there) return
  const organizer = isInvitation ? { organizer: { email: 'judge@court.example' } } : {}
  const remoteId = String(google.addEvent({ account, event: jsonOf(there.event), ...organizer }).id)
  for (const [slot, change] of there.occurrences)
    editThere(google, account, remoteId, { kind: 'occurrence', slot, change })
}

async function addHere(actor: Actor, calendarId: string, { event, occurrences }: Whole): Promise<void> {
  const id = crypto.randomUUID()
  await addEvent(actor, { id, calendarId, event })
  for (const [slot, change] of occurrences) await editHere(actor, id, { kind: 'occurrence', slot, change })
}

interface Known {
  readonly syncId: string
  readonly expected: Map<string, Whole>
  /** Titles of events that nobody has edited yet: each is edited once, so that no questions are asked. */
  readonly untouched: Set<string>
}

interface Ends {
  readonly localId: string
  readonly remoteId: string
  readonly title: string
}

/** One event is edited here and another there; sometimes the first one there too. */
async function edit(world: KillWorld, owner: FirmOwner, known: Known, pick: Pick): Promise<void> {
  const free = await linkedEvents(world, known)
  const [ours, theirs] = [free[pick(free.length)], free[pick(free.length)]]
  if (!ours || !theirs || ours === theirs) return
  const isBoth = pick(3) === 0
  await editOn('local', world, owner, known, ours, isBoth, pick)
  if (isBoth) await editOn('remote', world, owner, known, ours, isBoth, pick)
  await editOn('remote', world, owner, known, theirs, false, pick)
}

async function editOn(
  side: Side,
  { google }: KillWorld,
  { actor, account }: FirmOwner,
  { expected, untouched }: Known,
  { localId, remoteId, title }: Ends,
  isBoth: boolean,
  pick: Pick,
): Promise<void> {
  const whole = expected.get(title)
  if (!whole) throw new Error(`nobody expects ${title}`)
  untouched.delete(title)
  const drawn = drawEdit(whole, side, isBoth, pick)
  if (side === 'remote') editThere(google, account, remoteId, drawn)
  else await persist(() => editHere(actor, localId, drawn))
  noteEdit(expected, whole, drawn)
}

/** Events that both sides have by now, series with all of their occurrences. */
async function linkedEvents(
  { ask }: KillWorld,
  { syncId, expected, untouched }: Known,
): Promise<readonly Ends[]> {
  const links = await ask<Ends & { occurrences: number }>(
    `select l."localId", l."remoteId", e.value->>'title' as title,
       (select count(*)::int from "Link" o join "CalendarEvent" c on c.id = o."localId"
        where o."syncId" = $1 and c."seriesId" = e.id) as occurrences
     from "Link" l join "CalendarEvent" e on e.id = l."localId"
     where l."syncId" = $1 and l.tombstone is null and e.shape <> 'occurrence' and e."deletedAt" is null order by title`,
    [syncId],
  )
  return links.filter(
    ({ title, occurrences }) => untouched.has(title) && expected.get(title)?.occurrences.size === occurrences,
  )
}

const mailsOf = ({ google }: KillWorld, account: string): readonly string[] =>
  google
    .mails()
    .filter(({ calendar }) => calendar === account)
    .map(({ what, to, event }) => `a mail went to ${to}: ${what} of ${event}`)

async function versions({ google, ask }: KillWorld, { actor, account }: FirmOwner): Promise<string> {
  const [row] = await ask<{ sum: string }>(
    `select sum(version)::text as sum from "CalendarEvent" where "firmId" = $1`,
    [actor.firmId],
  )
  return `${row?.sum} here, there ${JSON.stringify(google.events({ account }))}`
}
