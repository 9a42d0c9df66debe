// Tags: short names that a firm gives its contacts. Two spellings that fold to the same text are one tag. Pure.
import { folded } from '@/lib/domains/text/folded'
import { oneLine } from '@/lib/domains/text/plain-text'

/** Characters of a tag's name, and tags of one contact. */
export const LONGEST_TAG = 60
export const MOST_TAGS = 50

/** Equal for two spellings of one tag. */
export const tagKey = (name: string): string => folded(name)

/** The names, each once, in the spelling that comes first; blank ones are left out, and commas, which part tags. */
export function distinctTags(names: readonly string[]): readonly string[] {
  const byKey = new Map<string, string>()
  for (const name of names.map((one) => oneLine(one.replaceAll(',', ' ')))) {
    const key = tagKey(name)
    if (key !== '' && !byKey.has(key)) byKey.set(key, name)
  }
  return [...byKey.values()]
}

/** What a person typed into the field, with commas between the names. */
export const tagsIn = (text: string): readonly string[] => distinctTags(text.split(','))

/** The text of the field. */
export const tagsText = (names: readonly string[]): string => names.join(', ')

/** Why these cannot be the tags of a contact; null if they can. */
export function tagFault(names: readonly string[]): string | null {
  if (names.length > MOST_TAGS) return `A contact can have at most ${MOST_TAGS} tags.`
  const long = names.find((name) => name.length > LONGEST_TAG)
  return long
    ? `“${long.slice(0, 20)}…” is too long. A tag can have at most ${LONGEST_TAG} characters.`
    : null
}

/** What an edit of a contact's tags did: a colleague's change meanwhile stays. */
export function tagChanges(before: readonly string[], after: readonly string[]) {
  const [was, is] = [new Set(before.map(tagKey)), new Set(after.map(tagKey))]
  return {
    added: after.filter((name) => !was.has(tagKey(name))),
    removed: before.filter((name) => !is.has(tagKey(name))),
  }
}

export const TAG_LIMITS = `A contact can have ${MOST_TAGS} tags of at most ${LONGEST_TAG} characters.`

/** Those that a file may give a contact: without names that are too long, and no more than a contact can have. */
export const tagsFromFile = (names: readonly string[]): readonly string[] =>
  distinctTags(names)
    .filter((name) => name.length <= LONGEST_TAG)
    .slice(0, MOST_TAGS)
