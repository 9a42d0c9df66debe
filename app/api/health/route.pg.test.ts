// What /api/health answers while the database keeps every query waiting.
import { expect, test } from 'vitest'
import { setEnv } from '@/lib/env'
import { ownerPool, withDatabase } from '@/testing/database/test-database'
import { GET } from './route'

withDatabase()
setEnv({ LOG_LEVEL: 'silent' })

const ask = () =>
  GET(new Request('https://concord.example/api/health', { headers: { 'x-concord-peer': '203.0.113.7' } }))

test('a database that never answers is reported, though each request is counted in it', async () => {
  expect((await ask()).status).toBe(200)
  const holder = await ownerPool().connect()
  try {
    await holder.query('begin; lock table "RateLimit", _prisma_migrations in access exclusive mode')
    const answer = await ask()
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({ reason: 'The database does not answer.' })
  } finally {
    await holder.query('rollback')
    holder.release()
  }
  expect((await ask()).status).toBe(200)
})
