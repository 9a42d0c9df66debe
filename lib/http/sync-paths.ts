// Addresses of a person's sync pages. `place`: the provider's name for the contacts of an account, `calendarPlace` for a calendar.
import { z } from 'zod'

export const syncPage = (place: string): string => `/settings/sync/${place}`

export const stopPage = (place: string): string => `${syncPage(place)}/stop`

/** One run of any sync with the provider: what it did, item by item. */
export const runPage = (provider: string, runId: string): string => `${syncPage(provider)}/runs/${runId}`

/** Contacts of the account that may be one person. */
export const duplicatesPage = (provider: string): string => `${syncPage(provider)}/duplicates`

/** Contacts that were deleted in the account. */
export const deletedPage = (provider: string): string => `${syncPage(provider)}/deleted`

/** A preview, or a run that a guard stopped. */
export const reviewPage = (place: string): string => `${syncPage(place)}/preview`

/** The waiting decisions of an active sync. While a guard stops its newest run, `reviewPage` shows that run. */
export const waitingPage = (place: string): string => `${reviewPage(place)}/waiting`

/** One change of a run, or one field of that; or the changes that follow one. */
export interface UndoOnly {
  readonly change?: string
  readonly field?: string
  readonly after?: string
}

/** What undoing a run would do. `run`: the run's page. */
export function undoOf(run: string, only: UndoOnly = {}): string {
  const query = new URLSearchParams({ ...only }).toString()
  return `${run}/undo${query && `?${query}`}`
}

export const undoPage = (provider: string, runId: string, only: UndoOnly = {}): string =>
  undoOf(runPage(provider, runId), only)

/** A connection, or the sync of a calendar, for administrators. */
export const watchedSyncPage = (watchedId: string): string => `/admin/sync/${watchedId}`

/** A run of it. */
export const watchedRunPage = (watchedId: string, runId: string): string =>
  `${watchedSyncPage(watchedId)}/runs/${runId}`

/** Starts the consent for an account; `purpose` as in lib/auth/consent/purpose.ts, for contacts if there is none. */
export const connectStart = (provider: string, purpose?: string): string =>
  `/connect/${provider}/start${purpose ? `?for=${purpose}` : ''}`

/** What a person has chosen so far on the page of a calendar. */
export interface CalendarChoice {
  /** The id of the calendar at the provider. */
  readonly remote?: string | undefined
  readonly from?: string | undefined
}

/** The sync of a calendar of the firm with one at the provider. */
export const calendarPlace = (provider: string, calendarId: string): string =>
  `${provider}/calendars/${calendarId}`

/** Where that sync is set up, and its page once it is. */
export function calendarPage(provider: string, calendarId: string, choice: CalendarChoice = {}): string {
  const chosen = Object.entries(choice).filter(([, value]) => value !== undefined)
  const query = chosen.length > 0 ? `?${new URLSearchParams(Object.fromEntries(chosen))}` : ''
  return `${syncPage(calendarPlace(provider, calendarId))}${query}`
}

/** The parts of a place; null if it is none. */
export function findPlace(
  place: string,
): { readonly provider: string; readonly calendarId: string | null } | null {
  const [provider = '', calendars, calendarId, ...rest] = place.split('/')
  if (calendars === undefined) return { provider, calendarId: null }
  const isCalendar = calendars === 'calendars' && rest.length === 0 && z.guid().safeParse(calendarId).success
  return isCalendar && calendarId ? { provider, calendarId } : null
}
