// One person on both sides with some difference: cases that the matcher should find.
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import {
  domainOf,
  FIRST_NAMES,
  LAST_NAMES,
  NICKNAMES,
  only,
  plainLetters,
  type World,
} from '@/testing/matching/lifelike-world'

/** One letter dropped, doubled, replaced or swapped with the next; never the first. */
function slip({ roll, pick }: World, word: string): string {
  const at = 1 + Math.floor(roll() * Math.max(1, word.length - 2))
  const letter = word[at] ?? 'e'
  const next = word[at + 1] ?? ''
  const ways = [
    `${letter}${letter}${next}`,
    next,
    `${pick(['a', 'e', 'n', 'r', 't'])}${next}`,
    `${next}${letter}`,
  ]
  const slipped = word.slice(0, at) + pick(ways) + word.slice(at + 2)
  return slipped === word ? `${word}${letter}` : slipped
}

/** The same values as another person or program would write them. */
function rewritten({ pick, chance }: World, contact: Contact): Contact {
  const unaccented = (text: string) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
  const spelling = pick([
    unaccented,
    (text: string) => text.toUpperCase(),
    (text: string) => `${text} `,
    unaccented,
  ])
  const digits = (value: string) => value.replace(/\D/g, '')
  const dial = pick([
    (value: string) =>
      `(${digits(value).slice(1, 4)}) ${digits(value).slice(4, 7)}-${digits(value).slice(7)}`,
    (value: string) => digits(value).slice(1),
    (value: string) => `+${digits(value)}`,
    (value: string) => `${digits(value).slice(1, 4)}.${digits(value).slice(4, 7)}.${digits(value).slice(7)}`,
  ])
  return {
    ...contact,
    firstName: spelling(contact.firstName),
    lastName: spelling(contact.lastName),
    company: chance(0.5) ? contact.company.replace(/( Inc\.| LLC| GmbH| Ltd| S\.A\.)$/, '') : contact.company,
    emails: contact.emails.map(({ value }) => ({
      value: chance(0.3) ? value.toUpperCase() : value,
      label: 'Work',
    })),
    phones: contact.phones.map(({ value }) => ({ value: dial(value), label: 'Mobile' })),
  }
}

const NO_EMAIL = { emails: [] } as const
const NO_PHONE = { phones: [] } as const

/** Keeps only the email address or only the phone number. */
const thinned = ({ chance }: World, contact: Contact): Contact => ({
  ...contact,
  ...(chance(0.5) ? NO_EMAIL : NO_PHONE),
})

