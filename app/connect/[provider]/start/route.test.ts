import { expect, it } from 'vitest'
import { connectStart } from '@/lib/http/sync-paths'
import { GET, POST } from './route'

const NAMES = ['nowhere', 'Google', 'google-contacts', 'toString', '__proto__', '']
const params = (provider: string) => ({ params: Promise.resolve({ provider }) })

it.each(NAMES)('there is no address to connect an account of %j', async (name) => {
  const address = `http://localhost:3000${connectStart(name)}`
  const asked = new Request(address, { headers: { 'sec-fetch-site': 'same-origin' }, method: 'POST' })
  expect((await POST(asked, params(name))).status).toBe(404)
  expect((await GET(new Request(address), params(name))).status).toBe(404)
})

it('the address alone leads to the page with the button', async () => {
  const answer = await GET(new Request(`http://localhost:3000${connectStart('google')}`), params('google'))
  expect(answer.headers.get('location')).toMatch(/\/settings\/sync\/google$/)
})

it.each(['calendar', 'Calendars', '', 'toString'])('there is no consent for %j', async (purpose) => {
  const address = `http://localhost:3000${connectStart('google')}?for=${purpose}`
  const asked = new Request(address, { headers: { 'sec-fetch-site': 'same-origin' }, method: 'POST' })
  expect((await POST(asked, params('google'))).status).toBe(404)
})
