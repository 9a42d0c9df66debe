// The e-mail addresses in a text that should be one: people and programs write a name around an address, or several in one place.
import { emailFault } from '@/lib/domains/contacts/value/limits'

/**
 * `Ida Alder <ida@example.com>` gives `ida@example.com`, `ida@example.com; bob@example.com` both addresses, each once and in
 * order. A text that cannot be read so comes back whole, trimmed: nothing is lost. A text of spaces gives nothing.
 */
export function emailsIn(text: string): readonly string[] {
  const said = text.trim()
  if (said === '') return []
  const found = isAddress(said) ? [said] : (bracketed(said) ?? listed(said))
  return found ? [...new Set(found)] : [said]
}

const isAddress = (text: string) => !/^mailto:/i.test(text) && emailFault(text) === null

/** RFC 5322's form, with a name before each address. Bare addresses may stand between. */
function bracketed(text: string): readonly string[] | null {
  const parts = text.match(/(?:"(?:[^"\\]|\\.)*"|[^,;<>"])*<[^<>]*>|[^,;]+/g) ?? []
  if (!parts.some((part) => /<[^<>]*>/.test(part))) return null
  const found: string[] = []
  for (const part of parts) {
    const inside = /<\s*(?:mailto:)?([^<>]*?)\s*>/i.exec(part)?.[1]
    const address = inside ?? bare(part)
    if (isAddress(address)) found.push(address)
    else if (inside !== undefined || part.includes('@')) return null
  }
  return found.length > 0 ? found : null
}

/** Addresses alone, between commas, semicolons, spaces or slashes; an address may be followed by a remark in brackets. */
function listed(text: string): readonly string[] | null {
  const parts = text
    .replace(/\([^()]*\)/g, ' ')
    .split(/[,;\s]+|\/(?=[^/]*@)/)
    .map(bare)
    .filter(Boolean)
  return parts.length > 0 && parts.every(isAddress) ? parts : null
}

const bare = (text: string) => text.trim().replace(/^mailto:/i, '')
