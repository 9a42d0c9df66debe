// Which contacts and people the lines of a file mean, and which lines become matters. Nothing is created for a name that nobody has: the line
// is named instead. Pure.

import { checkMatter, type Matter, normalMatter, type RelatedContact } from '@/lib/domains/matters/matter'
import { searchable } from '@/lib/domains/text/searchable'
import { shortened } from '@/lib/domains/text/storable'
import type { FileMatter, MatterProblem } from './read-matters'

/** The form of a name or an email address under which it is looked up. */
export const lookupKey = (text: string): string => searchable(text)

/** What the firm has, by lookupKey. */
export interface KnownNames {
  /** Ids of contacts that everybody sees, by name and by email address. */
  readonly contacts: ReadonlyMap<string, readonly string[]>
  /** Names and addresses of contacts that only the importing person sees. */
  readonly onlyMine: ReadonlySet<string>
  readonly users: ReadonlyMap<string, readonly string[]>
  /** Numbers of matters outside the bin, in lower case. */
  readonly numbers: ReadonlySet<string>
}

export interface ReadyMatter {
  readonly line: number
  readonly matter: Matter
}

export interface ResolvedMatters {
  readonly ready: readonly ReadyMatter[]
  /** Lines of `ready` whose responsible person is not in the firm: they are imported without one. */
  readonly unknownPeople: readonly MatterProblem[]
  /** Their numbers are used already: they stay as they are. */
  readonly existing: readonly MatterProblem[]
  /** Lines that are not imported. */
  readonly problems: readonly MatterProblem[]
}

export function resolveMatters(matters: readonly FileMatter[], known: KnownNames): ResolvedMatters {
  const ready: ReadyMatter[] = []
  const [unknownPeople, existing, problems]: MatterProblem[][] = [[], [], []]
  const seen = new Map<string, number>()
  for (const one of matters) {
    const { line, number } = one
    const key = number.toLowerCase()
    const add = (list: MatterProblem[] | undefined, reason: string) => list?.push({ line, number, reason })
    const first = seen.get(key)
    if (key !== '') seen.set(key, first ?? line)
    if (key !== '' && known.numbers.has(key)) {
      add(existing, 'There is a matter of this number already. It stays as it is.')
      continue
    }
    if (first !== undefined) {
      add(problems, `Line ${first} has the same number. Give one of them another number.`)
      continue
    }
    const made = matterOf(one, known)
    if ('reasons' in made) {
      add(problems, made.reasons.join(' '))
      continue
    }
    ready.push({ line, matter: made.matter })
    if (made.unknown)
      add(
        unknownPeople,
        `Nobody at your firm is called “${short(one.responsible)}”. It is imported without a responsible person.`,
      )
  }
  return { ready, unknownPeople: unknownPeople ?? [], existing: existing ?? [], problems: problems ?? [] }
}

const short = (text: string) => shortened(text, 60)

type Made = { readonly matter: Matter; readonly unknown: boolean } | { readonly reasons: readonly string[] }

function matterOf(one: FileMatter, known: KnownNames): Made {
  const reasons: string[] = []
  const client = one.client === '' ? null : contactMeant(one.client, known)
  if (client && 'reason' in client) reasons.push(client.reason)
  const related = one.related.flatMap((text): RelatedContact | readonly [] => {
    const met = relatedMeant(text, known)
    if (!('reason' in met)) return met
    reasons.push(met.reason)
    return []
  })
  const [responsibleId, another] = known.users.get(lookupKey(one.responsible)) ?? []
  const isKnown = responsibleId !== undefined && another === undefined
  const matter = normalMatter({
    ...{ number: one.number, description: one.description, status: one.status },
    ...{ clientId: client && 'id' in client ? client.id : null, related: related.flat() },
    responsibleId: isKnown ? responsibleId : null,
  })
  const named = reasons.length > 0 && client !== null
  for (const { field, message } of checkMatter(matter))
    if (!(named && field === 'client')) reasons.push(field === 'client' ? NO_CLIENT : message)
  return reasons.length > 0 ? { reasons } : { matter, unknown: one.responsible !== '' && !isKnown }
}

const NO_CLIENT = 'A matter needs a client. Fill in Client.'

type MeantContact = { readonly id: string } | { readonly reason: string }

/** By its whole name or email address; also by "Last, First". */
function contactMeant(text: string, { contacts, onlyMine }: KnownNames): MeantContact {
  const forms = formsOf(text)
  for (const form of forms) {
    const [id, another] = contacts.get(form) ?? []
    if (id !== undefined && another === undefined) return { id }
    if (id !== undefined)
      return {
        reason: `Several contacts are called “${short(text)}”. Write the email address of the right one instead.`,
      }
  }
  if (forms.some((form) => onlyMine.has(form)))
    return { reason: `“${short(text)}” is a contact that only you see. Share it with the firm first.` }
  return {
    reason: `No contact is called “${short(text)}”. Add it under Contacts first, or correct the name.`,
  }
}

function formsOf(text: string): readonly string[] {
  const [last, first, ...more] = text.split(',')
  const turned = first !== undefined && more.length === 0 ? [lookupKey(`${first} ${last}`)] : []
  return [lookupKey(text), ...turned]
}

/** The whole text may be a name ("Acme (UK)"), or a name with a role behind it. */
function relatedMeant(text: string, known: KnownNames): RelatedContact | { readonly reason: string } {
  const whole = contactMeant(text, known)
  if ('id' in whole) return { contactId: whole.id, role: '' }
  const [, name, role] = /^(.*\S)\s*\(([^()]*)\)$/.exec(text) ?? []
  if (name === undefined || role === undefined) return whole
  const met = contactMeant(name, known)
  return 'id' in met ? { contactId: met.id, role } : met
}

/** Everything that the lines name: what has to be looked up. */
export function namesToLookUp(matters: readonly FileMatter[]): ReadonlySet<string> {
  const names = matters.flatMap(({ client, related }) => [
    ...formsOf(client),
    ...related.flatMap((one) => [...formsOf(one), ...formsOf(one.replace(/\s*\([^()]*\)$/, ''))]),
  ])
  return new Set(names.filter((name) => name !== ''))
}
