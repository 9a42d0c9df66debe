// How an identity provider is named where people are stored. Pure.

/**
 * The issuer of a signed answer, or of the settings, as one name: without a slash at its end, which providers and administrators
 * write or not. An issuer on this machine is named without its port: the imitated Google takes the next free one at each start.
 */
export function issuerName(issuer: string): string {
  const name = issuer.replace(/\/+$/, '')
  if (!URL.canParse(name)) return name
  const { protocol, hostname, pathname } = new URL(name)
  if (!isLoopbackHost(hostname)) return name
  return `${protocol}//${hostname}${pathname === '/' ? '' : pathname}`
}

export const isLoopbackHost = (hostname: string): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
