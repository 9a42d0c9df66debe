// The name under which an identity provider is stored. Pure.

/**
 * One name for the issuer of a signed answer and of the settings: without a trailing slash, which some write and others do not. A local
 * issuer is named without its port, since the emulator takes the next free port at each start.
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
