// Contacts for property tests: often lifelike, sometimes hostile (any script, emoji, commas, several lines).
// They are what the form and the readers accept: trimmed text, no control characters, no empty entries.
import fc from 'fast-check'
import type {
  Address,
  Contact,
  ContactKind,
  LabelledValue,
  PartialDate,
} from '@/lib/domains/contacts/value/contact'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { FIELDS, LIST_FIELDS, type ListField, type SingleField } from '@/lib/domains/contacts/value/fields'

const FIRST_NAMES = ['Ana', 'José', 'Zoë', 'Wei', 'Ngọc', 'Олена', 'محمد', '美咲', "D'Arcy", 'Mary Ann', 'J.']
const LAST_NAMES = [
  'Silva',
  'Smith',
  'Smith-Jones',
  "O'Brien",
  'van der Berg',
  'Nguyễn',
  'Коваль',
  '佐藤',
  'Öztürk',
]
const COMPANIES = ['Acme', 'Acme, Inc.', 'Smith; Jones & Co', 'Müller GmbH', 'R\\D Labs', '株式会社日本']
const EMAILS = [
  'ana@example.com',
  'Ana.Silva@Example.com',
  'j.smith@law.example',
  'info@acme.example',
  'zoë@exämple.de',
]
const PHONES = [
  '+1 415 555 0132',
  '(415) 555-0132',
  '020 7946 0018',
  '+49 30 901820',
  '555-0199 ext. 7',
  '112',
]
const WEBSITES = [
  'https://example.com',
  'acme.example',
  'http://law.example/people?id=7&x=a,b;c',
  'HTTPS://Example.COM/',
]
const LABELS = [
  '',
  'Home',
  'Work',
  'Mobile',
  'Other',
  'Main',
  'Work fax',
  'Home fax',
  'Pager',
  'Beach house',
  'work',
]
const STREETS = [
  '1 Main St',
  '1 Main Street\nSuite 200',
  'Kurfürstendamm 26a',
  'Rua do Carmo, 12; 3º esq.',
  '',
]

const visible = (text: string) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\uFEFF]/gu, '').trim()
const hostile = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({
      unit: fc.constantFrom(
        ',',
        ';',
        ':',
        '\\',
        '"',
        '=',
        '^',
        'n',
        'N',
        '.',
        ' ',
        '👩‍👩‍👧',
        'é',
        'BEGIN:VCARD',
      ),
    }),
    fc.string({ unit: 'grapheme', minLength: 60, maxLength: 120 }),
  )
  .map(visible)

const likely = (values: readonly string[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: hostile })
const given = (texts: fc.Arbitrary<string>) => texts.filter((text) => text !== '')
const seldom = (texts: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant('') }, { weight: 1, arbitrary: texts })

const several = fc
  .array(likely(['Met at the hearing', 'Calls after 5 pm, never before', 'see: file 12;3', '']), {
    maxLength: 4,
  })
  .map((lines) => lines.join('\n').trim())

const SINGLES: Readonly<Record<Exclude<SingleField, 'birthday'>, fc.Arbitrary<string>>> = {
  prefix: seldom(likely(['Dr.', 'Mr.', 'Hon.'])),
  firstName: likely(FIRST_NAMES),
  middleName: seldom(likely(['Q.', 'Maria', 'de'])),
  lastName: likely(LAST_NAMES),
  suffix: seldom(likely(['Jr.', 'III', 'Esq.'])),
  nickname: seldom(likely(['Bob', 'Zo, the great'])),
  company: seldom(likely(COMPANIES)),
  title: seldom(likely(['Partner', 'Head of R,D'])),
  department: seldom(likely(['Litigation', 'Sales; West'])),
  notes: seldom(several),
}

