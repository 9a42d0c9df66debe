// The page at /: searching, editing, adding and deleting with plain forms.
import { beforeEach, expect, test } from 'vitest'
import { ANA, named, openFixture, request } from '@/emulator/fixture'
import type { Person } from '@/emulator/people/person'

const fixture = openFixture()
const get = async (path: string) => (await request(fixture.emulator.url + path)).text
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  request(fixture.emulator.url + path, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ account: ANA, ...fields }),
  })
const own = (name: string) => new URLSearchParams({ account: ANA, name })

const DETAILED: Person = {
  names: [{ givenName: 'Müjde', familyName: 'Özdemir', phoneticGivenName: 'Mujde' }],
  emailAddresses: [{ value: 'm@x.example', type: 'work', displayName: 'Dr. M' }],
  addresses: [
    { streetAddress: 'Goethestraße 7', city: 'München', poBox: '12', formattedValue: 'as on the card' },
  ],
  clientData: [{ key: 'k', value: 'v' }],
  birthdays: [{ date: { month: 2, day: 29 } }],
}

let name = ''
beforeEach(() => {
  name = fixture.emulator.addPerson({ account: ANA, person: DETAILED }).resourceName ?? ''
})
const stored = () => fixture.emulator.person({ account: ANA, resourceName: name })

/** The form as a browser would send it unchanged. */
async function filled(path = `/book/edit?${own(name)}`): Promise<Record<string, string>> {
  const text = await get(path)
  const inputs = [...text.matchAll(/<input(?![^>]*checkbox)[^>]*?name="([^"]+)"\s+value="([^"]*)"/g)]
  const notes = /<textarea[^>]*>([^<]*)</.exec(text)?.[1] ?? ''
  return { notes, ...Object.fromEntries(inputs.map(([, key = '', value = '']) => [key, value])) }
}

test('the page says what it is and lists the accounts', async () => {
  const text = await get('/')
  expect(text).toContain('Google Contacts (emulated)')
  expect(text).toContain('Nothing here reaches Google')
  for (const person of ['Ana Lima', 'Ben Okafor', 'Cho Min-ji']) expect(text).toContain(person)
})

test('contacts are listed in pages of fifty and found by any of their words', async () => {
  fixture.emulator.addPersons({
    account: ANA,
    persons: Array.from({ length: 60 }, (_, at) => named(`Person ${at}`)),
  })
  const first = await get(`/book?account=${ANA}`)
  expect(first).toContain('Page 1 of 2')
  expect(first.match(/class="person"/g)).toHaveLength(50)
  expect(await get(`/book?account=${ANA}&page=2`)).toContain('Person 59')
  const found = await get(`/book?account=${ANA}&q=goethe`)
  expect([found.includes('1 contact'), found.includes('Özdemir')]).toEqual([true, true])
})

test('a form that is submitted unchanged changes nothing in the contact', async () => {
  const before = stored()
  await post('/book/save', await filled())
  const { etag: _, metadata: __, ...after } = stored() ?? {}
  const { etag: ___, metadata: ____, ...same } = before ?? {}
  expect(after).toEqual(same)
})

test('an edit changes what was edited and keeps what the form does not show', async () => {
  const reply = await post('/book/save', {
    ...(await filled()),
    'names.0.familyName': 'Özdemir-Groß',
    'emailAddresses.1.value': 'new@x.example',
    'addresses.0.city': 'Köln',
    'birthday.year': '1980',
    notes: 'Line one\r\nLine two',
  })
  expect(reply.status).toBe(302)
  const { names, emailAddresses, addresses, birthdays, biographies, clientData } = stored() ?? {}
  expect(names).toMatchObject([
    { familyName: 'Özdemir-Groß', phoneticGivenName: 'Mujde', displayName: 'Müjde Özdemir-Groß' },
  ])
  expect(emailAddresses).toMatchObject([
    { value: 'm@x.example', displayName: 'Dr. M' },
    { value: 'new@x.example' },
  ])
  expect(addresses).toMatchObject([
    { city: 'Köln', poBox: '12', formattedValue: expect.stringContaining('Köln') },
  ])
  expect(birthdays).toMatchObject([{ date: { year: 1980, month: 2, day: 29 } }])
  expect(biographies).toMatchObject([{ value: 'Line one\nLine two' }])
  expect(clientData).toMatchObject([{ key: 'k', value: 'v' }])
})

test('an emptied row is removed', async () => {
  await post('/book/save', { ...(await filled()), 'emailAddresses.0.value': '' })
  expect(stored()?.emailAddresses).toBeUndefined()
})

test('labels are checked and unchecked, and My Contacts stays', async () => {
  const { resourceName } = fixture.emulator.addGroup({ account: ANA, name: 'Clients' })
  await post('/book/save', { ...(await filled()), group: resourceName })
  expect(stored()?.memberships).toHaveLength(2)
  await post('/book/save', await filled())
  expect(stored()?.memberships).toHaveLength(1)
})

test('a contact can be added and deleted', async () => {
  await post('/book/save', { ...(await filled(`/book/edit?account=${ANA}`)), 'names.0.givenName': 'Added' })
  expect(fixture.emulator.persons({ account: ANA })).toHaveLength(2)
  await post('/book/delete', { name })
  expect(stored()).toBeNull()
  expect((await request(`${fixture.emulator.url}/book/person?${own(name)}`)).status).toBe(404)
  expect((await post('/book/save', { name })).status).toBe(404)
})

test('an empty form is refused with a reason', async () => {
  const reply = await post('/book/save', {})
  expect([reply.status, reply.text.includes('role="alert"')]).toEqual([400, true])
  expect(fixture.emulator.persons({ account: ANA })).toHaveLength(1)
})

test('what people type is shown as text, never as markup', async () => {
  fixture.emulator.addPerson({
    account: ANA,
    person: named('<script>alert(1)</script>', { nicknames: [{ value: '"><b>' }] }),
  })
  const text = await get(`/book?account=${ANA}`)
  expect([text.includes('<script>'), text.includes('&lt;script&gt;')]).toEqual([false, true])
})

test('connected apps are listed with a button that removes their access', async () => {
  fixture.emulator.issueTokens({ account: ANA })
  expect(await get(`/book?account=${ANA}`)).toContain('Remove access of Concord')
  await post('/book/remove-access', { client: 'concord' })
  expect(fixture.emulator.grants({ account: ANA })).toEqual([])
})

test('a form of another site is refused', async () => {
  expect((await post('/book/delete', { name }, { origin: 'https://evil.example' })).status).toBe(403)
  expect(stored()).not.toBeNull()
})
