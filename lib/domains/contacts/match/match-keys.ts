// The keys of single items, so that an item that moves is compared with those that share one, and not with all.
import { keyMaker } from '@/lib/domains/contacts/match/block-keys'
import { traitsOf } from '@/lib/domains/contacts/match/traits'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Item } from '@/lib/domains/contacts/types'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import type { MatchKeys } from '@/lib/engine/domain'

export const matchKeys = (region: Region): MatchKeys<Contact> => ({
  get scheme() {
    return `${region ?? ''} ${RULES} ${fingerprint()}`
  },
  of: (items) => keysOf(items, region),
})

/** Raise it when pairs are judged by other rules: two items that were compared are otherwise not compared again (docs/decisions/0582). */
const RULES = 1

function keysOf(items: readonly Item[], region: Region): ReadonlyMap<string, readonly number[]> {
  const { block } = keyMaker()
  return new Map(
    items.map((item) => {
      const keys = new Set<number>()
      block(traitsOf(item, region, null), (key) => keys.add(key))
      return [item.id, [...keys]]
    }),
  )
}

let known: string | undefined

/** Of the keys of a few contacts: a release that makes other keys has another one. */
function fingerprint(): string {
  known ??= [...keysOf(SAMPLES, 'DE').values()]
    .flat()
    .reduce((sum, key) => (Math.imul(sum, 31) + key) | 0, 7)
    .toString(36)
  return known
}

const sample = (id: string, value: Partial<Contact>): Item => ({
  ...{ id, version: '1', deleted: false, key: null, parentId: null, slot: null, changedAt: null },
  value: { ...EMPTY_CONTACT, ...value },
})

const SAMPLES: readonly Item[] = [
  sample('person', {
    ...{ firstName: 'Robert', middleName: 'Joseph', lastName: 'Müller-Weiß', nickname: 'Bob' },
    ...{ company: 'Weiß & Söhne GmbH', birthday: { year: 1980, month: 4, day: 9 } },
    emails: [{ value: 'robert.mueller+office@firm.example', label: 'work' }],
    phones: [{ value: '030 1234567', label: 'mobile' }],
  }),
  sample('company', {
    ...{ kind: 'company', company: 'Northern Light Shipping Ltd.' },
    websites: [{ value: 'https://www.northern-light.example/about', label: '' }],
  }),
  sample('names in one field', { firstName: '李小龙', lastName: '' }),
]
