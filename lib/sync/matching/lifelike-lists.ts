// Two made-up address books of which it is known who is whom: the matcher's exam. Deterministic.
// Every person comes under a named circumstance, so that a figure can be given for each.
import { type Address, type Contact, EMPTY_CONTACT, type LabelledValue } from '@/lib/contacts/contact'
import type { Entry } from '@/lib/sync/model'

/** What is on each side of one circumstance; entries on the two sides are one person only if `same`. */
interface Circumstance {
  readonly name: string
  readonly same: boolean
  readonly make: (world: World) => readonly [Contact, Contact]
}

export interface LifelikeLists {
  readonly left: readonly Entry[]
  readonly right: readonly Entry[]
  /** The circumstance of every entry: entries of one number belong to it on both sides. */
  readonly cases: ReadonlyMap<
    string,
    { readonly number: number; readonly name: string; readonly same: boolean }
  >
}

const FIRST_NAMES =
  `James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph
Jessica Thomas Sarah Charles Karen Hans Ingrid Jürgen Sabine Wolfgang Ursula Pierre Hélène François Amélie Giovanni Giulia Luca
Chiara José María Javier Carmen João Inês Piotr Agnieszka Zbigniew Małgorzata Sergei Olga Dmitri Svetlana Ahmed Fatima Omar Layla
Wei Mei Hiroshi Yuki Minh Linh Raj Priya Arjun Anjali Kwame Ama Chidi Ngozi Lars Astrid Björn Søren Ferenc Ilona Yiannis Eleni
Mehmet Ayşe Noam Shira Tadeo Ximena Caoimhe Siobhán Rhys Angharad Ulrika Torvald Isolde Leopold`.split(/\s+/)
const LAST_NAMES =
  `Smith Johnson Williams Brown Jones Garcia Miller Davis Martinez Wilson Müller Schmidt Schneider Fischer Weber
Dubois Lefèvre Moreau Rossi Ferrari Esposito Silva Santos Oliveira Nowak Wójcik Kowalczyk Ivanova Petrov Nguyen Tran Kim Park Chen
Wang Tanaka Sato Singh Sharma Patel Okafor Mensah Hansen Nilsson Lindqvist Kovács Papadopoulos Yılmaz Cohen Ben-David O'Brien
McAllister MacLeod de·la·Cruz van·der·Berg von·Hohenfeld al-Rashid García·Márquez Fernández·López Smith-Barnes Achterberg
Brzezinski Cavallaro Drummond Eberhardt Fitzgibbon Grzybowski Hatzidakis Iturralde Jablonski Katsaros Lachance Montefiore
Niedermayer Oyelaran Pfefferkorn Quattrocchi Rasmussen Szczepanski Tchaikovsky Uchimura Vandermeer Winterbottom Xanthopoulos
Yamaguchi Zielinska Abernathy Bouchard Castellanos Desrosiers Echevarria`
    .split(/\s+/)
    .map((name) => name.replaceAll('·', ' '))
const SYLLABLES = 'bal den fur gor hal jen kra lum mor nis pel qua ros sel tor ulm vin wes yar zan'.split(' ')
const NICKNAMES =
  `Robert/Bob William/Bill Elizabeth/Liz Margaret/Peggy Richard/Dick James/Jim Katherine/Kate Michael/Mike
Thomas/Tom Joseph/Joe Alexander/Sasha Wolfgang/Wolfi José/Pepe Francisco/Paco Giuseppe/Beppe Małgorzata/Gosia Katarzyna/Kasia
Christopher/Chris Jennifer/Jenny Jonathan/Jon Nicholas/Nick Theodore/Ted Patricia/Trish Susanne/Susi Johannes/Hans
Ekaterina/Katya Zsuzsanna/Zsuzsa Guillermo/Memo Anthony/Tony Deborah/Debbie`.split(/\s+/)
const TRADES =
  'Law Consulting Foods Metals Software Logistics Partners Studio Clinic Insurance Realty Textiles'.split(' ')
const FORMS = ['', ' Inc.', ' LLC', ' GmbH', ' Ltd', ' S.A.', ' & Co. KG']
const CITIES = [
  'Boston',
  'Berlin',
  'Lyon',
  'Porto',
  'Toronto',
  'Kraków',
  'Osaka',
  'Leeds',
  'Denver',
  'Milano',
]
const FREE = ['gmail.com', 'yahoo.com', 'gmx.de', 'outlook.com', 'icloud.com']

interface World {
  readonly roll: () => number
  readonly pick: <T>(list: readonly T[]) => T
  readonly chance: (likelihood: number) => boolean
  readonly person: () => Contact
  readonly phone: () => string
  readonly company: () => string
  readonly address: () => Address
  /** An address that nobody has yet. */
  readonly mailbox: (local: string, domain: string) => string
}

