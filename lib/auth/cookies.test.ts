import { expect, it } from 'vitest'
import { cookieName, cookieOptions } from '@/lib/auth/cookies'
import { authOptions } from '@/lib/auth/options'
import { setEnv } from '@/lib/env'

it('over https every sign-in cookie is bound to our host and to https, and hidden from scripts', () => {
  setEnv({ NEXTAUTH_URL: 'https://concord.example' })
  const cookies = Object.values(authOptions().cookies ?? {})
  expect(cookies.map(({ name }) => name).sort()).toEqual([
    '__Host-next-auth.callback-url',
    '__Host-next-auth.csrf-token',
    '__Host-next-auth.nonce',
    '__Host-next-auth.pkce.code_verifier',
    '__Host-next-auth.session-token',
    '__Host-next-auth.state',
  ])
  for (const { options } of cookies)
    expect(options).toMatchObject({ httpOnly: true, secure: true, sameSite: 'lax', path: '/' })
})

it('over plain http the cookie names carry no prefix that https requires', () => {
  setEnv({ NEXTAUTH_URL: 'http://localhost:3000' })
  expect(cookieName('concord.connect')).toBe('concord.connect')
  expect(cookieOptions()).toMatchObject({ secure: false, httpOnly: true })
})