export const SAME: readonly (readonly [
  string,
  (world: World, contact: Contact) => Contact | readonly [Contact, Contact],
])[] = [
  ['nothing changed', (_, contact) => contact],
  ['other formats', rewritten],
  ['no e-mail on one side', (world, contact) => rewritten(world, { ...contact, ...NO_EMAIL })],
  ['no phone on one side', (world, contact) => rewritten(world, { ...contact, ...NO_PHONE })],
  [
    'nickname',
    (world, contact) => {
      const [firstName = '', called = ''] = world.pick(NICKNAMES).split('/')
      return [{ ...contact, firstName }, thinned(world, { ...contact, firstName: called })]
    },
  ],
  [
    'slip in the last name',
    (world, contact) => thinned(world, { ...contact, lastName: slip(world, contact.lastName) }),
  ],
  [
    'slip in the first name',
    (world, contact) =>
      contact.firstName.length < 5
        ? contact
        : thinned(world, { ...contact, firstName: slip(world, contact.firstName) }),
  ],
  [
    'first and last name swapped',
    (world, contact) =>
      thinned(world, { ...contact, firstName: contact.lastName, lastName: contact.firstName }),
  ],
  [
    'whole name in one field',
    (world, contact) =>
      thinned(world, { ...contact, firstName: `${contact.firstName} ${contact.lastName}`, lastName: '' }),
  ],
  [
    'last name first, with a comma',
    (world, contact) =>
      thinned(world, { ...contact, firstName: '', lastName: `${contact.lastName}, ${contact.firstName}` }),
  ],
  [
    'initial only',
    (world, contact) => thinned(world, { ...contact, firstName: `${contact.firstName.slice(0, 1)}.` }),
  ],
  [
    'title and suffix',
    (world, contact) =>
      thinned(world, {
        ...contact,
        firstName: `Dr. ${contact.firstName}`,
        lastName: `${contact.lastName}, PhD`,
      }),
  ],
  ['married, same address', ({ pick }, contact) => ({ ...contact, lastName: pick(LAST_NAMES), ...NO_PHONE })],
  [
    'second last name dropped',
    (world, contact) => {
      const lastName = `${contact.lastName} ${world.pick(LAST_NAMES)}`
      return [{ ...contact, lastName }, thinned(world, contact)]
    },
  ],
  [
    'new job, same phone',
    (world, contact) => {
      const company = world.company()
      const email = `${plainLetters(contact.firstName)}@${domainOf(company)}`
      return { ...contact, company, title: 'Director', emails: only(email) }
    },
  ],
  [
    'new phone and address, same employer',
    (world, contact) => {
      const company = contact.company || world.company()
      return [
        { ...contact, company },
        { ...contact, company, ...NO_EMAIL, phones: only(world.phone()), addresses: [] },
      ]
    },
  ],
  [
    'only the first name',
    (_, contact) => ({ ...EMPTY_CONTACT, firstName: contact.firstName, phones: contact.phones }),
  ],
  ['only an e-mail address', (_, contact) => ({ ...EMPTY_CONTACT, emails: contact.emails })],
  [
    'Gmail spelt otherwise',
    ({ mailbox }, contact) => {
      const address = mailbox(
        `${plainLetters(contact.firstName)}.${plainLetters(contact.lastName)}`,
        'gmail.com',
      )
      const one = { ...contact, ...NO_PHONE, emails: only(address) }
      return [
        one,
        { ...one, emails: only(address.replace('.', '').replace('@gmail.com', '+law@googlemail.com')) },
      ]
    },
  ],
  [
    'middle name on one side',
    (world, contact) => thinned(world, { ...contact, middleName: world.pick(FIRST_NAMES) }),
  ],
  ['Junior on one side', (world, contact) => thinned(world, { ...contact, suffix: 'Jr.' })],
  [
    'umlaut spelt out',
    (world, contact) => {
      const lastName = world.pick(['Müller', 'Jäger', 'Böttcher', 'Grüneberg', 'Schröder'])
      const spelt = lastName.replace('ü', 'ue').replace('ä', 'ae').replace('ö', 'oe')
      return [{ ...contact, lastName }, thinned(world, { ...contact, lastName: spelt })]
    },
  ],
  [
    'Chinese name in one field',
    (world, contact) => {
      const [family, given] = [
        world.pick(['王', '李', '欧阳', '陈']),
        world.pick(['小明', '丽华', '建国', '思远']),
      ]
      const one = { ...contact, firstName: given, lastName: family }
      return [one, thinned(world, { ...one, firstName: '', lastName: family + given })]
    },
  ],
  [
    'company, legal form dropped',
    (world, contact) => {
      const company = `${world.company().replace(/( Inc\.| LLC| GmbH| Ltd| S\.A\.| & Co\. KG)$/, '')} GmbH`
      const one: Contact = {
        ...EMPTY_CONTACT,
        kind: 'company',
        company,
        phones: contact.phones,
        emails: only(`info@${domainOf(company)}`),
      }
      return [one, thinned(world, { ...one, company: company.replace(' GmbH', '') })]
    },
  ],
  [
    'company, nothing changed',
    ({ company }, { phones }) => {
      const name = company()
      const firm: Contact = {
        ...EMPTY_CONTACT,
        kind: 'company',
        company: name,
        phones,
        emails: only(`info@${domainOf(name)}`),
      }
      return [firm, firm]
    },
  ],
  [
    'nickname, new job',
    (world, contact) => {
      const [firstName = '', called = ''] = world.pick(NICKNAMES).split('/')
      const company = world.company()
      const emails = only(`${plainLetters(called)}@${domainOf(company)}`)
      return [{ ...contact, firstName }, rewritten(world, { ...contact, firstName: called, company, emails })]
    },
  ],
  [
    'slips in both names, one value left',
    (world, contact) => {
      const { firstName, lastName } = contact
      const slipped = {
        ...contact,
        firstName: firstName.length < 5 ? firstName : slip(world, firstName),
        lastName: slip(world, lastName),
      }
      return thinned(world, { ...slipped, company: '', addresses: [], birthday: null })
    },
  ],
  [
    'initial, same employer, new phone',
    (world, contact) => {
      const company = contact.company || world.company()
      const firstName = `${contact.firstName.slice(0, 1)}.`
      return [
        { ...contact, company },
        { ...contact, firstName, company, phones: only(world.phone()) },
      ]
    },
  ],
  [
    'married, new phone, private address',
    (world, contact) => {
      const moved = { lastName: world.pick(LAST_NAMES), phones: only(world.phone()), company: '' }
      return { ...contact, ...moved, birthday: null }
    },
  ],
  [
    'slip in the last name, same employer only',
    (world, contact) => {
      const company = contact.company || world.company()
      const bare = { ...EMPTY_CONTACT, firstName: contact.firstName, company }
      return [
        { ...contact, company },
        { ...bare, lastName: slip(world, contact.lastName), phones: only(world.phone()) },
      ]
    },
  ],
  [
    'the name alone',
    (_, contact) => ({ ...EMPTY_CONTACT, firstName: contact.firstName, lastName: contact.lastName }),
  ],
  [
    'same name, everything else new',
    (world, contact) => {
      const { firstName, lastName } = contact
      return { ...world.person(), firstName, lastName, birthday: contact.birthday }
    },
  ],
]
