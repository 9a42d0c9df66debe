import { expect, it } from 'vitest'
import { limited } from '@/lib/auth/limits'
import { setEnv } from '@/lib/env'
import { ownerPool, withDatabase } from '@/testing/database/test-database'

withDatabase()
setEnv({ LOG_LEVEL: 'silent' })

const from = (peer: string, path = '/sign-in/google') =>
  new Request(`https://concord.example${path}`, { headers: { 'x-concord-peer': peer } })

async function ping(request: Request, userId?: string): Promise<Response> {
  for (;;) {
    const answer = await limited(request, userId ? 'consent' : 'signIn', userId)
    if (answer) return answer
  }
}

it('a client over the limit reads how long to wait, and others are not affected', async () => {
  const answer = await ping(from('203.0.113.7'))
  expect(answer.status).toBe(429)
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await answer.text()).toContain('Nothing was changed, and nobody is locked out')
  expect(await limited(from('203.0.113.8'), 'signIn')).toBeNull()
})

it('a signed-in person is counted by person, not by network', async () => {
  await ping(from('203.0.113.9'), 'ana')
  expect(await limited(from('203.0.113.9'), 'consent', 'ben')).toBeNull()
})

it('a program gets its answer in JSON', async () => {
  for (;;) {
    const answer = await limited(from('203.0.113.7', '/api/health'), 'health')
    if (!answer) continue
    expect(await answer.json()).toMatchObject({ error: 'too many requests' })
    break
  }
})

it('the database stores no address', async () => {
  await limited(from('203.0.113.77'), 'signIn')
  const { rows } = await ownerPool().query<{ key: string }>('select key from "RateLimit"')
  expect(JSON.stringify(rows)).not.toContain('203.0.113')
})

it('nobody is locked out if the database cannot count', async () => {
  await ownerPool().query('alter table "RateLimit" rename to "Gone"')
  expect(await limited(from('203.0.113.10'), 'signIn')).toBeNull()
  await ownerPool().query('alter table "Gone" rename to "RateLimit"')
})
