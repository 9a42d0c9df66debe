// The parameters of an event list: its filters, and which of them a sync token excludes.
import { type CalendarCall, flag } from '@/emulator/calendar/access'
import * as errors from '@/emulator/calendar/errors'
import type { Json } from '@/emulator/calendar/model'
import { refuse } from '@/emulator/calendar/refusal'
import { readDateTime } from '@/emulator/calendar/time/zones'
import { isObject } from './event-times'
import { attendeesOf, type Effective, effective, type Found, rowOf } from './events'

const FORBIDDEN_WITH_TOKEN = [
  'iCalUID',
  'orderBy',
  'privateExtendedProperty',
  'q',
  'sharedExtendedProperty',
  'timeMin',
  'timeMax',
  'updatedMin',
]

export interface EventQuery {
  readonly singleEvents: boolean
  readonly showDeleted: boolean
  readonly orderBy: 'startTime' | 'updated' | undefined
  readonly timeMin: number | undefined
  readonly timeMax: number | undefined
  readonly updatedMin: number | undefined
  readonly syncToken: string | undefined
  /** The parameters that a sync token is bound to. */
  readonly shape: unknown
  readonly matches: (found: Found) => boolean
}

export function instantIn(query: URLSearchParams, name: string): number | undefined {
  const raw = query.get(name)
  if (raw === null) return undefined
  const at = readDateTime(raw)?.at
  if (at === undefined) throw refuse(errors.badRequest('Bad Request'))
  return at
}

function pairs(query: URLSearchParams, name: string): [string, string][] {
  return query.getAll(name).map((one) => {
    const at = one.indexOf('=')
    if (at < 1) throw refuse(errors.invalid(`Invalid value for: ${name}`))
    return [one.slice(0, at), one.slice(at + 1)]
  })
}

const properties = (content: Json, kind: 'private' | 'shared'): Json => {
  const all = content.extendedProperties
  return isObject(all) && isObject(all[kind]) ? all[kind] : {}
}

function wordsOf({ content }: Effective): string {
  const guests = attendeesOf(content).flatMap(({ email, displayName }) => [email, displayName])
  return [content.summary, content.description, content.location, ...guests]
    .filter(Boolean)
    .join(' ')
    .toLowerCase()
}

function matcher(query: URLSearchParams): EventQuery['matches'] {
  const uid = query.get('iCalUID')
  const words = (query.get('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const types = query.getAll('eventTypes')
  const wanted = (['private', 'shared'] as const).flatMap((kind) =>
    pairs(query, `${kind}ExtendedProperty`).map(([key, value]) => ({ kind, key, value })),
  )
  return (found) => {
    const row = rowOf(found)
    if (uid !== null && row.iCalUID !== uid) return false
    if (types.length > 0 && !types.includes(row.eventType)) return false
    if (words.length === 0 && wanted.length === 0) return true
    const now = effective(found)
    const text = words.length > 0 ? wordsOf(now) : ''
    return (
      words.every((word) => text.includes(word)) &&
      wanted.every(({ kind, key, value }) => properties(now.content, kind)[key] === value)
    )
  }
}

export function readQuery(api: CalendarCall): EventQuery {
  const { query } = api.call
  const syncToken = query.get('syncToken') ?? undefined
  if (syncToken !== undefined) {
    if (FORBIDDEN_WITH_TOKEN.some((name) => query.has(name)))
      throw refuse(errors.badRequest('Sync token cannot be used together with other query restrictions.'))
    if (query.get('showDeleted') === 'false')
      throw refuse(errors.badRequest('Deleted events cannot be left out with a sync token.'))
  }
  const singleEvents = flag(query, 'singleEvents')
  const orderBy = query.get('orderBy') ?? undefined
  if (orderBy !== undefined && orderBy !== 'startTime' && orderBy !== 'updated')
    throw refuse(errors.invalid('Invalid value for: orderBy'))
  if (orderBy === 'startTime' && !singleEvents)
    throw refuse(errors.badRequest('The requested ordering is not available for the particular query.'))
  const [timeMin, timeMax] = [instantIn(query, 'timeMin'), instantIn(query, 'timeMax')]
  if (timeMin !== undefined && timeMax !== undefined && timeMax <= timeMin) throw refuse(errors.EMPTY_RANGE)
  const updatedMin = instantIn(query, 'updatedMin')
  const oldest = api.world.clock.now() - api.world.switches.purgeDays * 86_400_000
  if (updatedMin !== undefined && updatedMin < oldest) throw refuse(errors.TOO_LONG_AGO)
  return {
    singleEvents,
    showDeleted: flag(query, 'showDeleted') || updatedMin !== undefined,
    orderBy,
    timeMin,
    timeMax,
    updatedMin,
    syncToken,
    shape: [singleEvents, query.getAll('eventTypes').sort(), query.get('showHiddenInvitations') === 'true'],
    matches: matcher(query),
  }
}
