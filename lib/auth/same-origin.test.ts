import { beforeAll, expect, it } from 'vitest'
import { refuseForeign } from '@/lib/auth/same-origin'
import { setEnv } from '@/lib/env'

beforeAll(() => setEnv({ NEXTAUTH_URL: 'https://concord.example', LOG_LEVEL: 'silent' }))

it.each([
  ['our own page', { 'sec-fetch-site': 'same-origin', origin: 'https://concord.example' }, true],
  ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://concord.example' }, false],
  ['a neighbour on the same domain', { 'sec-fetch-site': 'same-site' }, false],
  ['our own page in a browser that does not say', { origin: 'https://concord.example' }, true],
  ['another origin in a browser that does not say', { origin: 'https://evil.example' }, false],
  ['a page without an origin', { origin: 'null' }, false],
  ['nobody knows whom', {}, false],
] as const)('a form from %s', (_, headers, ours) => {
  expect(refuseForeign(new Headers(headers))?.status).toBe(ours ? undefined : 403)
})
