// Converts Google's types to labels and back. A type is one of a few predefined words ("homeFax") or any text of the user. Predefined
// words are shown the way people write them; everything else stays as typed, in both directions.
import type { ListField } from '@/lib/domains/contacts/value/fields'

const PLACES = { home: 'Home', work: 'Work', other: 'Other' }

/** https://developers.google.com/people/api/rest/v1/people: the predefined types of each field. */
const KNOWN: Readonly<Record<ListField, Readonly<Record<string, string>>>> = {
  emails: PLACES,
  addresses: PLACES,
  phones: {
    ...PLACES,
    mobile: 'Mobile',
    homeFax: 'Home fax',
    workFax: 'Work fax',
    otherFax: 'Other fax',
    pager: 'Pager',
    workMobile: 'Work mobile',
    workPager: 'Work pager',
    main: 'Main',
    googleVoice: 'Google Voice',
  },
  websites: {
    ...PLACES,
    blog: 'Blog',
    profile: 'Profile',
    homePage: 'Home page',
    ftp: 'FTP',
    reservations: 'Reservations',
    appInstallPage: 'App install page',
  },
}

const knownTypes = (field: ListField) => Object.entries(KNOWN[field])
const maps = <T>(make: (field: ListField) => T): Readonly<Record<ListField, T>> => ({
  emails: make('emails'),
  phones: make('phones'),
  websites: make('websites'),
  addresses: make('addresses'),
})
const LABELS = maps((field) => new Map(knownTypes(field)))
const TYPES = maps((field) => new Map(knownTypes(field).map(([type, label]) => [label.toLowerCase(), type])))

/** '' if Google has no type. */
export function labelOf(field: ListField, type: string): string {
  const typed = type.trim()
  const known = LABELS[field].has(typed) ? typed : TYPES[field].get(typed.toLowerCase())
  return (known && LABELS[field].get(known)) ?? typed
}

/** '' is written as no type at all. */
export function typeOf(field: ListField, label: string): string {
  const typed = label.trim()
  return TYPES[field].get(typed.toLowerCase()) ?? typed
}

/** The label as Google would store it. */
export function heldLabel(field: ListField, label: string): string {
  return labelOf(field, typeOf(field, label))
}
