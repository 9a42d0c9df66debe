// Addresses of a person's sync pages, by the provider's name.

export const syncPage = (provider: string): string => `/settings/sync/${provider}`

export const stopPage = (provider: string): string => `${syncPage(provider)}/stop`

/** A preview, or a run that a guard stopped. */
export const reviewPage = (provider: string): string => `${syncPage(provider)}/preview`

/** The waiting decisions of an active sync. While a guard stops its newest run, `reviewPage` shows that run. */
export const waitingPage = (provider: string): string => `${reviewPage(provider)}/waiting`

/** Starts the consent for an account; `purpose` as in lib/auth/consent/purpose.ts, for contacts if there is none. */
export const connectStart = (provider: string, purpose?: string): string =>
  `/connect/${provider}/start${purpose ? `?for=${purpose}` : ''}`

/** What a person has chosen so far on the page of a calendar. */
export interface CalendarChoice {
  /** The id of the calendar at the provider. */
  readonly remote?: string | undefined
  readonly from?: string | undefined
}

/** Where the sync of a calendar of the firm is set up. */
export function calendarPage(provider: string, calendarId: string, choice: CalendarChoice = {}): string {
  const chosen = Object.entries(choice).filter(([, value]) => value !== undefined)
  const query = chosen.length > 0 ? `?${new URLSearchParams(Object.fromEntries(chosen))}` : ''
  return `${syncPage(provider)}/calendars/${calendarId}${query}`
}

/** What the sync of that calendar will do. */
export const calendarPreviewPage = (provider: string, calendarId: string): string =>
  `${calendarPage(provider, calendarId)}/preview`
