// The random generator and the people of the matcher's evaluation: names of many cultures, firms, addresses. Deterministic.
import {
  type Address,
  type Contact,
  EMPTY_CONTACT,
  type LabelledValue,
} from '@/lib/domains/contacts/value/contact'

export const FIRST_NAMES =
  `James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph
Jessica Thomas Sarah Charles Karen Hans Ingrid Jürgen Sabine Wolfgang Ursula Pierre Hélène François Amélie Giovanni Giulia Luca
Chiara José María Javier Carmen João Inês Piotr Agnieszka Zbigniew Małgorzata Sergei Olga Dmitri Svetlana Ahmed Fatima Omar Layla
Wei Mei Hiroshi Yuki Minh Linh Raj Priya Arjun Anjali Kwame Ama Chidi Ngozi Lars Astrid Björn Søren Ferenc Ilona Yiannis Eleni
Mehmet Ayşe Noam Shira Tadeo Ximena Caoimhe Siobhán Rhys Angharad Ulrika Torvald Isolde Leopold`.split(/\s+/)
export const LAST_NAMES =
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
export const NICKNAMES =
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

export interface World {
  readonly roll: () => number
  readonly pick: <T>(list: readonly T[]) => T
  readonly chance: (likelihood: number) => boolean
  readonly person: () => Contact
  readonly phone: () => string
  readonly company: () => string
  readonly address: () => Address
  /** An address that is not used yet. */
  readonly mailbox: (local: string, domain: string) => string
}

export const only = (value: string): readonly LabelledValue[] => [{ value, label: '' }]
export const plainLetters = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()
export const domainOf = (company: string) =>
  `${plainLetters(company.split(' ').slice(0, 2).join(''))}.example`

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

export function worldOf(seed: number): World {
  const roll = dice(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)] as T
  const chance = (likelihood: number) => roll() < likelihood
  const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)
  const rareName = () =>
    capital(pick(SYLLABLES) + pick(SYLLABLES) + pick(['', 'o', 'ski', 'er', 'ez', 'ini']))
  // Only what a case says may be shared: no firm's name and no mailbox is used twice.
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
