import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { LIST_FIELDS } from '@/lib/domains/contacts/value/fields'
import { readEnv } from '@/lib/env'
import { contactArbitrary } from '@/testing/contacts/arbitrary'
import { eventArbitrary } from '@/testing/events/arbitrary'
import { ALL_PROVIDERS, contactProjects, eventProjects, findProvider, providerOf } from './registry'

const valuesOf = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ value: `a${at}@b.example`, label: '' }))
const addressesOf = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    street: `${at} Mill Rd`,
    city: '',
    region: '',
    postalCode: '',
    country: '',
    label: '',
  }))
const having = (count: number): Contact => ({
  ...EMPTY_CONTACT,
  firstName: 'Ana',
  emails: valuesOf(count),
  phones: valuesOf(count),
  websites: valuesOf(count),
  addresses: addressesOf(count),
})

describe.each(ALL_PROVIDERS)('$label, as its descriptor says', ({ name, label, account, collections }) => {
  const { local, remote } = contactProjects({ provider: name })
  const { contacts, events } = collections

  test.each(LIST_FIELDS)(
    '%s: each side of a sync holds 100 entries whole, and the first 100 of more',
    (field) => {
      for (const side of [local, remote]) {
        expect(side(having(25))[field]).toEqual(having(25)[field])
        expect(side(having(101))[field]).toEqual(having(100)[field])
      }
    },
  )

  it('projecting a projected value changes nothing', () => {
    fc.assert(
      fc.property(contactArbitrary, (contact) => {
        for (const side of [local, remote]) expect(side(side(contact))).toEqual(side(contact))
      }),
    )
  })

  it('projecting a projected event changes nothing', () => {
    fc.assert(
      fc.property(eventArbitrary, (event) => {
        for (const side of Object.values(eventProjects({ provider: name })))
          expect(side(side(event))).toEqual(side(event))
      }),
    )
  })

  it.each(['contacts', 'events'] as const)(
    'writing no %s takes no time, and each write takes some',
    (kind) => {
      const rootUrl = collections[kind].rootUrl(readEnv({}))
      const takes = (creates: number, updates: readonly number[], deletes: number) =>
        collections[kind].writingMs({ creates, updates, deletes }, rootUrl)
      expect(takes(0, [], 0)).toBe(0)
      for (const some of [takes(1, [], 0), takes(0, [1], 0), takes(0, [], 1)]) expect(some).toBeGreaterThan(0)
    },
  )

  it('has a name that fits into addresses, and its label occurs in its product names', () => {
    expect(name).toMatch(/^[a-z]+$/)
    expect(account).toContain(label)
    expect(contacts.product).toContain(label)
    expect(contacts.scopes).not.toHaveLength(0)
    expect(events.product).toContain(label)
  })

  it('asks for calendars apart from contacts, and never for the right to delete or share calendars', () => {
    const scopes = Object.values(events.scopes).flat()
    expect(scopes.filter((scope) => contacts.scopes.some((one) => one === scope))).toEqual([])
    expect(scopes.every((scope) => /\/calendar\.[a-z.]+$/.test(scope))).toBe(true)
  })
})

describe('a provider by its name', () => {
  it('is found again by the name that a connection stores', () => {
    for (const one of ALL_PROVIDERS) {
      expect(findProvider(one.name)).toBe(one)
      expect(providerOf({ provider: one.name })).toBe(one)
    }
  })

  it.each(['', 'Google', 'clio', 'toString', '__proto__', 'constructor'])('is not found by %j', (name) => {
    expect(findProvider(name)).toBeNull()
    expect(() => providerOf({ provider: name })).toThrow('a provider that this version')
  })
})

/** Packages that a module loads when it is imported, directly or indirectly. Type imports load nothing and are left out. */
function packagesOf(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return new Set()
  seen.add(file)
  const imports = readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type )[^']*?from '([^']+)'/gm)
  const found = [...imports].flatMap(([, from = '']) => {
    if (from.startsWith('@/')) return [...packagesOf(join(process.cwd(), `${from.slice(2)}.ts`), seen)]
    if (from.startsWith('.')) return [...packagesOf(join(file, '..', `${from}.ts`), seen)]
    return [from]
  })
  return new Set(found)
}

it('descriptors load no vendor client, since the store and pages import them', () => {
  const packages = packagesOf(join(import.meta.dirname, 'registry.ts'))
  expect([...packages].filter((name) => /google|openid|next/.test(name))).toEqual([])
  expect([...packagesOf(join(import.meta.dirname, 'clients.ts'))].join()).toContain('googleapis')
})
