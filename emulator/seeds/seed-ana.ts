// The handwritten part of Ana's address book: families who share a phone, companies without a person, several employers, custom labels,
// birthdays without a year, other programs' fields.
import type { people_v1 } from 'googleapis/build/src/apis/people/v1'
import type { Person } from '@/emulator/people/person'
import { COMPANIES } from './seed-names'

/** A contact and its labels. */
export interface Seeded {
  readonly person: Person
  readonly labels: readonly string[]
  readonly starred?: boolean
}

export const LABELS = ['Clients', 'Court', 'Opposing counsel', 'Experts', 'Vereinskegeln 🎳'] as const

const person = (given: string, family: string, more: Person = {}): Person => ({
  names: [{ givenName: given, familyName: family }],
  ...more,
})
const mail = (value: string, type?: string) => (type ? { value, type } : { value })
const birthday = (month: number, day: number, year?: number) => [
  { date: { ...(year ? { year } : {}), month, day } },
]

/** A household: everybody has the same home phone and address. */
function household(
  family: string,
  phone: string,
  address: people_v1.Schema$Address,
  given: readonly string[],
): Seeded[] {
  return given.map((name, index) => ({
    labels: index < 2 ? ['Clients'] : [],
    person: person(name, family, {
      phoneNumbers: [
        { value: phone, type: 'home' },
        ...(index === 0 ? [{ value: phone.replace(/\d{4}$/, '0199'), type: 'mobile' }] : []),
      ],
      addresses: [{ ...address, type: 'home' }],
      ...(index === 1 ? { relations: [{ person: given[0] ?? '', type: 'spouse' }] } : {}),
      ...(index > 1 ? { birthdays: birthday(1 + index * 2, 11) } : {}),
      ...(index === 0
        ? {
            emailAddresses: [mail(`the.${family.toLowerCase().replace(/[^a-z]/g, '')}s@example.com`, 'home')],
          }
        : {}),
    }),
  }))
}

const HOUSEHOLDS: readonly Seeded[] = [
  ...household(
    'Whitfield',
    '(312) 555-0142',
    {
      streetAddress: '12 Oak Avenue',
      city: 'Evanston',
      region: 'IL',
      postalCode: '60201',
      country: 'United States',
      countryCode: 'US',
    },
    ['Harold', 'June', 'Harold Jr.', 'Tess'],
  ),
  ...household(
    "O'Brien",
    '773-555-0108',
    {
      streetAddress: '400 W Belmont Ave',
      extendedAddress: 'Apt 3R',
      city: 'Chicago',
      region: 'IL',
      postalCode: '60657',
      country: 'United States',
      countryCode: 'US',
    },
    ['Siobhán', 'Patrick', 'Aoife'],
  ),
  ...household(
    'Nguyễn',
    '+1 847 555 0177',
    { streetAddress: '77 Lakeview Terrace', city: 'Skokie', region: 'IL', postalCode: '60076' },
    ['Thị Hương', 'Văn Đức', 'Minh Anh', 'Bảo'],
  ),
  ...household(
    'Ruiz de la Torre',
    '+52 55 5555 0123',
    {
      streetAddress: 'Calle Madero 14',
      city: 'Ciudad de México',
      postalCode: '06000',
      country: 'México',
      countryCode: 'MX',
    },
    ['José Ángel', 'María del Carmen', 'Xóchitl'],
  ),
]

