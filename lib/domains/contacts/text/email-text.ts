// The email addresses in a text: people and programs put a name around an address, or several addresses into one field.
import { emailFault } from '@/lib/domains/contacts/value/limits'

/**
 * `Ida Alder <ida@example.com>` gives `ida@example.com`, `ida@example.com; bob@example.com` both addresses, each once and in
 * order. A text that cannot be read this way is returned whole and trimmed, so nothing is lost. A blank text gives nothing.
 */
export function emailsIn(text: string): readonly string[] {
  const trimmed = text.trim()
  if (trimmed === '') return []
  const found = isAddress(trimmed) ? [trimmed] : (bracketed(trimmed) ?? listed(trimmed))
  return found ? [...new Set(found)] : [trimmed]
}

const isAddress = (text: string) => !/^mailto:/i.test(text) && emailFault(text) === null

/** RFC 5322's form, with a name before each address. Bare addresses may be among them. */
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

/** Addresses only, separated by commas, semicolons, spaces or slashes; a remark in brackets may follow an address. */
function listed(text: string): readonly string[] | null {
  const parts = text
    .replace(/\([^()]*\)/g, ' ')
    .split(/[,;\s]+|\/(?=[^/]*@)/)
    .map(bare)
    .filter(Boolean)
  return parts.length > 0 && parts.every(isAddress) ? parts : null
}

const bare = (text: string) => text.trim().replace(/^mailto:/i, '')
