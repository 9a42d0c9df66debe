// What is stored of a planned change of a contact, read back: its version first, then its parts.
import type { Base, Change, Conflict, Reason, Write } from '@/lib/domains/contacts/types'
import { FIELDS, type FieldName } from '@/lib/domains/contacts/value/fields'
import { isObject, isPartOf, parseContact } from '@/lib/domains/contacts/value/stored-contact'

/** A Change without the columns that stand beside it. */
export type ChangeBody = Pick<
  Change,
  'local' | 'remote' | 'base' | 'tombstone' | 'conflicts' | 'reasons' | 'probability'
>

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
 * The body of a stored change, every part of it checked. Dates inside reasons are text in JSON; a contact may lack fields that came
 * later. Throws an UnreadableChange where the version is unknown or a part is damaged.
 */
export function parseBody({ id, body, bodyVersion }: StoredBody): ChangeBody {
  if (bodyVersion !== BODY_VERSION) throw newer(id, bodyVersion)
  if (!isObject(body)) throw damaged(id, 'its body')
  const { tombstone = null, probability = null } = body
  if (tombstone !== null && !isSide(tombstone)) throw damaged(id, 'tombstone')
  if (probability !== null && typeof probability !== 'number') throw damaged(id, 'probability')
  return {
    local: write(id, 'local', body.local),
    remote: write(id, 'remote', body.remote),
    base: base(id, body.base),
    tombstone,
    conflicts: list(id, 'conflicts', body.conflicts, conflict),
    reasons: list(id, 'reasons', body.reasons, reason),
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

function write(id: string, part: 'local' | 'remote', json: unknown): Write | null {
  if (json === null || json === undefined) return null
  if (!isObject(json)) throw damaged(id, part)
  return { from: end(id, `${part}.from`, json.from), to: end(id, `${part}.to`, json.to) }
}

function end(id: string, part: string, json: unknown) {
  if (json === null) return null
  const contact = parseContact(json)
  if (contact === null) throw damaged(id, part)
  return contact
}

function base(id: string, json: unknown): Base | null {
  if (json === null || json === undefined) return null
  const [local, remote] = isObject(json) ? [parseContact(json.local), parseContact(json.remote)] : []
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

const isSide = (json: unknown): json is 'local' | 'remote' => json === 'local' || json === 'remote'
const isText = (json: unknown) => typeof json === 'string'
const isCount = (json: unknown) => typeof json === 'number'
const isField = (json: unknown): json is FieldName => typeof json === 'string' && Object.hasOwn(FIELDS, json)
const isFields = (json: unknown) => Array.isArray(json) && json.every(isField)
const isTime = (json: unknown) => typeof json === 'string' && !Number.isNaN(Date.parse(json))

function conflict(json: unknown): Conflict | null {
  if (!isObject(json)) return null
  const { id, field, base, local, remote, mayKeepBoth } = json
  const parts = [base, local, remote]
  return isText(id) &&
    isField(field) &&
    typeof mayKeepBoth === 'boolean' &&
    parts.every((part) => isPartOf(field, part))
    ? (json as unknown as Conflict)
    : null
}

type Check = (json: unknown) => boolean

/** The parts of each kind of reason. A part that a Reason has and this table lacks does not compile. */
const REASONS: {
  readonly [K in Reason['kind']]: Readonly<
    Record<Exclude<keyof Extract<Reason, { readonly kind: K }>, 'kind'>, Check>
  >
} = {
  onlyOn: { side: isSide },
  namesake: { side: isSide },
  sameNameAndEmail: { email: isText },
  ourKey: {},
  agrees: { field: isField, value: isText },
  resembles: { field: isField, local: isText, remote: isText },
  differs: { field: isField, local: isText, remote: isText },
  severalCandidates: { count: isCount },
  edited: { side: isSide, fields: isFields },
  deleted: { side: isSide },
  merged: { side: isSide, into: isText, name: isText },
  returns: { side: isSide, deletedAt: isTime },
  keptSeparate: {},
  linkedByPerson: {},
}
const reasonChecks: ReadonlyMap<unknown, readonly (readonly [string, Check])[]> = new Map(
  Object.entries(REASONS).map(([kind, parts]) => [kind, Object.entries<Check>(parts)]),
)

function reason(json: unknown): Reason | null {
  if (!isObject(json)) return null
  const checks = reasonChecks.get(json.kind)
  if (!checks?.every(([part, holds]) => holds(json[part]))) return null
  const known = json as unknown as Reason
  return known.kind === 'returns' ? { ...known, deletedAt: new Date(known.deletedAt) } : known
}
