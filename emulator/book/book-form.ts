// The form of one contact on the emulator's page. Reading it back keeps the data that it does not show.

import { h, type Markup } from '@/emulator/page'
import { formattedType } from '@/emulator/people/derive'
import type { FieldName } from '@/emulator/people/fields'
import { groupNameOf, membership } from '@/emulator/people/memberships'
import { type Content, type Entry, isObject } from '@/emulator/people/person-body'
import { type Account, MY_CONTACTS } from '@/emulator/store'

interface Input {
  readonly key: string
  readonly label: string
  readonly type?: 'email' | 'tel' | 'url'
}

interface Rows {
  readonly field: FieldName
  readonly title: string
  /** Singletons have one row and no empty row for another. */
  readonly one?: boolean
  readonly inputs: readonly Input[]
}

const LABEL: Input = { key: 'type', label: 'Label' }

const FORM: readonly Rows[] = [
  {
    field: 'names',
    title: 'Name',
    one: true,
    inputs: [
      { key: 'honorificPrefix', label: 'Prefix' },
      { key: 'givenName', label: 'First name' },
      { key: 'middleName', label: 'Middle name' },
      { key: 'familyName', label: 'Last name' },
      { key: 'honorificSuffix', label: 'Suffix' },
    ],
  },
  { field: 'nicknames', title: 'Nickname', one: true, inputs: [{ key: 'value', label: 'Nickname' }] },
  {
    field: 'organizations',
    title: 'Company',
    inputs: [
      { key: 'name', label: 'Company' },
      { key: 'title', label: 'Job title' },
      { key: 'department', label: 'Department' },
    ],
  },
  {
    field: 'emailAddresses',
    title: 'Email',
    inputs: [{ key: 'value', label: 'Email', type: 'email' }, LABEL],
  },
  { field: 'phoneNumbers', title: 'Phone', inputs: [{ key: 'value', label: 'Phone', type: 'tel' }, LABEL] },
  {
    field: 'addresses',
    title: 'Address',
    inputs: [
      { key: 'streetAddress', label: 'Street' },
      { key: 'extendedAddress', label: 'Street, second line' },
      { key: 'city', label: 'City' },
      { key: 'region', label: 'State or region' },
      { key: 'postalCode', label: 'Postal code' },
      { key: 'country', label: 'Country' },
      LABEL,
    ],
  },
  { field: 'urls', title: 'Website', inputs: [{ key: 'value', label: 'Website' }, LABEL] },
]

/** Every field that the form can write. */
export const FORM_FIELDS: readonly FieldName[] = [
  ...FORM.map((rows) => rows.field),
  'birthdays',
  'biographies',
  'memberships',
]

const nameOf = (field: string, index: number, key: string) => `${field}.${index}.${key}`
const text = (entry: Entry, key: string) => (typeof entry[key] === 'string' ? (entry[key] as string) : '')

function rowOf({ field, title, one, inputs }: Rows, entry: Entry, index: number): Markup {
  const fields = inputs.map(({ key, label, type }) => {
    const list = key === 'type' ? { markup: ' list="labels"' } : ''
    const spoken = one ? label : `${title} ${index + 1}: ${label}`
    return h`<label>${label}<input name="${nameOf(field, index, key)}" value="${text(entry, key)}" aria-label="${spoken}"
${type ? { markup: ` type="${type === 'email' ? 'text' : type}" inputmode="${type}"` } : ''}${list} autocomplete="off"></label>`
  })
  return h`<div class="row">${fields}</div>`
}

function rowsOf(rows: Rows, content: Content): Markup {
  const entries = content[rows.field] ?? []
  const shown = rows.one ? [entries[0] ?? {}] : [...entries, {}]
  return h`<fieldset><legend>${rows.title}</legend>${shown.map((entry, index) => rowOf(rows, entry, index))}</fieldset>`
}

