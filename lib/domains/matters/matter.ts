// The Matter value: what a person types about a matter of the firm. Pure. A matter is not synced: it names contacts by id, and says who
// is a client.
import { searchable } from '@/lib/domains/text/searchable'
import { beginning, shortened, storable, storableText } from '@/lib/domains/text/storable'

export const STATUSES = ['open', 'pending', 'closed'] as const
export type MatterStatus = (typeof STATUSES)[number]

export const STATUS_WORDS: Readonly<Record<MatterStatus, string>> = {
  open: 'Open',
  pending: 'Pending',
  closed: 'Closed',
}

export const asStatus = (text: string): MatterStatus | null => STATUSES.find((one) => one === text) ?? null

/** A contact that has to do with a matter without being its client. */
export interface RelatedContact {
  readonly contactId: string
  /** In words, such as "Opposing counsel"; '' if it is not said. */
  readonly role: string
}

export interface Matter {
  readonly number: string
  /** Several lines, separated by \n. */
  readonly description: string
  readonly status: MatterStatus
  /** The client's contact id; null until one is chosen. */
  readonly clientId: string | null
  /** The user who is responsible; null if nobody is. */
  readonly responsibleId: string | null
  /** Each contact once. */
  readonly related: readonly RelatedContact[]
}

export const EMPTY_MATTER: Matter = {
  number: '',
  description: '',
  status: 'open',
  clientId: null,
  responsibleId: null,
  related: [],
}

/** In UTF-16 units; `related`: entries. */
export const LIMITS = { number: 100, description: 4_000, role: 200, related: 100 } as const

export type MatterField = 'number' | 'description' | 'status' | 'client' | 'responsible' | 'related'

export interface MatterFault {
  readonly field: MatterField
  readonly message: string
}

/** Empty if the matter can be saved as it is. Each message says what to do. */
export function checkMatter({ number, description, clientId, related }: Matter): readonly MatterFault[] {
  const faults: MatterFault[] = []
  const add = (field: MatterField, message: string | null) => {
    if (message !== null) faults.push({ field, message })
  }
  if (number.trim() === '') add('number', 'A matter needs a number. Fill in Number.')
  else add('number', textFault('Number', number, LIMITS.number))
  add('description', textFault('Description', description, LIMITS.description))
  if (clientId === null) add('client', 'A matter needs a client. Choose a contact.')
  if (related.length > LIMITS.related)
    add(
      'related',
      `At most ${LIMITS.related} related contacts are allowed. Remove ${related.length - LIMITS.related}.`,
    )
  for (const { role } of related) add('related', textFault('A role', role, LIMITS.role))
  return faults
}

function textFault(name: string, text: string, most: number): string | null {
  if (text.length > most)
    return `${name} has ${count(text.length)} characters; at most ${count(most)} are allowed. Shorten it.`
  return storableText(text) === text
    ? null
    : `${name} contains a character that cannot be stored. Type it again.`
}

const count = (many: number) => many.toLocaleString('en-US')

/** The matter as it is stored: text that the database can store, without spaces around the number and roles, each related contact once. */
export function normalMatter(matter: Matter): Matter {
  const { number, related, ...others } = storable(matter)
  const seen = new Set<string>()
  const once = related.filter(({ contactId }) => !seen.has(contactId) && seen.add(contactId))
  return {
    ...others,
    number: number.trim().replace(/\s+/g, ' '),
    related: once.map(({ contactId, role }) => ({ contactId, role: role.trim().replace(/\s+/g, ' ') })),
  }
}

/** Digits of a number are padded to this many, so that "2" sorts before "10". */
const DIGITS = 12
/** An index entry in Postgres must stay below 2,700 bytes. */
const SORT_KEY_LENGTH = 300

/** Lists are sorted by it: "2026-9" before "2026-10", in any case and with any accents. */
export const matterSortKey = ({ number }: Pick<Matter, 'number'>): string =>
  beginning(
    searchable(number).replace(/\d+/g, (digits) => digits.padStart(DIGITS, '0')),
    SORT_KEY_LENGTH,
  )

/** The searchable text of the matter itself; a search also looks into its client's. */
export const matterSearchText = ({ number, description, related }: Matter): string =>
  searchable([number, description, ...related.map(({ role }) => role)].filter(Boolean).join('\n'))

/** What a matter is called where there is one line for it. */
export const matterName = ({ number, description }: Pick<Matter, 'number' | 'description'>): string =>
  [number, shortened(description.split('\n', 1)[0]?.trim() ?? '', 100)].filter(Boolean).join(' · ')

/** Adds a role to what a contact already is in a matter: both, without saying one twice. */
export function joinedRoles(one: string, other: string): string {
  const parts = [...one.split(', '), ...other.split(', ')].filter(Boolean)
  return beginning([...new Set(parts)].join(', '), LIMITS.role)
}
