// What can be set at the emulator: behaviour that is not settled by documentation is a switch, never a
// fixed rule, so that the application is tried against each variant. FIDELITY.md explains every one.
import { CALENDAR_SWITCHES, type CalendarSwitches } from '@/emulator/calendar/switches'
import type { ExpiredShape } from '@/emulator/errors'

export interface Switches extends CalendarSwitches {
  /** Writes stay invisible to list, search and sync calls for so long (emulator clock). */
  readonly lagMs: number
  /** Whether the lag also covers list calls that ask for no sync token. */
  readonly lagCoversPlainList: boolean
  /** A page of a list holds no more, whatever was asked for. */
  readonly mostPerPage: number
  /** Lists come in an order that changes from call to call, and repeat some of what earlier pages showed. */
  readonly unrulyLists: boolean
  readonly expiredSyncToken: ExpiredShape
  readonly syncTokenDays: number
  /** Whether an incremental call gives a token that lives seven days anew. */
  readonly incrementalExtendsSyncToken: boolean
  /** What the second of two overlapping mutations of one account gets. */
  readonly overlap: 'count' | '409' | '503'
  /** Real time that every mutation and read takes at least. */
  readonly mutationMs: number
  readonly readMs: number
  readonly batchOrder: 'same' | 'reversed'
  readonly staleInBatch: 'fatal' | 'per-entry'
  /** updateContact with person.etag but no metadata.sources. */
  readonly acceptPersonEtagAlone: boolean
  /** Whether a contact that others were merged into names them as its former names. */
  readonly mergedNamesTold: boolean
  /** Give the entries of list fields in an order that changes from call to call. */
  readonly shuffleEntries: boolean
  readonly overflowAt: number
  readonly overflowStatus: 400 | 403 | 429
  readonly contactBytes: number
  readonly entriesPerContact: number
  readonly charactersPerValue: number
  readonly charactersPerNote: number
  /** OAuth project in publishing status Testing: refresh tokens die after seven days. */
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
