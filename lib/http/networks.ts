// Parses networks in settings: 10.0.0.0/8, 2001:db8::/32, or a single address. Pure.
import { BlockList, isIP } from 'node:net'

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** The networks of a text, separated by commas or spaces; null if one is invalid. */
export function readNetworks(text: string): BlockList | null {
  const networks = new BlockList()
  for (const part of text.split(/[\s,]+/).filter(Boolean)) {
    const [address = '', bits, ...rest] = part.split('/')
    const most = isIP(address) === 6 ? 128 : 32
    if (!isIP(address) || rest.length > 0) return null
    if (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= most)) return null
    networks.addSubnet(address, Number(bits ?? most), familyOf(address))
  }
  return networks
}

export const isIn = (networks: BlockList, address: string): boolean =>
  isIP(address) !== 0 && networks.check(address, familyOf(address))
