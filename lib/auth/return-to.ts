// Where to go after signing in: a path of ours, never an address that somebody else put into a link.
export function safePath(path: string | null | undefined, otherwise = '/contacts'): string {
  if (!path?.startsWith('/') || /[\\\p{Cc}]/u.test(path)) return otherwise
  const base = 'https://concord.invalid'
  const url = URL.canParse(path, base) ? new URL(path, base) : null
  return url?.origin === base ? url.pathname + url.search : otherwise
}
