// Converts labels between people's words and those of contact files. Unknown labels stay as they are.
import type { ContentLine } from '@/lib/domains/contacts/vcard/lines'

/** TYPE values without information: every phone has voice, every email address is on the internet. */
const SILENT = new Set(
  'PREF VOICE MSG TEXT INTERNET SMTP X400 IPHONE APPLEWATCH DOM INTL POSTAL PARCEL X-INTERNET -1'.split(' '),
)

const PLACES: ReadonlyMap<string, string> = new Map(
  Object.entries({ HOME: 'Home', WORK: 'Work', OTHER: 'Other' }),
)

const KINDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    CELL: 'Mobile',
    MOBILE: 'Mobile',
    PAGER: 'Pager',
    MAIN: 'Main',
    'MAIN-NUMBER': 'Main',
    CAR: 'Car',
    ISDN: 'ISDN',
    VIDEO: 'Video',
    TEXTPHONE: 'Textphone',
    BLOG: 'Blog',
    PROFILE: 'Profile',
    HOMEPAGE: 'Home page',
    SCHOOL: 'School',
    ASSISTANT: 'Assistant',
    CALLBACK: 'Callback',
    COMPANY: 'Company',
    RADIO: 'Radio',
    TLX: 'Telex',
    TTYTDD: 'TTY/TDD',
  }),
)

/** What Apple and Google write for one of their own labels, in lower case letters. */
const CHOSEN: ReadonlyMap<string, string> = new Map(
  Object.entries({
    home: 'Home',
    work: 'Work',
    other: 'Other',
    mobile: 'Mobile',
    main: 'Main',
    pager: 'Pager',
    homefax: 'Home fax',
    workfax: 'Work fax',
    otherfax: 'Other fax',
    workmobile: 'Work mobile',
    workpager: 'Work pager',
    googlevoice: 'Google Voice',
    grandcentral: 'Google Voice',
    homepage: 'Home page',
    profile: 'Profile',
    blog: 'Blog',
    school: 'School',
    ftp: 'FTP',
    reservations: 'Reservations',
    appinstallpage: 'App install page',
  }),
)

/** Converts `googleVoice`, `PROFILE`, `_$!<HomeFAX>!$_` and `Home Fax` to our words; leaves everything else. */
export function chosenLabel(text: string): string {
  return CHOSEN.get(text.replace(/[\s_-]/g, '').toLowerCase()) ?? text
}

/** Apple wraps its own labels; Google writes the names of its constants. A person's own label stays as typed. */
export function labelOfGroup(text: string): string {
  const apple = /^_\$!<(.*)>!\$_$/.exec(text)?.[1]
  if (apple !== undefined) return chosenLabel(apple)
  return /^[a-z]+[A-Z][A-Za-z]*$|^(?:PROFILE|BLOG)$/.test(text) ? chosenLabel(text) : text
}

/** The label for the TYPE parameters of a phone, email address, website or address; '' for none. */
export function labelOfTypes(content: ContentLine): string {
  const custom = content.params.get('X-CUSTOM')?.[0]?.trim()
  return custom
    ? chosenLabel(custom)
    : [labelOfKnown(content), ...ownTypes(content)].filter(Boolean).join(', ')
}

/** A custom label beside a place or a kind: `TYPE=CELL,X-Studio`. */
function ownTypes(content: ContentLine): readonly string[] {
  const types = typesOf(content)
  const known = types.filter((type) => KINDS.has(type.toUpperCase()) || PLACES.has(type.toUpperCase()))
  if (known.length === 0 && !types.some((type) => type.toUpperCase() === 'FAX')) return []
  return types.filter((type) => /^x-/i.test(type)).map(ownLabel)
}

function labelOfKnown(content: ContentLine): string {
  const types = typesOf(content)
  const upper = new Set(types.map((type) => type.toUpperCase()))
  const places = [...upper].flatMap((type) => PLACES.get(type) ?? [])
  if (upper.has('FAX')) return places[0] ? `${places[0]} fax` : 'Other fax'
  const kinds = [...new Set([...upper].flatMap((type) => KINDS.get(type) ?? []))]
  if (kinds.length > 0) return withPlace(kinds[0] ?? '', upper.has('WORK'))
  if (places.length > 0) return places.join(', ')
  return types.map(ownLabel).filter(Boolean).join(', ')
}

const withPlace = (kind: string, atWork: boolean) =>
  atWork && (kind === 'Mobile' || kind === 'Pager') ? `Work ${kind.toLowerCase()}` : kind

/** Removes the "X-" that 3.0 requires for a custom label. */
function ownLabel(type: string): string {
  if (SILENT.has(type.toUpperCase())) return ''
  return chosenLabel(type.replace(/^x-/i, ''))
}

/** Quoted lists (`TYPE="voice,home"`) are several values. */
export function typesOf(content: ContentLine): readonly string[] {
  return (content.params.get('TYPE') ?? []).flatMap((type) => type.split(',')).map((type) => type.trim())
}

/** 1 is the first choice; a line without a preference comes last. */
export function preferenceOf(content: ContentLine): number {
  const number = Number.parseInt(content.params.get('PREF')?.[0] ?? '', 10)
  if (number >= 1 && number <= 100) return number
  return typesOf(content).some((type) => type.toUpperCase() === 'PREF') || content.params.has('PREF')
    ? 1
    : 101
}

const PLACE_TYPES: Readonly<Record<string, string>> = { Home: 'home', Work: 'work' }
const PHONE_TYPES: Readonly<Record<string, string>> = {
  ...PLACE_TYPES,
  Mobile: 'cell',
  'Work mobile': 'work,cell',
  Pager: 'pager',
  'Work pager': 'work,pager',
  'Home fax': 'home,fax',
  'Work fax': 'work,fax',
  'Other fax': 'fax',
  Video: 'video',
  Textphone: 'textphone',
}

/** The vCard 4.0 TYPE values that read back as exactly this label; null if it needs a custom label. */
export function typeForLabel(label: string, property: 'TEL' | 'EMAIL' | 'URL' | 'ADR'): string | null {
  const types = property === 'TEL' ? PHONE_TYPES : PLACE_TYPES
  return Object.hasOwn(types, label) ? (types[label] ?? null) : null
}
