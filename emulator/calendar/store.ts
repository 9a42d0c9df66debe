// Calendars, calendar lists and event rows: finds them and records changes.
import { createHash } from 'node:crypto'
import { type Account, findAccount, type Store } from '@/emulator/store'
import {
  type Calendar,
  type CalendarListState,
  type Calendars,
  createCalendars,
  type ExceptionRow,
  type ListEntry,
  type MainRow,
  type Role,
} from './model'

export interface CalendarStore extends Store {
  calendars: Calendars
  /** Called at every change of an event. */
  changed?: () => void
}

const ALPHABET = '0123456789abcdefghijklmnopqrstuv'

/** The first `length` characters of the digest, in the alphabet of event ids. */
export function idOf(text: string, length = 26): string {
  const bytes = createHash('sha256').update(text).digest()
  return Array.from({ length }, (_, at) => ALPHABET[(bytes[at % bytes.length] ?? 0) % 32]).join('')
}

export const etagOf = (at: number, change: number): string =>
  `"${BigInt(at) * 100_000n + BigInt(change % 100_000)}"`

function addEntry(list: CalendarListState, calendarId: string, role: Role): ListEntry {
  list.log += 1
  const before = list.entries.get(calendarId)
  const entry: ListEntry = {
    calendarId,
    role,
    aclVersion: (before?.aclVersion ?? 0) + 1,
    hidden: false,
    selected: true,
    colorId: before?.colorId ?? String((list.entries.size % 24) + 1),
    change: list.log,
    deleted: false,
  }
  list.entries.set(calendarId, entry)
  return entry
}

export interface NewCalendar {
  readonly id?: string
  readonly summary: string
  readonly timeZone?: string
  readonly description?: string
  readonly dataOwner?: string
  readonly createdBy?: string
  readonly primary?: boolean
}

export function addCalendar(
  store: CalendarStore,
  { id, timeZone, primary = false, ...fields }: NewCalendar,
): Calendar {
  const { calendars } = store
  calendars.made += 1
  const hash = createHash('sha256').update(`${fields.summary}/${calendars.made}`).digest('hex')
  const calendar: Calendar = {
    ...fields,
    id: id ?? `c_${hash}@group.calendar.google.com`,
    timeZone: timeZone ?? store.switches.accountZone,
    primary,
    etag: etagOf(store.clock.now(), calendars.made),
    events: new Map(),
    log: 0,
    made: 0,
    deleted: false,
  }
  calendars.byId.set(calendar.id, calendar)
  return calendar
}

/** The account's calendar list; its primary calendar is created on first access. */
export function listOf(store: CalendarStore, account: Pick<Account, 'email'>): CalendarListState {
  const known = store.calendars.lists.get(account.email)
  if (known) return known
  const list: CalendarListState = { entries: new Map(), log: 0 }
  store.calendars.lists.set(account.email, list)
  addCalendar(store, { id: account.email, summary: account.email, dataOwner: account.email, primary: true })
  addEntry(list, account.email, 'owner')
  return list
}

export function primaryOf(store: CalendarStore, account: Pick<Account, 'email'>): Calendar {
  listOf(store, account)
  const calendar = store.calendars.byId.get(account.email)
  if (!calendar) throw new Error(`${account.email} has no primary calendar`)
  return calendar
}

/** The primary calendar of the account with that address; undefined if there is no such account. */
export function calendarOfGuest(store: CalendarStore, email: string): Calendar | undefined {
  const account = findAccount(store, email)
  return account && primaryOf(store, account)
}

/** Gives an account a role on a calendar; `none` removes the calendar from its list. */
export function share(
  store: CalendarStore,
  calendar: Calendar,
  account: Pick<Account, 'email'>,
  role: Role,
): void {
  const list = listOf(store, account)
  const entry = list.entries.get(calendar.id)
  if (role === 'none') {
    if (entry) unlist(list, entry)
  } else if (!entry || entry.deleted) addEntry(list, calendar.id, role)
  else if (entry.role !== role) {
    // A change of only the role does not appear in incremental reads of the list.
    entry.role = role
    entry.aclVersion += 1
  }
}

function unlist(list: CalendarListState, entry: ListEntry): void {
  list.log += 1
  entry.deleted = true
  entry.aclVersion += 1
  entry.change = list.log
}

export function hide(
  store: CalendarStore,
  account: Pick<Account, 'email'>,
  calendar: Calendar,
  hidden: boolean,
): void {
  const list = listOf(store, account)
  const entry = list.entries.get(calendar.id)
  if (!entry) return
  list.log += 1
  entry.hidden = hidden
  entry.change = list.log
}

export function removeCalendar(store: CalendarStore, calendar: Calendar): void {
  calendar.deleted = true
  for (const list of store.calendars.lists.values()) {
    const entry = list.entries.get(calendar.id)
    if (entry && !entry.deleted) unlist(list, entry)
  }
}

/** The calendar as the account sees it; undefined if it is not in its list. */
export function calendarFor(store: CalendarStore, account: Pick<Account, 'email'>, id: string) {
  const list = listOf(store, account)
  const wanted = id === 'primary' ? account.email : id
  const entry = list.entries.get(wanted)
  const calendar = store.calendars.byId.get(wanted)
  return entry && !entry.deleted && calendar && !calendar.deleted ? { calendar, entry } : undefined
}

type Stamped = 'ordinal' | 'etag' | 'change' | 'updated'

/** Writes a row with a new position in the log, a new etag, and a new update time unless the caller keeps the old one. */
export function put<R extends MainRow | ExceptionRow>(
  store: CalendarStore,
  calendar: Calendar,
  row: Omit<R, Stamped>,
  keep: { readonly updated?: number; readonly etag?: string } = {},
): R {
  const before = calendar.events.get(row.id)
  calendar.log += 1
  if (!before) calendar.made += 1
  const now = store.clock.now()
  const stamped = {
    ...row,
    ordinal: before?.ordinal ?? calendar.made,
    change: calendar.log,
    etag: keep.etag ?? etagOf(now, calendar.log),
    updated: keep.updated ?? now,
  } as unknown as R
  calendar.events.set(row.id, stamped)
  store.changed?.()
  return stamped
}

export function exceptionsOf(calendar: Calendar, seriesId: string): ExceptionRow[] {
  const found: ExceptionRow[] = []
  for (const row of calendar.events.values())
    if (row.kind === 'exception' && row.seriesId === seriesId) found.push(row)
  return found
}

/** Deletes every calendar, list and mail; earlier sync tokens expire. */
export function wipeCalendars(store: CalendarStore): void {
  store.calendars = { ...createCalendars(), epoch: store.calendars.epoch + 1 }
}