function birthdayOf(content: Content): Markup {
  const entry = content.birthdays?.[0]?.date
  const date = isObject(entry) ? entry : {}
  const part = (key: string, label: string) =>
    h`<label>${label}<input name="birthday.${key}" value="${String(date[key] ?? '')}" inputmode="numeric" pattern="[0-9]*" autocomplete="off"></label>`
  return h`<fieldset><legend>Birthday</legend><div class="row">${part('month', 'Month')}${part('day', 'Day')}${part('year', 'Year (may stay empty)')}</div></fieldset>`
}

const ownGroups = (account: Account) => [
  { resourceName: 'contactGroups/starred', name: '★ Starred' },
  ...[...account.groups.values()]
    .filter((group) => !group.deleted)
    .map(({ id, name }) => ({ resourceName: `contactGroups/${id}`, name })),
]

function groupsOf(account: Account, content: Content): Markup {
  const inside = new Set((content.memberships ?? []).map(groupNameOf))
  const ticks = ownGroups(account).map(
    ({
      resourceName,
      name,
    }) => h`<label class="tick"><input type="checkbox" name="group" value="${resourceName}"
${inside.has(resourceName) ? { markup: ' checked' } : ''}>${name}</label>`,
  )
  return h`<fieldset><legend>Labels</legend>${ticks}</fieldset>`
}

const SUGGESTED = [
  'home',
  'work',
  'mobile',
  'main',
  'homeFax',
  'workFax',
  'pager',
  'other',
  'blog',
  'profile',
]

export function formOf(account: Account, content: Content): Markup {
  const notes = text(content.biographies?.[0] ?? {}, 'value')
  return h`<datalist id="labels">${SUGGESTED.map((type) => h`<option value="${type}">${formattedType(type)}</option>`)}</datalist>
${FORM.map((rows) => rowsOf(rows, content))}${birthdayOf(content)}
<fieldset><legend>Notes</legend><label>Notes<textarea name="notes" rows="4">${notes}</textarea></label></fieldset>
${groupsOf(account, content)}`
}

function readRows({ field, one, inputs }: Rows, fields: URLSearchParams, before: Content): readonly Entry[] {
  const known = before[field] ?? []
  const count = one ? 1 : known.length + 1
  const entries = Array.from({ length: count }, (_, index) => {
    const entry: Record<string, unknown> = { ...known[index] }
    for (const { key } of inputs) {
      const value = (fields.get(nameOf(field, index, key)) ?? '').trim()
      if (value !== text(known[index] ?? {}, key)) delete entry.formattedValue
      if (value) entry[key] = value
      else delete entry[key]
    }
    if (field === 'names') delete entry.unstructuredName
    const filled = inputs.some(({ key }) => key !== 'type' && entry[key])
    return filled ? [entry] : []
  }).flat()
  return one ? [...entries, ...known.slice(1)] : entries
}

function readBirthday(fields: URLSearchParams): readonly Entry[] {
  const parts = ['year', 'month', 'day'].flatMap((key) => {
    const value = Number(fields.get(`birthday.${key}`) ?? '')
    return Number.isInteger(value) && value > 0 ? [[key, value]] : []
  })
  return parts.length > 0 ? [{ date: Object.fromEntries(parts) }] : []
}

function readGroups(account: Account, fields: URLSearchParams, before: Content): readonly Entry[] {
  const offered = new Set(ownGroups(account).map((group) => group.resourceName))
  const kept = (before.memberships ?? [MY_CONTACTS]).filter((entry) => !offered.has(groupNameOf(entry)))
  return [
    ...kept,
    ...fields
      .getAll('group')
      .filter((name) => offered.has(name))
      .map(membership),
  ]
}

/** The submitted form as the fields in FORM_FIELDS; data of an entry that the form does not show is kept. */
export function readForm(account: Account, fields: URLSearchParams, before: Content): Content {
  const notes = (fields.get('notes') ?? '').replace(/\r\n/g, '\n').trim()
  return {
    ...Object.fromEntries(FORM.map((rows) => [rows.field, readRows(rows, fields, before)])),
    birthdays: readBirthday(fields),
    biographies: notes ? [{ ...before.biographies?.[0], value: notes }] : [],
    memberships: readGroups(account, fields, before),
  }
}