const PEOPLE: readonly Seeded[] = [
  {
    labels: ['Court'],
    starred: true,
    person: {
      names: [
        {
          honorificPrefix: 'Hon.',
          givenName: 'Ruth',
          middleName: 'A.',
          familyName: 'Castellanos',
          honorificSuffix: 'Ret.',
        },
      ],
      phoneNumbers: [
        { value: '+13125550111', type: 'work' },
        { value: '312.555.0112', type: 'workFax' },
      ],
      organizations: [
        { name: 'Cook County Circuit Court', title: 'Judge', department: 'Chancery Division', type: 'work' },
      ],
      biographies: [{ value: 'Chambers: ring twice.\nClerk is Mr. Nowak.', contentType: 'TEXT_PLAIN' }],
    },
  },
  {
    labels: ['Opposing counsel'],
    person: person('Jean-François', 'Côté-Lévesque', {
      emailAddresses: [mail('jf.cote@avocats.example', 'work'), mail('JF.COTE@example.com', 'home')],
      phoneNumbers: [{ value: '514 555-0133' }],
      organizations: [
        {
          name: 'Côté Lévesque s.e.n.c.r.l.',
          title: 'Associé',
          current: true,
          type: 'work',
          startDate: { year: 2016, month: 3 },
        },
        { name: 'Université de Montréal', title: 'Chargé de cours', type: 'school' },
      ],
      urls: [
        { value: 'https://avocats.example/jfc', type: 'work' },
        { value: 'https://blog.example/jfc', type: 'blog' },
      ],
    }),
  },
  {
    labels: ['Clients'],
    starred: true,
    person: person('민지', '조', {
      names: [
        { givenName: '민지', familyName: '조', phoneticGivenName: 'Min-ji', phoneticFamilyName: 'Cho' },
      ],
      emailAddresses: [mail('cho@example.com', 'work')],
      phoneNumbers: [{ value: '010-5555-0144', type: 'mobile' }],
      birthdays: birthday(2, 29),
      clientData: [
        { key: 'org.example.crm/id', value: '771204' },
        { key: 'org.example.crm/id', value: '771204' },
      ],
    }),
  },
  {
    labels: ['Experts'],
    person: person('Müjde', 'Özdemir', {
      names: [
        { honorificPrefix: 'Prof. Dr.', givenName: 'Müjde', familyName: 'Özdemir', honorificSuffix: 'MD' },
      ],
      emailAddresses: [mail('m.oezdemir@klinik.example', 'work'), mail('muejde@example.org', 'Sekretariat')],
      phoneNumbers: [
        { value: '+49 89 5555 0150', type: 'Durchwahl' },
        { value: '+4989 5555-0151', type: 'workFax' },
      ],
      userDefined: [
        { key: 'Stundensatz', value: '240 €' },
        { key: 'USt-IdNr.', value: 'DE000000000' },
      ],
      addresses: [
        {
          streetAddress: 'Goethestraße 7',
          postalCode: '80336',
          city: 'München',
          country: 'Deutschland',
          countryCode: 'DE',
          type: 'work',
        },
      ],
    }),
  },
  {
    labels: [],
    person: person('Mum', '', {
      names: [{ givenName: 'Mum' }],
      nicknames: [{ value: 'Mãe' }],
      phoneNumbers: [
        { value: '+55 11 95555-0101', type: 'mobile' },
        { value: '+55 11 3555-0102', type: 'home' },
      ],
      birthdays: birthday(9, 3),
      relations: [{ person: 'Carlos Lima', type: 'spouse' }],
      events: [{ date: { month: 12, day: 8 }, type: 'anniversary' }],
    }),
  },
  {
    labels: ['Vereinskegeln 🎳'],
    person: person('Søren', 'Ødegård', {
      phoneNumbers: [{ value: '97555012', type: 'Hytta' }],
      imClients: [{ username: 'soren', protocol: 'jabber', type: 'home' }],
    }),
  },
  {
    labels: [],
    person: { names: [{ unstructuredName: 'Plumber (good one)' }], phoneNumbers: [{ value: '555-0187' }] },
  },
  { labels: [], person: { emailAddresses: [mail('no-reply@court-filings.example')] } },
  {
    labels: [],
    person: { phoneNumbers: [{ value: '*86', type: 'Voicemail' }], names: [{ givenName: 'Voicemail' }] },
  },
  {
    labels: ['Clients'],
    person: person('Alexander', 'von und zu Hohenstein-Wittgenbach', {
      names: [
        {
          givenName: 'Alexander',
          middleName: 'Maria Friedrich',
          familyName: 'von und zu Hohenstein-Wittgenbach',
          honorificPrefix: 'Dr. jur.',
        },
      ],
      emailAddresses: Array.from({ length: 6 }, (_, index) =>
        mail(`a.hohenstein+${index}@example.org`, index % 2 ? 'work' : 'home'),
      ),
      biographies: [{ value: 'Estate of the late countess. '.repeat(40).trim(), contentType: 'TEXT_PLAIN' }],
    }),
  },
  {
    labels: ['Clients'],
    person: person('Jane', 'Smith', {
      emailAddresses: [mail('jane.smith@example.com')],
      phoneNumbers: [{ value: '(617) 555-0160' }],
    }),
  },
  {
    labels: [],
    person: person('Jane', 'Smith', {
      emailAddresses: [mail('jsmith@work.example', 'work')],
      organizations: [{ name: 'Acme Corp.', title: 'Buyer' }],
    }),
  },
  {
    labels: [],
    person: person('jane', 'SMITH', { phoneNumbers: [{ value: '6175550160', type: 'mobile' }] }),
  },
  {
    labels: ['Court'],
    person: person('Zoe\u0301', 'Nowak', {
      emailAddresses: [mail('znowak@court.example', 'work')],
      phoneNumbers: [{ value: '+1 (312) 555-0113;ext=204', type: 'work' }],
    }),
  },
  {
    labels: [],
    person: person('محمد', 'المصري', {
      phoneNumbers: [{ value: '+20 100 555 0123', type: 'mobile' }],
      addresses: [{ streetAddress: 'شارع التحرير 5', city: 'القاهرة', country: 'مصر', countryCode: 'EG' }],
    }),
  },
  {
    labels: ['Experts'],
    person: person('李', '', {
      names: [{ givenName: '娜', familyName: '李' }],
      organizations: [{ name: '上海司法鉴定中心', title: '鉴定人' }],
      emailAddresses: [mail('lina@jianding.example', '工作')],
    }),
  },
]

const COMPANY_BOOK: readonly Seeded[] = COMPANIES.map((name, index) => ({
  labels: name.includes('Court') ? ['Court'] : [],
  person: {
    organizations: [{ name, ...(index % 4 === 0 ? { department: 'Front desk' } : {}) }],
    phoneNumbers: [
      { value: `(312) 555-${String(200 + index).padStart(4, '0')}`, type: index % 3 ? 'main' : 'work' },
    ],
    ...(index % 3 === 0 ? { urls: [{ value: `https://company${index}.example`, type: 'homePage' }] } : {}),
    ...(index % 2 === 0 ? { emailAddresses: [mail(`info@company${index}.example`, 'work')] } : {}),
  },
}))

export const ANA_BY_HAND: readonly Seeded[] = [...HOUSEHOLDS, ...PEOPLE, ...COMPANY_BOOK]
