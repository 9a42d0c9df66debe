// Returns a path of Concord to open after signing in, never the address of another site that a link contained.
export function safePath(path: string | null | undefined, otherwise = '/contacts'): string {
  if (!path?.startsWith('/') || /[\\\p{Cc}]/u.test(path)) return otherwise
  const base = 'https://concord.invalid'
  const url = URL.canParse(path, base) ? new URL(path, base) : null
  // The two slashes may only appear here: `/.//evil.example` is a path of ours, but the normalized path is another site.
  if (url?.origin !== base || url.pathname.startsWith('//')) return otherwise
  return url.pathname + url.search
}

/**
 * The address that leads to `path` after signing in, in characters that no encoding changes. next-auth's cookie decodes an address
 * twice, which turns %E6 into a character that headers do not allow, and %26 into &.
 */
export const returnAddress = (path: string): string =>
  `/sign-in?to=${Buffer.from(path, 'utf8').toString('base64url')}`

/** The path that `returnAddress` was given. If signing in failed, next-auth passes the whole address as `callbackUrl`. */
export function pathOfReturn(to: string | null, callbackUrl: string | null): string | null {
  const sealed =
    to ?? (callbackUrl && URL.canParse(callbackUrl) ? new URL(callbackUrl).searchParams.get('to') : null)
  return sealed && Buffer.from(sealed, 'base64url').toString('utf8')
}
