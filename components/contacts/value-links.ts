// The link of a contact's value. A field may contain anything, so each address is built from encoded parts, and null means that the value
// is not such an address. Pure.
import { storableText } from '@/lib/domains/text/storable'

/** RFC 6068. A "?" within the address would begin headers such as bcc. */
export function mailAddress(value: string): string | null {
  const address = value.trim()
  if (!/^[^\s@]+@[^\s@]+$/.test(address)) return null
  return `mailto:${encodeURIComponent(storableText(address)).replace('%40', '@')}`
}

/** RFC 3966, digits as dialled; "ask at the desk" cannot be. "#" would begin a fragment. */
export function dialled(value: string): string | null {
  const number = value.replace(/[^\d+*#,;]/g, '').replace(/(?!^)\+/g, '')
  return /\d/.test(number) ? `tel:${number.replaceAll('#', '%23')}` : null
}

/** Only web addresses are followed, and none that names a user first: `https://bank.example@evil.example` reads as another site. */
export function webAddress(value: string): string | null {
  const typed = value.trim()
  if (/\s/.test(typed) || /^(?!https?:)[a-z][a-z0-9+.-]*:\/\//i.test(typed)) return null
  const address = /^https?:\/\//i.test(typed) ? typed : `https://${typed}`
  const url = URL.canParse(address) ? new URL(address) : null
  return url?.hostname && !url.username && !url.password ? url.href : null
}