/** Only forms that exist on both sides: complete, without year, year and month, year alone. */
export const birthdayArbitrary: fc.Arbitrary<PartialDate> = fc
  .record({
    year: fc.integer({ min: 1605, max: 2099 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
    form: fc.constantFrom('full', 'full', 'noYear', 'noYear', 'noDay', 'yearOnly'),
  })
  .map(({ year, month, day, form }) => ({
    year: form === 'noYear' ? null : year,
    month: form === 'yearOnly' ? null : month,
    day: form === 'full' || form === 'noYear' ? day : null,
  }))

const labels = likely(LABELS)
const labelled = (values: readonly string[]): fc.Arbitrary<LabelledValue> =>
  fc.record({ value: given(likely(values)), label: labels })

export const addressArbitrary: fc.Arbitrary<Address> = fc
  .record({
    street: likely(STREETS),
    city: likely(['Berlin', 'São Paulo', '']),
    region: seldom(likely(['CA', 'Bavaria'])),
    postalCode: seldom(likely(['94105', 'SW1A 1AA', '01067'])),
    country: seldom(likely(['United States', 'Deutschland', 'US'])),
    label: labels,
  })
  .filter(({ label: _label, ...parts }) => Object.values(parts).some(Boolean))

type EntryOf<F extends ListField> = Contact[F][number]
const ENTRIES: { readonly [F in ListField]: fc.Arbitrary<EntryOf<F>> } = {
  emails: labelled(EMAILS),
  phones: labelled(PHONES),
  websites: labelled(WEBSITES),
  addresses: addressArbitrary,
}

const lists = {
  emails: fc.array(ENTRIES.emails, { maxLength: 3 }),
  phones: fc.array(ENTRIES.phones, { maxLength: 3 }),
  websites: fc.array(ENTRIES.websites, { maxLength: 2 }),
  addresses: fc.array(ENTRIES.addresses, { maxLength: 2 }),
}

const person: fc.Arbitrary<Contact> = fc
  .record({
    kind: fc.constant<ContactKind>('person'),
    ...SINGLES,
    birthday: fc.option(birthdayArbitrary, { freq: 3 }),
    ...lists,
  })
  .filter((contact) => contact.firstName !== '' || contact.lastName !== '')

const company: fc.Arbitrary<Contact> = fc
  .record({ company: given(likely(COMPANIES)), notes: SINGLES.notes, ...lists })
  .map((company) => ({ ...EMPTY_CONTACT, ...company, kind: 'company' }))

/** Any contact: a person with a name, or a company with its own. */
export const contactArbitrary: fc.Arbitrary<Contact> = fc.oneof(
  { weight: 5, arbitrary: person },
  { weight: 1, arbitrary: company },
)

/** The contact after one small edit: a single field set, or one entry added, removed, changed or relabeled. It may be equal. */
export function edited(contact: Contact): fc.Arbitrary<Contact> {
  const singles = contact.kind === 'company' ? COMPANY_SINGLES : PERSON_SINGLES
  const single = fc.constantFrom(...singles).chain((field) =>
    singleValue(contact, field).map((value) => ({
      ...contact,
      [field]: value,
    })),
  )
  const list = fc.constantFrom(...LIST_FIELDS).chain((field) =>
    editedList(contact, field).map((entries) => ({
      ...contact,
      [field]: entries,
    })),
  )
  return fc.oneof(single, list)
}

const COMPANY_SINGLES: readonly SingleField[] = ['company', 'notes']
const PERSON_SINGLES = [
  ...(Object.keys(SINGLES) as (keyof typeof SINGLES)[]),
  'birthday',
] as readonly SingleField[]

/** A new value that does not remove the contact's name. */
function singleValue(contact: Contact, field: SingleField): fc.Arbitrary<string | PartialDate | null> {
  if (field === 'birthday') return fc.option(birthdayArbitrary, { freq: 4 })
  const mustStay =
    contact.kind === 'company'
      ? field === 'company'
      : (field === 'firstName' && contact.lastName === '') ||
        (field === 'lastName' && contact.firstName === '')
  return mustStay ? given(SINGLES[field]) : SINGLES[field]
}

function editedList<F extends ListField>(contact: Contact, field: F): fc.Arbitrary<readonly EntryOf<F>[]> {
  const entries: readonly EntryOf<F>[] = contact[field]
  const fresh: fc.Arbitrary<EntryOf<F>> = ENTRIES[field]
  const added = fresh.map((entry) => [...entries, entry].slice(0, FIELDS[field].maxItems))
  if (entries.length === 0) return added
  const index = fc.nat({ max: entries.length - 1 })
  return fc.oneof(
    added,
    index.map((at) => entries.toSpliced(at, 1)),
    fc.tuple(index, fresh).map(([at, entry]) => entries.with(at, entry)),
    fc.tuple(index, labels).map(([at, label]) => entries.with(at, { ...(entries[at] as EntryOf<F>), label })),
  )
}
