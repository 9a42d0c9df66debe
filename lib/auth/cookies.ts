// The cookies for signing in and for consents. Over https their names bind them to this host and to https, so that a sibling domain
// cannot set them. Scripts cannot read them. They are lax, not strict, because Google redirects people back from another site.
import { env } from '@/lib/env'

/** Browsers refuse these names over plain http, which is only used on a person's own machine. */
export const isSecure = (): boolean => env().NEXTAUTH_URL.startsWith('https://')

export const cookieName = (name: string): string => `${isSecure() ? '__Host-' : ''}${name}`

/** A `__Host-` cookie must have the path `/`. */
export const cookieOptions = () =>
  ({ httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure() }) as const

/** Holds next-auth's CSRF token. */
export const CSRF_COOKIE = 'next-auth.csrf-token'