const only = (value: string): readonly LabelledValue[] => [{ value, label: '' }]
const plainLetters = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()
const domainOf = (company: string) => `${plainLetters(company.split(' ').slice(0, 2).join(''))}.example`

/** Mulberry32: small, and the same everywhere. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function worldOf(seed: number): World {
  const roll = dice(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)] as T
  const chance = (likelihood: number) => roll() < likelihood
  const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)
  const rareName = () =>
    capital(pick(SYLLABLES) + pick(SYLLABLES) + pick(['', 'o', 'ski', 'er', 'ez', 'ini']))
  // Nothing but what a circumstance says may be shared: neither a firm's name nor a mailbox is made twice.
  const taken = new Set<string>()
  const fresh = (make: (more: string) => string): string => {
    let more = ''
    while (taken.has(make(more))) more += pick(SYLLABLES)
    taken.add(make(more))
    return make(more)
  }
  const company = () => {
    const [start, end] = [pick(SYLLABLES) + pick(SYLLABLES), ` ${pick(TRADES)}`]
    return fresh((more) => capital(start + more) + end) + pick(FORMS)
  }
  const mailbox = (local: string, domain: string) => fresh((more) => `${local}${more}@${domain}`)
  const phone = () =>
    `+1 ${200 + Math.floor(roll() * 790)} 555 ${String(Math.floor(roll() * 10_000)).padStart(4, '0')}`
  const address = (): Address => ({
    street: `${1 + Math.floor(roll() * 300)} ${capital(pick(SYLLABLES))} Street`,
    city: pick(CITIES),
    region: '',
    postalCode: String(10_000 + Math.floor(roll() * 80_000)),
    country: '',
    label: '',
  })
  const person = (): Contact => {
    const [firstName, lastName] = [pick(FIRST_NAMES), chance(0.5) ? pick(LAST_NAMES) : rareName()]
    const works = chance(0.6) ? company() : ''
    const domain = works && chance(0.7) ? domainOf(works) : pick(FREE)
    return {
      ...EMPTY_CONTACT,
      firstName,
      lastName,
      company: works,
      title: works && chance(0.5) ? pick(['Partner', 'Paralegal', 'Engineer', 'Nurse']) : '',
      emails: only(mailbox(`${plainLetters(firstName)}.${plainLetters(lastName)}`, domain)),
      phones: only(phone()),
      addresses: chance(0.4) ? [address()] : [],
      birthday: chance(0.2)
        ? {
            year: 1940 + Math.floor(roll() * 60),
            month: 1 + Math.floor(roll() * 12),
            day: 1 + Math.floor(roll() * 28),
          }
        : null,
    }
  }
  return { pick, chance, person, phone, company, address, mailbox, roll }
}

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

/** Keeps one of e-mail address and phone number. */
const thinned = ({ chance }: World, contact: Contact): Contact => ({
  ...contact,
  ...(chance(0.5) ? NO_EMAIL : NO_PHONE),
})

const SAME: readonly (readonly [
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
const DIFFERENT: readonly (readonly [
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

/** Somebody of another first and last name. */
function stranger({ person }: Pick<World, 'person'>, one: Contact): Contact {
  const other = person()
  return other.firstName === one.firstName || other.lastName === one.lastName
    ? stranger({ person }, one)
    : other
}

function circumstances(): readonly Circumstance[] {
  return [
    ...SAME.map(([name, change]) => ({
      name,
      same: true,
      make: (world: World) => {
        const one = world.person()
        const changed = change(world, one)
        return 'length' in changed ? changed : ([one, changed] as const)
      },
    })),
    ...DIFFERENT.map(([name, make]) => ({
      name,
      same: false,
      make: (world: World) => {
        const one = world.person()
        return make(world, one, stranger(world, one))
      },
    })),
  ]
}

/** `rounds` of every circumstance; half of the pairs stand in the lists the other way round. */
export function lifelikeLists(seed: number, rounds: number): LifelikeLists {
  const world = worldOf(seed)
  const [left, right]: [Entry[], Entry[]] = [[], []]
  const cases = new Map<string, { number: number; name: string; same: boolean }>()
  for (let round = 0; round < rounds; round++) {
    for (const { name, same, make } of circumstances()) {
      const number = left.length
      const pair = make(world)
      const [one, other] = world.chance(0.5) ? pair : [pair[1], pair[0]]
      for (const [side, list, contact] of [
        ['left', left, one],
        ['right', right, other],
      ] as const) {
        const id = `${side} ${number}`
        list.push({ id, version: '1', contact, deleted: false, key: null, changedAt: null })
        cases.set(id, { number, name, same })
      }
    }
  }
  return { left, right, cases }
}
