// The emulator's switches: behavior that Google's documentation leaves open is a switch, never a fixed rule, so that the application can
// be tested against each variant. FIDELITY.md explains each one.
import { CALENDAR_SWITCHES, type CalendarSwitches } from '@/emulator/calendar/switches'
import type { ExpiredShape } from '@/emulator/errors'

export interface Switches extends CalendarSwitches {
  /** How long writes stay invisible to list, search and sync calls (emulator clock). */
  readonly lagMs: number
  /** Whether the lag also applies to list calls without a sync token. */
  readonly lagCoversPlainList: boolean
  /** The most items on one page, whatever size was requested. */
  readonly mostPerPage: number
  /** List calls return another order each time and repeat some items of earlier pages. */
  readonly unrulyLists: boolean
  readonly expiredSyncToken: ExpiredShape
  readonly syncTokenDays: number
  /** Whether an incremental call returns a token that is valid for another seven days. */
  readonly incrementalExtendsSyncToken: boolean
  /** The response to the second of two overlapping mutations of one account. */
  readonly overlap: 'count' | '409' | '503'
  /** The least real time that every mutation and read takes. */
  readonly mutationMs: number
  readonly readMs: number
  readonly batchOrder: 'same' | 'reversed'
  readonly staleInBatch: 'fatal' | 'per-entry'
  /** Whether updateContact accepts person.etag without metadata.sources. */
  readonly acceptPersonEtagAlone: boolean
  /** Whether a contact that others were merged into lists their names as its former names. */
  readonly mergedNamesTold: boolean
  /** Whether entries of list fields come in another order each time. */
  readonly shuffleEntries: boolean
  readonly overflowAt: number
  readonly overflowStatus: 400 | 403 | 429
  readonly contactBytes: number
  readonly entriesPerContact: number
  readonly charactersPerValue: number
  readonly charactersPerNote: number
  /** The OAuth project has the status Testing: refresh tokens expire after seven days. */
  readonly testingMode: boolean
  readonly consentBoxes: 'ticked' | 'unticked'
  readonly accessTokenSeconds: number
}

export const DEFAULT_SWITCHES: Switches = {
  ...CALENDAR_SWITCHES,
  lagMs: 0,
  lagCoversPlainList: true,
  mostPerPage: 1_000,
  unrulyLists: false,
  expiredSyncToken: { code: 400, status: 'FAILED_PRECONDITION', domain: 'people.googleapis.com' },
  syncTokenDays: 7,
  incrementalExtendsSyncToken: false,
  overlap: 'count',
  mutationMs: 0,
  readMs: 0,
  batchOrder: 'same',
  staleInBatch: 'fatal',
  acceptPersonEtagAlone: false,
  mergedNamesTold: true,
  shuffleEntries: false,
  overflowAt: 25_000,
  overflowStatus: 400,
  contactBytes: 128 * 1024,
  entriesPerContact: 500,
  charactersPerValue: 1024,
  charactersPerNote: 65_536,
  testingMode: false,
  consentBoxes: 'ticked',
  accessTokenSeconds: 3599,
}
