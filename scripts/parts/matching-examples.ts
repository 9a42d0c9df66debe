// The pairs of contacts that docs/matching.md explains.
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import type { FieldName } from '@/lib/domains/contacts/value/fields'

interface Typed extends Partial<Pick<Contact, 'prefix' | 'middleName' | 'suffix' | 'company' | 'title'>> {
  readonly email?: string
  readonly phone?: string
  readonly born?: readonly [year: number, month: number, day: number]
  readonly street?: string
  readonly website?: string
}

/** `name`: "First Last"; '' for a company. */
function contact(name: string, { email, phone, born, street, website, ...more }: Typed = {}): Contact {
  const [firstName = '', lastName = ''] = name.split(' ')
  const home = { region: '', postalCode: '', country: '', label: 'Home', city: 'Springfield' }
  return {
    ...EMPTY_CONTACT,
    kind: name === '' ? 'company' : 'person',
    firstName,
    lastName,
    ...more,
    emails: email ? [{ value: email, label: 'Work' }] : [],
    phones: phone ? [{ value: phone, label: 'Work' }] : [],
    websites: website ? [{ value: website, label: 'Work' }] : [],
    addresses: street ? [{ ...home, street }] : [],
    birthday: born ? { year: born[0], month: born[1], day: born[2] } : null,
  }
}

/** One line of the table of weights: what the field of `pair` says. */
export interface Weighed {
  readonly what: string
  readonly field: FieldName
  readonly pair: readonly [Contact, Contact]
  readonly because: string
}

const said = (
  what: string,
  field: FieldName,
  [one, other]: readonly [Typed, Typed],
  because: string,
): Weighed => ({ what, field, because, pair: [contact('Ada Quist', one), contact('Ada Quist', other)] })

const names = (
  what: string,
  field: FieldName,
  [one, other]: readonly [string, string],
  because: string,
): Weighed => ({ what, field, because, pair: [contact(one), contact(other)] })

const twice = (typed: Typed) => [typed, typed] as const

export const WEIGHTS: readonly Weighed[] = [
  said('one email address', 'emails', twice({ email: 'ada@quist.example' }), 'hardly two people share one'),
  said('one birthday', 'birthday', twice({ born: [1961, 4, 9] }), 'about one in 20,000 people has it'),
  said(
    'one phone number',
    'phones',
    twice({ phone: '+1 212 555 0101' }),
    'few people share one; the more do, the less it counts',
  ),
  said('street, number and town', 'addresses', twice({ street: '12 Elm Road' }), 'a family shares it'),
  names('a rare last name', 'lastName', ['Ada Przybylski', 'Ada Przybylski'], 'hardly anybody has it'),
  names('a common last name', 'lastName', ['Ada Smith', 'Ada Smith'], 'many people have it'),
  names('a common first name', 'firstName', ['John Quist', 'John Quist'], 'many people have it'),
  said('one employer', 'company', twice({ company: 'Quist & Rye' }), 'the fewer work there, the more'),
  said('one website', 'websites', twice({ website: 'quist.example' }), 'all who work there have it'),
  said('one job title', 'title', twice({ title: 'Partner' }), 'many people have it'),
  said(
    'a birthday with day and month swapped',
    'birthday',
    [{ born: [1961, 4, 9] }, { born: [1961, 9, 4] }],
    'countries write dates in different orders',
  ),
  names('a nickname', 'firstName', ['Robert Quist', 'Bob Quist'], 'both may be one first name'),
  names(
    'a last name with a letter more',
    'lastName',
    ['Ada Johanson', 'Ada Johansson'],
    'people mistype names',
  ),
  said(
    'two employers',
    'company',
    [{ company: 'Quist & Rye' }, { company: 'Globex' }],
    'people change their employer',
  ),
  said(
    'two phone numbers',
    'phones',
    [{ phone: '+1 212 555 0101' }, { phone: '+1 415 555 0199' }],
    'people have several',
  ),
  said(
    'two email addresses',
    'emails',
    [{ email: 'ada@quist.example' }, { email: 'zoe@globex.example' }],
    'people have several',
  ),
  names('two last names', 'lastName', ['Ada Quist', 'Ada Okafor'], 'few people change it'),
  names('two first names', 'firstName', ['Ada Quist', 'Zoe Quist'], 'relatives share a last name'),
  said('Sr. and Jr.', 'suffix', [{ suffix: 'Sr.' }, { suffix: 'Jr.' }], 'they are two generations'),
  said('two birthdays', 'birthday', [{ born: [1961, 4, 9] }, { born: [1988, 11, 30] }], 'a person has one'),
]

