// Where to go after signing in: a path of ours, never an address that somebody else put into a link.
export function safePath(path: string | null | undefined, otherwise = '/contacts'): string {
  if (!path?.startsWith('/') || /[\\\p{Cc}]/u.test(path)) return otherwise
  const base = 'https://concord.invalid'
  const url = URL.canParse(path, base) ? new URL(path, base) : null
  // Two slashes may only come about here: `/.//evil.example` is a path of ours, and what is left of it another site.
  if (url?.origin !== base || url.pathname.startsWith('//')) return otherwise
  return url.pathname + url.search
}
