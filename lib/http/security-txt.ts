// security.txt (RFC 9116): where to report a security problem of this installation. Pure.
import { DAY } from '@/lib/time'

/** The RFC recommends less than a year. The file is generated for each response, so it never expires while Concord runs. */
const VALID_DAYS = 180

/** `contact`: mailto: or https:. `address`: Concord's public address, without a trailing slash. */
export function securityText(contact: string, address: string, now: Date): string {
  // The same all day, so that two responses of one day are equal.
  const day = Math.floor(now.getTime() / DAY) * DAY
  const expires = new Date(day + VALID_DAYS * DAY).toISOString().replace('.000', '')
  return [
    `Contact: ${contact}`,
    `Expires: ${expires}`,
    'Preferred-Languages: en',
    `Canonical: ${address}/.well-known/security.txt`,
    '',
  ].join('\n')
}
