// What differs between two values of a matter: for its history, and for a form that was open while someone else saved. Pure.
import { EMPTY_MATTER, type Matter, type MatterField, STATUS_WORDS } from './matter'

/** What fields are called on pages. */
export const FIELD_WORDS: Readonly<Record<MatterField, string>> = {
  number: 'Number',
  description: 'Description',
  client: 'Client',
  status: 'Status',
  responsible: 'Responsible',
  related: 'Related contacts',
}

const KEYS = {
  number: 'number',
  description: 'description',
  client: 'clientId',
  status: 'status',
  responsible: 'responsibleId',
  related: 'related',
} as const satisfies Record<MatterField, keyof Matter>

const FIELDS = Object.keys(FIELD_WORDS) as readonly MatterField[]

export interface MatterChange {
  readonly field: MatterField
  /** In words; '' for nothing. */
  readonly from: string
  readonly to: string
}

/** `name`: of a contact or a user, by id. */
export type Names = (id: string) => string

/** The fields that differ, in the order of the form. Null: there was no matter. */
export function diffMatters(from: Matter | null, to: Matter | null, name: Names): readonly MatterChange[] {
  const [was, is] = [from ?? EMPTY_MATTER, to ?? EMPTY_MATTER]
  return FIELDS.filter((field) => !same(field, was, is)).map((field) => ({
    field,
    from: from ? words(field, was, name) : '',
    to: to ? words(field, is, name) : '',
  }))
}

const same = (field: MatterField, one: Matter, other: Matter): boolean =>
  JSON.stringify(one[KEYS[field]]) === JSON.stringify(other[KEYS[field]])

function words(field: MatterField, matter: Matter, name: Names): string {
  switch (field) {
    case 'number':
    case 'description':
      return matter[field]
    case 'status':
      return STATUS_WORDS[matter.status]
    case 'client':
      return matter.clientId ? name(matter.clientId) : ''
    case 'responsible':
      return matter.responsibleId ? name(matter.responsibleId) : ''
    case 'related':
      return matter.related
        .map(({ contactId, role }) => (role ? `${name(contactId)} (${role})` : name(contactId)))
        .join(', ')
  }
}

export interface RebasedMatter {
  /** What was typed wins where it was touched; elsewhere the matter as it is now. */
  readonly matter: Matter
  /** Fields that both changed differently: the typed value stays, and the person should check it. */
  readonly clashes: readonly MatterField[]
}

/** Someone else changed a matter from `base` to `now` while its form was open. */
export function rebaseMatter(base: Matter, typed: Matter, now: Matter): RebasedMatter {
  const theirs = FIELDS.filter((field) => same(field, base, typed))
  const matter = { ...typed, ...Object.fromEntries(theirs.map((field) => [KEYS[field], now[KEYS[field]]])) }
  const clashes = FIELDS.filter(
    (field) => !theirs.includes(field) && !same(field, base, now) && !same(field, typed, now),
  )
  return { matter, clashes }
}
