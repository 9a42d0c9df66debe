// The heading of Google's contact CSV: the column of each field. One table has the names of both headings.
// A column without a field is named by its content.

const SINGLE = {
  fullName: ['name'],
  prefix: ['name prefix'],
  firstName: ['first name', 'given name'],
  middleName: ['middle name', 'additional name'],
  lastName: ['last name', 'family name'],
  suffix: ['name suffix'],
  nickname: ['nickname'],
  company: ['organization name', 'organization 1 - name'],
  title: ['organization title', 'organization 1 - title'],
  department: ['organization department', 'organization 1 - department'],
  birthday: ['birthday'],
  notes: ['notes'],
  groups: ['labels', 'group membership'],
} as const
export type SingleColumn = keyof typeof SINGLE
const LISTS = { emails: 'e-mail', phones: 'phone', websites: 'website' } as const
export const ADDRESS_PARTS = {
  whole: 'formatted',
  street: 'street',
  extension: 'extended address',
  box: 'po box',
  city: 'city',
  region: 'region',
  postalCode: 'postal code',
  country: 'country',
} as const
export type AddressPart = keyof typeof ADDRESS_PARTS

export interface ListColumns {
  readonly label: number
  readonly value: number
}

/** The column of each field; -1 if the file does not have it. */
export interface Columns {
  readonly single: Readonly<Record<SingleColumn, number>>
  readonly lists: Readonly<Record<keyof typeof LISTS, readonly ListColumns[]>>
  readonly addresses: readonly (Readonly<Record<AddressPart, number>> & { readonly label: number })[]
  readonly rest: readonly { readonly at: number; readonly what: string }[]
}

/** null if it is not one of Google's headings. */
export function columnsOf(heading: readonly string[]): Columns | null {
  const names = heading.map((name) => name.trim().toLowerCase())
  const used = new Set<number>()
  const at = (...wanted: readonly string[]) => {
    const found = names.findIndex((name) => wanted.includes(name))
    used.add(found)
    return found
  }
  const labelAt = (stem: string) => at(`${stem} - label`, `${stem} - type`)
  const list = (stem: string) =>
    numbered(names, stem).map((one) => ({ label: labelAt(one), value: at(`${one} - value`) }))

  const single = fromEntries(SINGLE, (wanted) => at(...wanted))
  const lists = fromEntries(LISTS, list)
  const addresses = numbered(names, 'address').map((one) => ({
    label: labelAt(one),
    ...fromEntries(ADDRESS_PARTS, (part) => at(`${one} - ${part}`)),
  }))
  const numberedColumns = lists.emails.length + lists.phones.length + lists.websites.length + addresses.length
  const named = single.firstName >= 0 || single.lastName >= 0 || single.fullName >= 0
  const googles = numberedColumns > 0 || single.groups >= 0 || single.company >= 0
  if (!named || !googles) return null
  const rest = names.flatMap((name, index) => {
    const what = used.has(index) ? null : whatOf(name)
    return what === null ? [] : [{ at: index, what }]
  })
  return { single, lists, addresses, rest }
}

export function fromEntries<K extends string, V, T>(table: Readonly<Record<K, V>>, make: (value: V) => T) {
  return Object.fromEntries(Object.entries<V>(table).map(([key, value]) => [key, make(value)])) as Record<
    K,
    T
  >
}

/** "phone 1", "phone 2", ... as far as the heading has them. */
function numbered(names: readonly string[], stem: string): readonly string[] {
  const pattern = new RegExp(`^${stem} \\d+ - `)
  const found = names.filter((name) => pattern.test(name)).map((name) => name.slice(0, name.indexOf(' - ')))
  return [...new Set(found)]
}

const WHAT: readonly (readonly [RegExp, string])[] = [
  [/ - (label|type|service)$/, ''],
  [/^photo$/, 'photo'],
  [/^phonetic|yomi/, 'sound or pronunciation'],
  [/^file as$/, 'sorting name'],
  [/^im \d/, 'instant messaging'],
  [/^relation \d/, 'related person'],
  [/^event \d/, 'other date'],
  [/^custom field \d/, 'custom field'],
  [/^organization \d+ - name$/, 'second company'],
  [/^organization \d/, 'details of the company'],
  [/^(gender|language|maiden name)$/, '$'],
  [/^(hobby|interest)/, 'interest'],
]

/** The content of a column without a field; null if people do not need it. */
function whatOf(name: string): string | null {
  if (name === '') return null
  const what = WHAT.find(([pattern]) => pattern.test(name))?.[1] ?? '$'
  return what === '$' ? name : what || null
}
