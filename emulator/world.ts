// The state of one emulator, and a People API call as its handlers see it.
import type { CalendarStore } from './calendar/store'
import type { Clock } from './control/clock'
import type { Faults } from './control/faults'
import type { Quota } from './control/quota'
import type { RequestLog } from './control/request-log'
import type { Switches } from './control/switches'
import { invalid } from './errors'
import type { Oauth } from './oauth/grants'
import type { FieldName } from './people/fields'
import type { SourceKind, View } from './people/person'
import { isObject } from './people/person-body'
import type { Call } from './reply'
import type { Account } from './store'

export interface World extends CalendarStore {
  readonly clock: Clock
  switches: Switches
  readonly accounts: Map<string, Account>
  readonly oauth: Oauth
  readonly quota: Quota
  readonly faults: Faults
  readonly log: RequestLog
  /** Seals sync and page tokens. */
  readonly secret: string
  /** Counts calls; varies the orders that Google does not promise. */
  turn: number
}

/** An authorized call to the People API. */
export interface ApiCall {
  readonly world: World
  readonly account: Account
  readonly call: Call
  /** The values of the path's wildcards. */
  readonly params: Readonly<Record<string, string>>
}

export function viewOf(api: ApiCall, fields: readonly FieldName[], sources: readonly SourceKind[]): View {
  return { fields, sources, turn: api.world.turn, shuffle: api.world.switches.shuffleEntries }
}

/** The JSON object in the body; an empty body is an empty object. */
export function bodyOf(call: Call): Record<string, unknown> {
  if (call.body.trim() === '') return {}
  let value: unknown
  try {
    value = JSON.parse(call.body)
  } catch {
    throw invalid('Invalid JSON payload received. Unexpected token.')
  }
  if (!isObject(value)) throw invalid('Invalid JSON payload received. Root element must be a message.')
  return value
}

/** An integer from the query within its range; `fallback` if absent or 0. */
export function numberOf(query: URLSearchParams, name: string, fallback: number, max: number): number {
  const raw = query.get(name)
  if (raw === null || raw === '' || raw === '0') return fallback
  const value = Number(raw)
  if (!Number.isInteger(value)) throw invalid(`Invalid value at '${name}' (TYPE_INT32), "${raw}"`, name)
  if (value < 1 || value > max) throw invalid(`${name} must be between 1 and ${max}.`, name)
  return value
}

/** A list of names in a body. */
export function namesOf(value: unknown, field: string): readonly string[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'string'))
    throw invalid(`Invalid value at '${field}' (TYPE_STRING).`, field)
  return value
}

export function textOf(value: unknown, field: string): string {
  if (value === undefined || value === null) return ''
  if (typeof value !== 'string') throw invalid(`Invalid value at '${field}' (TYPE_STRING).`, field)
  return value
}
