// Two people who have much in common: cases that the matcher should keep apart.
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { domainOf, only, plainLetters, type World } from '@/testing/matching/lifelike-world'

const COMMON = [
  'John Smith',
  'Maria Garcia',
  'David Johnson',
  'Anna Müller',
  'Wei Wang',
  'Jan Nowak',
  'Mary Brown',
]

/** Two people who have much in common. */
export const DIFFERENT: readonly (readonly [
  string,
  (world: World, one: Contact, other: Contact) => readonly [Contact, Contact],
])[] = [
  ['strangers', (_, one, other) => [one, other]],
  [
    'couple: mailbox, phone and address',
    (_, one, other) => {
      const shared = {
        lastName: one.lastName,
        emails: one.emails,
        phones: one.phones,
        addresses: one.addresses,
      }
      return [
        { ...one, birthday: null },
        { ...other, ...shared, birthday: null },
      ]
    },
  ],
  ['family phone', (_, one, other) => [one, { ...other, lastName: one.lastName, phones: one.phones }]],
  [
    'brother and sister, nearly one first name',
    ({ pick }, one, other) => {
      const [brother = '', sister = ''] = pick([
        'Mario/Maria',
        'Daniel/Daniela',
        'Paul/Paula',
        'Julian/Julia',
        'Zdenek/Zdenka',
      ]).split('/')
      const shared = {
        lastName: one.lastName,
        phones: one.phones,
        addresses: one.addresses,
        emails: one.emails,
        birthday: null,
      }
      return [
        { ...one, ...shared, firstName: brother },
        { ...other, ...shared, firstName: sister },
      ]
    },
  ],
  [
    'father and son, Sr. and Jr.',
    (_, one, other) => {
      const shared = {
        firstName: one.firstName,
        lastName: one.lastName,
        phones: one.phones,
        emails: one.emails,
        birthday: null,
      }
      return [
        { ...one, birthday: null, suffix: 'Sr.' },
        { ...other, ...shared, suffix: 'Jr.' },
      ]
    },
  ],
  [
    'father and son, by their birthdays',
    (_, one, other) => {
      const shared = {
        firstName: one.firstName,
        lastName: one.lastName,
        phones: one.phones,
        addresses: one.addresses,
      }
      const [born, later] = [
        { year: 1948, month: 3, day: 9 },
        { year: 1977, month: 11, day: 21 },
      ]
      return [
        { ...one, birthday: born },
        { ...other, ...shared, birthday: later },
      ]
    },
  ],
  [
    'colleagues at one switchboard',
    (world, one, other) => {
      const company = one.company || world.company()
      return [
        { ...one, company },
        { ...other, company, phones: one.phones },
      ]
    },
  ],
  [
    'namesakes by first name at one switchboard',
    (world, one, other) => {
      const company = one.company || world.company()
      return [
        { ...one, company },
        { ...other, firstName: one.firstName, company, phones: one.phones },
      ]
    },
  ],
  [
    'one role mailbox',
    (world, one, other) => {
      const emails = only(`info@${domainOf(one.company || world.company())}`)
      return [
        { ...one, emails },
        { ...other, emails },
      ]
    },
  ],
  [
    'common full name, two people',
    ({ pick }, one, other) => {
      const [firstName = '', lastName = ''] = pick(COMMON).split(' ')
      return [
        { ...one, firstName, lastName },
        { ...other, firstName, lastName },
      ]
    },
  ],
  [
    'common full name, little else known',
    ({ pick }, one, other) => {
      const [firstName = '', lastName = ''] = pick(COMMON).split(' ')
      const named = { ...EMPTY_CONTACT, firstName, lastName }
      return [
        { ...named, emails: one.emails },
        { ...named, phones: other.phones },
      ]
    },
  ],
  [
    'namesakes at one large employer',
    ({ mailbox }, one, other) => {
      const [company, lastName] = ['Orbis Group', one.lastName]
      const emails = () =>
        only(mailbox(`${plainLetters(one.firstName)}.${plainLetters(lastName)}`, 'orbis.example'))
      return [
        { ...one, company, emails: emails() },
        { ...other, firstName: one.firstName, lastName, company, emails: emails() },
      ]
    },
  ],
  [
    'IT support of two firms',
    ({ company }, one, other) => {
      const support = { ...EMPTY_CONTACT, firstName: 'IT', lastName: 'Support' }
      const [a, b] = [company(), company()]
      return [
        { ...support, company: a, phones: one.phones, emails: only(`it@${domainOf(a)}`) },
        { ...support, company: b, phones: other.phones, emails: only(`it@${domainOf(b)}`) },
      ]
    },
  ],
  [
    'two firms of one building',
    ({ company }, one) => {
      const firm: Contact = {
        ...EMPTY_CONTACT,
        kind: 'company',
        phones: one.phones,
        addresses: one.addresses,
      }
      return [
        { ...firm, company: company() },
        { ...firm, company: `New ${company()}` },
      ]
    },
  ],
  [
    'a person and the firm named like them',
    (_, one) => {
      const company = `${one.firstName} ${one.lastName}`
      return [one, { ...EMPTY_CONTACT, kind: 'company', company, phones: one.phones }]
    },
  ],
]
