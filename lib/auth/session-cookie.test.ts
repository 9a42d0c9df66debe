import { encode } from 'next-auth/jwt'
import { beforeEach, expect, it } from 'vitest'
import { openCookie } from '@/lib/auth/session-cookie'
import { setEnv } from '@/lib/env'

const [FORMER, PRESENT] = ['the secret until yesterday', 'the secret since today']
const session = { id: crypto.randomUUID(), firmId: crypto.randomUUID() }
const token = { sessionId: session.id, firmId: session.firmId }
const sealed = (secret: string, content: object = token) => encode({ token: { ...content }, secret })

beforeEach(() => setEnv({ NEXTAUTH_SECRET: PRESENT, NEXTAUTH_SECRET_OLD: '' }))

it('a cookie names the session and the firm that were sealed into it', async () => {
  expect(await openCookie(await sealed(PRESENT))).toEqual(session)
})

it('a cookie sealed with a former secret opens as long as that secret is given', async () => {
  const former = await sealed(FORMER)
  expect(await openCookie(former)).toBeNull()
  setEnv({ NEXTAUTH_SECRET_OLD: FORMER })
  expect(await openCookie(former)).toEqual(session)
  expect(await openCookie(await sealed(PRESENT))).toEqual(session)
})

it('any other cookie names no session', async () => {
  const changed = (await sealed(PRESENT)).replace(/.{9}$/, 'AAAAAAAAA')
  const others = [undefined, '', 'made up', changed, await sealed('a secret of somebody else')]
  for (const other of others) expect(await openCookie(other)).toBeNull()
  expect(await openCookie(await sealed(PRESENT, { userId: session.id }))).toBeNull()
  expect(await openCookie(await sealed(PRESENT, { ...token, sessionId: "' or true" }))).toBeNull()
  expect(await openCookie(await encode({ token, secret: PRESENT, maxAge: -60 }))).toBeNull()
})
