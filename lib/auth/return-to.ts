// Where to go after signing in: a path of ours, never an address that somebody else put into a link.
export function safePath(path: string | null | undefined, otherwise = '/contacts'): string {
  if (!path?.startsWith('/') || /[\\\p{Cc}]/u.test(path)) return otherwise
  const base = 'https://concord.invalid'
  const url = URL.canParse(path, base) ? new URL(path, base) : null
  // Two slashes may only come about here: `/.//evil.example` is a path of ours, and what is left of it another site.
  if (url?.origin !== base || url.pathname.startsWith('//')) return otherwise
  return url.pathname + url.search
}

/**
 * The address that leads to `path` once somebody is signed in, in letters that no encoding touches: on its way through next-auth's
 * cookie an address is decoded twice, which turns %E6 into a letter that no header may hold, and %26 into &.
 */
export const returnAddress = (path: string): string =>
  `/sign-in?to=${Buffer.from(path, 'utf8').toString('base64url')}`

/** What `returnAddress` was made of. next-auth gives the address whole, as `callbackUrl`, where signing in failed. */
export function pathOfReturn(to: string | null, callbackUrl: string | null): string | null {
  const sealed =
    to ?? (callbackUrl && URL.canParse(callbackUrl) ? new URL(callbackUrl).searchParams.get('to') : null)
  return sealed && Buffer.from(sealed, 'base64url').toString('utf8')
}
