// Where a webhook may be sent: to public addresses only, by https. Otherwise an administrator of a firm could reach the network behind
// the server. The name is resolved once, and the request goes to the addresses that were checked.
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { isIn, readNetworks } from '@/lib/http/networks'
import { isLoopbackHost } from '@/lib/issuer'

/** Private, shared, link-local, documentation, multicast and reserved networks, and those that carry IPv4 addresses;
 * an IPv4 address in IPv6 form is checked as what it is. */
const CLOSED = readNetworks(
  `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16
   198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
   ::/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8`,
)

export const isPublicAddress = (address: string): boolean =>
  CLOSED !== null && isIP(address) !== 0 && !isIn(CLOSED, address)

export interface Address {
  readonly address: string
  readonly family: number
}

/** The address is not one that may be called. */
export class AddressRefused extends Error {
  constructor() {
    super('the webhook’s address is not public')
    this.name = 'AddressRefused'
  }
}

/** A person's address as it is kept; a fault in words if it cannot be one. `allowsLoopback`: the app itself runs for this machine only. */
export function readWebhookUrl(
  typed: string,
  allowsLoopback: boolean,
): { readonly url: string } | { readonly fault: string } {
  if (typed.length > 2_000 || !URL.canParse(typed))
    return { fault: 'Type an address like https://example.com/concord.' }
  const url = new URL(typed)
  const host = hostOf(url)
  const isOwn = allowsLoopback && isLoopbackHost(host)
  if (url.protocol !== 'https:' && !(isOwn && url.protocol === 'http:'))
    return { fault: 'The address must begin with https://.' }
  if (url.username || url.password) return { fault: 'Leave the name and the password out of the address.' }
  if (!isOwn && (isLoopbackHost(host) || (isIP(host) !== 0 && !isPublicAddress(host))))
    return { fault: 'This address is not reachable from the internet. Choose a public one.' }
  url.hash = ''
  return { url: url.href }
}

/** Without the brackets of an IPv6 address. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '')

/** All addresses of the name; throws AddressRefused if one of them is not public. */
export async function checkedAddresses(
  host: string,
  allowsLoopback: boolean,
  resolve: (host: string) => Promise<readonly Address[]> = (name) => lookup(name, { all: true }),
): Promise<readonly Address[]> {
  const addresses = isIP(host) === 0 ? await resolve(host) : [{ address: host, family: isIP(host) }]
  const isOwn = allowsLoopback && isLoopbackHost(host)
  const may = ({ address }: Address) => isPublicAddress(address) || (isOwn && isLoopbackHost(address))
  if (addresses.length === 0 || !addresses.every(may)) throw new AddressRefused()
  return addresses
}
