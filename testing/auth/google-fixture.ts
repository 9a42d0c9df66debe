// For the auth tests: an emulated Google in the settings, and a firm's people in a separate database.
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type Emulator, startEmulator } from '@/emulator/server'
import { setEnv } from '@/lib/env'
import type { Actor } from '@/lib/store/firm/actor'
import { owner, withDatabase } from '@/testing/database/test-database'

export interface GoogleFixture {
  readonly google: () => Emulator
  readonly ana: () => Actor
  readonly ben: () => Actor
}

export function withGoogle(): GoogleFixture {
  withDatabase()
  let google: Emulator | undefined
  let firmId = ''
  const ids = { ana: '', ben: '' }
  beforeAll(async () => {
    google = await startEmulator({ port: 0, seed: 'empty' })
    setEnv({
      NEXTAUTH_URL: 'http://localhost:3000',
      GOOGLE_CLIENT_ID: 'concord',
      GOOGLE_CLIENT_SECRET: 'concord-secret',
      GOOGLE_ISSUER: google.url,
      TOKEN_KEY: Buffer.alloc(32, 1).toString('base64'),
    })
  })
  beforeEach(async () => {
    google?.reset()
    await owner().firm.deleteMany()
    firmId = crypto.randomUUID()
    await owner().firm.create({ data: { id: firmId, name: 'Ours' } })
    for (const name of ['ana', 'ben'] as const) {
      ids[name] = crypto.randomUUID()
      const person = { id: ids[name], firmId, subject: ids[name], email: `${name}@example.com`, name }
      await owner().user.create({ data: { ...person, role: 'member' } })
    }
  })
  afterAll(() => google?.close())
  const actor = (name: 'ana' | 'ben'): Actor => ({ userId: ids[name], firmId, role: 'member' })
  return {
    google: () => {
      if (!google) throw new Error('the emulated Google is there once the tests run')
      return google
    },
    ana: () => actor('ana'),
    ben: () => actor('ben'),
  }
}