export interface Example {
  readonly title: string
  /** In Clio and in Google, as a person reads them. */
  readonly here: string
  readonly there: string
  readonly pair: readonly [Contact, Contact, ...(readonly Contact[])]
}

export const EXAMPLES: readonly Example[] = [
  {
    title: 'One name and one email address',
    here: 'Maria Silva, maria@silva.example',
    there: 'MARIA SILVA, maria@silva.example',
    pair: [
      contact('Maria Silva', { email: 'maria@silva.example' }),
      contact('MARIA SILVA', { email: 'maria@silva.example' }),
    ],
  },
  {
    title: 'A nickname',
    here: 'Robert Miller, bob@miller.example, +1 212 555 0101',
    there: 'Bob Miller, bob@miller.example',
    pair: [
      contact('Robert Miller', { email: 'bob@miller.example', phone: '+1 212 555 0101' }),
      contact('Bob Miller', { email: 'bob@miller.example' }),
    ],
  },
  {
    title: 'A misspelt name and another email address',
    here: 'Greta Johanson, 12 Elm Road, +1 212 555 0101',
    there: 'Greta Johansson, 12 Elm Road, +1 212 555 0101',
    pair: [
      contact('Greta Johanson', {
        street: '12 Elm Road',
        phone: '+1 212 555 0101',
        email: 'greta@old.example',
      }),
      contact('Greta Johansson', {
        street: '12 Elm Road',
        phone: '+1 212 555 0101',
        email: 'gj@new.example',
      }),
    ],
  },
  {
    title: 'One person twice in Google',
    here: 'Esther Ruiz, esther@ruiz.example',
    there: 'Esther Ruiz, esther@ruiz.example, and a second Esther Ruiz with the same address',
    pair: [
      contact('Esther Ruiz', { email: 'esther@ruiz.example' }),
      contact('Esther Ruiz', { email: 'esther@ruiz.example', title: 'Judge' }),
      contact('Esther Ruiz', { email: 'esther@ruiz.example', title: 'Partner' }),
    ],
  },
  {
    title: 'One full name and nothing else',
    here: 'Jonas Okafor',
    there: 'Jonas Okafor',
    pair: [contact('Jonas Okafor'), contact('Jonas Okafor')],
  },
  {
    title: 'A company here, a person of its name there',
    here: 'the company Globex Trading',
    there: 'the person Globex Trading',
    pair: [contact('', { company: 'Globex Trading' }), contact('Globex Trading')],
  },
  {
    title: 'Father and son',
    here: 'John Baker Sr., born 1950, 12 Elm Road',
    there: 'John Baker Jr., born 1981, 12 Elm Road',
    pair: [
      contact('John Baker', { suffix: 'Sr.', born: [1950, 1, 2], street: '12 Elm Road' }),
      contact('John Baker', { suffix: 'Jr.', born: [1981, 5, 6], street: '12 Elm Road' }),
    ],
  },
  {
    title: 'One with Jr., one without',
    here: 'John Baker, 12 Elm Road, +1 212 555 0101',
    there: 'John Baker Jr., 12 Elm Road, +1 212 555 0101',
    pair: [
      contact('John Baker', { street: '12 Elm Road', phone: '+1 212 555 0101' }),
      contact('John Baker', { suffix: 'Jr.', street: '12 Elm Road', phone: '+1 212 555 0101' }),
    ],
  },
  {
    title: 'A married couple with one mailbox',
    here: 'Anna Weber, weber@home.example, +1 212 555 0101',
    there: 'Paul Weber, weber@home.example, +1 212 555 0101',
    pair: [
      contact('Anna Weber', { email: 'weber@home.example', phone: '+1 212 555 0101' }),
      contact('Paul Weber', { email: 'weber@home.example', phone: '+1 212 555 0101' }),
    ],
  },
  {
    title: 'Two colleagues',
    here: 'Ben Cole, ben@acme.example, Acme, +1 212 555 0100',
    there: 'Ida Rask, ida@acme.example, Acme, +1 212 555 0100',
    pair: [
      contact('Ben Cole', { email: 'ben@acme.example', company: 'Acme', phone: '+1 212 555 0100' }),
      contact('Ida Rask', { email: 'ida@acme.example', company: 'Acme', phone: '+1 212 555 0100' }),
    ],
  },
  {
    title: 'A common name alone',
    here: 'John Smith, john@old.example',
    there: 'John Smith, js@new.example',
    pair: [
      contact('John Smith', { email: 'john@old.example' }),
      contact('John Smith', { email: 'js@new.example' }),
    ],
  },
]
