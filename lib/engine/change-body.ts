// What is stored of a planned change, read back: its version first, then its parts. The domain reads the values in it.
import type { Domain } from './domain'
import { isObject } from './json'
import {
  type Base,
  type Change,
  type Conflict,
  REASON_WEIGHTS,
  type Reason,
  type Side,
  type Write,
} from './model'

/** A Change without the columns that stand beside it. */
export type ChangeBody<V> = Pick<
  Change<V>,
  'local' | 'remote' | 'base' | 'tombstone' | 'conflicts' | 'reasons' | 'probability'
>

/** What the domain says of its stored values. */
type Values<V> = Pick<Domain<V>, 'fields' | 'parse' | 'isPart'>

/**
 * Of the bodies that this program writes. A body that must be read another way gets another number, and parseBody a branch for each
 * number that may still be stored. SQL looks into bodies too: lib/store/review/writes.ts.
 */
export const BODY_VERSION = 1

/** A body and the row that it belongs to. */
export interface StoredBody {
  /** Of the change: errors name it. */
  readonly id: string
  readonly body: unknown
  readonly bodyVersion: number
}

/** A change that this program cannot read. `id`: the change. Its row stays as it is. */
export class UnreadableChange extends Error {
  readonly id: string
  readonly why: 'newer' | 'damaged'

  constructor(id: string, why: 'newer' | 'damaged', detail: string) {
    super(`Change ${id} cannot be read: ${detail}`)
    this.name = 'UnreadableChange'
    this.id = id
    this.why = why
  }
}

/**
 * The body of a stored change, every part of it checked. Dates inside reasons are text in JSON; a value may lack fields that came
 * later. Throws an UnreadableChange where the version is unknown or a part is damaged.
 */
export function parseBody<V>(values: Values<V>, { id, body, bodyVersion }: StoredBody): ChangeBody<V> {
  if (bodyVersion !== BODY_VERSION) throw newer(id, bodyVersion)
  if (!isObject(body)) throw damaged(id, 'its body')
  const { tombstone = null, probability = null } = body
  if (tombstone !== null && !isSide(tombstone)) throw damaged(id, 'tombstone')
  if (probability !== null && typeof probability !== 'number') throw damaged(id, 'probability')
  return {
    local: write(values, id, 'local', body.local),
    remote: write(values, id, 'remote', body.remote),
    base: base(values, id, body.base),
    tombstone,
    conflicts: list(id, 'conflicts', body.conflicts, (one) => conflict(values, one)),
    reasons: list(id, 'reasons', body.reasons, (one) => reason(values, one)),
    probability,
  }
}

/** Of a change that a version of Concord wrote which this one does not know. */
export const newer = (id: string, version: number): UnreadableChange =>
  new UnreadableChange(
    id,
    'newer',
    `its body has version ${version}, and this program reads version ${BODY_VERSION}. Start the version of Concord that wrote it, or a newer one.`,
  )

const damaged = (id: string, part: string): UnreadableChange =>
  new UnreadableChange(id, 'damaged', `${part} is damaged. Restore the database from a backup.`)

function write<V>(values: Values<V>, id: string, part: Side, json: unknown): Write<V> | null {
  if (json === null || json === undefined) return null
  if (!isObject(json)) throw damaged(id, part)
  return { from: end(values, id, `${part}.from`, json.from), to: end(values, id, `${part}.to`, json.to) }
}

function end<V>({ parse }: Values<V>, id: string, part: string, json: unknown): V | null {
  if (json === null) return null
  const value = parse(json)
  if (value === null) throw damaged(id, part)
  return value
}

function base<V>({ parse }: Values<V>, id: string, json: unknown): Base<V> | null {
  if (json === null || json === undefined) return null
  const [local, remote] = isObject(json) ? [parse(json.local), parse(json.remote)] : []
  if (!local || !remote) throw damaged(id, 'base')
  return { local, remote }
}

function list<T>(id: string, part: string, json: unknown, parse: (one: unknown) => T | null): readonly T[] {
  if (!Array.isArray(json)) throw damaged(id, part)
  return json.map((one) => {
    const parsed = parse(one)
    if (parsed === null) throw damaged(id, part)
    return parsed
  })
}

const isSide = (json: unknown): json is Side => json === 'local' || json === 'remote'
const isText = (json: unknown) => typeof json === 'string'
const isCount = (json: unknown) => typeof json === 'number'
const isWeight = (json: unknown) =>
  json === undefined || (REASON_WEIGHTS as readonly unknown[]).includes(json)
const isTime = (json: unknown) => typeof json === 'string' && !Number.isNaN(Date.parse(json))

const isFieldOf = <V>({ fields }: Values<V>, json: unknown): json is (typeof fields)[number] =>
  (fields as readonly unknown[]).includes(json)

function conflict<V>(values: Values<V>, json: unknown): Conflict<V> | null {
  if (!isObject(json)) return null
  const { id, field, base, local, remote, mayKeepBoth } = json
  return isText(id) &&
    isFieldOf(values, field) &&
    typeof mayKeepBoth === 'boolean' &&
    [base, local, remote].every((part) => values.isPart(field, part))
    ? (json as unknown as Conflict<V>)
    : null
}

/** 'field' and 'fields' are names of the domain's fields. */
type Check = ((json: unknown) => boolean) | 'field' | 'fields'
type AnyReason = Reason<Readonly<Record<string, unknown>>>

/** The parts of each kind of reason. A part that a Reason has and this table lacks does not compile. */
const REASONS: {
  readonly [K in AnyReason['kind']]: Readonly<
    Record<Exclude<keyof Extract<AnyReason, { readonly kind: K }>, 'kind'>, Check>
  >
} = {
  onlyOn: { side: isSide },
  namesake: { side: isSide },
  toldApart: { side: isSide, field: 'field', local: isText, remote: isText },
  sameNameAndEmail: { email: isText },
  companyIn: { side: isSide },
  ourKey: {},
  agrees: { field: 'field', value: isText, weight: isWeight },
  resembles: { field: 'field', local: isText, remote: isText, weight: isWeight },
  differs: { field: 'field', local: isText, remote: isText, weight: isWeight },
  severalCandidates: { count: isCount },
  edited: { side: isSide, fields: 'fields' },
  deleted: { side: isSide },
  merged: { side: isSide, into: isText, name: isText },
  returns: { side: isSide, deletedAt: isTime },
  losesOccurrences: { side: isSide, count: isCount },
  asks: { about: isText },
  stays: { side: isSide },
  mayBeMine: { id: isText },
  keptSeparate: {},
  linkedByPerson: {},
  undoes: {},
}
const reasonChecks: ReadonlyMap<unknown, readonly (readonly [string, Check])[]> = new Map(
  Object.entries(REASONS).map(([kind, parts]) => [kind, Object.entries<Check>(parts)]),
)

function holds<V>(values: Values<V>, check: Check, json: unknown): boolean {
  if (check === 'field') return isFieldOf(values, json)
  if (check === 'fields') return Array.isArray(json) && json.every((one) => isFieldOf(values, one))
  return check(json)
}

function reason<V>(values: Values<V>, json: unknown): Reason<V> | null {
  if (!isObject(json)) return null
  const checks = reasonChecks.get(json.kind)
  if (!checks?.every(([part, check]) => holds(values, check, json[part]))) return null
  const known = json as unknown as Reason<V>
  return known.kind === 'returns' ? { ...known, deletedAt: new Date(known.deletedAt) } : known
}
