// The cookies of signing in and of consent. Over https each is bound to our very host and to https by its name, so that no
// neighbour below the same domain can plant one; scripts can read none. Lax, not strict: Google sends people back from another site.
import { env } from '@/lib/env'

/** Over plain http browsers refuse such names; only a machine of one's own is reached so. */
export const isSecure = (): boolean => env().NEXTAUTH_URL.startsWith('https://')

export const cookieName = (name: string): string => `${isSecure() ? '__Host-' : ''}${name}`

/** A `__Host-` cookie must say `/`. */
export const cookieOptions = () =>
  ({ httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure() }) as const

/** Of next-auth's token against forged posts. */
export const CSRF_COOKIE = 'next-auth.csrf-token'
