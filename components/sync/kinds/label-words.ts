// What a run will do to labels and tags, as sentences of its preview. Pure.
import type { LabelChange, MemberCounts } from '@/lib/domains/contacts/label-forecast'
import { amount, count, list } from '../figures'

/** Labels that are listed one by one; the rest is counted. */
const MOST = 20

export interface LabelWords {
  /** "2 new labels in Elsewhere, 1 new tag in Clio; 14 contacts get a label and 3 get a tag." */
  readonly summary: string
  readonly lines: readonly string[]
}

/** `label`: of the provider whose account it is, here "Elsewhere". */
export function labelWords(changes: readonly LabelChange[], label: string): LabelWords {
  const lines = changes.slice(0, MOST).map((change) => lineOf(change, label))
  const more = changes.length - lines.length
  return {
    summary: summaryOf(changes, label),
    lines: more > 0 ? [...lines, `And ${count(more)} more.`] : lines,
  }
}

function summaryOf(changes: readonly LabelChange[], label: string): string {
  if (changes.length === 0) return 'Labels and tags stay as they are.'
  const of = (kind: LabelChange['kind']) => changes.filter((change) => change.kind === kind).length
  const removed = (isWhole: boolean) =>
    changes.filter((change) => change.kind === 'removeLabel' && (change.others === 0) === isWhole).length
  const names = [
    { n: of('createLabel'), words: (n: number) => `${amount(n, 'new label')} in ${label}` },
    { n: of('createTag'), words: (n: number) => `${amount(n, 'new tag')} in Clio` },
    { n: of('renameLabel'), words: (n: number) => `${amount(n, 'label')} renamed in ${label}` },
    { n: of('renameTag'), words: (n: number) => `${amount(n, 'tag')} renamed in Clio` },
    { n: removed(true), words: (n: number) => `${amount(n, 'label')} deleted in ${label}` },
    {
      n: removed(false),
      words: (n: number) => `${amount(n, 'label')} taken from synced contacts in ${label}`,
    },
    { n: of('part'), words: (n: number) => `${amount(n, 'tag')} no longer linked to a label` },
  ].flatMap(({ n, words }) => (n > 0 ? [words(n)] : []))
  const members = memberWords(totalOf(changes), { gets: 'a label', tag: 'a tag' })
  const parts = [list(names), list(members)].filter(Boolean)
  return `${parts.join('; ')}.`
}

function totalOf(changes: readonly LabelChange[]): MemberCounts {
  const sum = { labelAdded: 0, labelRemoved: 0, tagAdded: 0, tagRemoved: 0 }
  for (const change of changes)
    if ('labelAdded' in change)
      for (const key of Object.keys(sum) as (keyof MemberCounts)[]) sum[key] += change[key]
  return sum
}

/** "14 contacts get a label" */
function memberWords(
  { labelAdded, labelRemoved, tagAdded, tagRemoved }: MemberCounts,
  { gets, tag }: { readonly gets: string; readonly tag: string },
): readonly string[] {
  const words = [
    { n: labelAdded, one: 'gets', many: 'get', what: gets },
    { n: labelRemoved, one: 'loses', many: 'lose', what: gets },
    { n: tagAdded, one: 'gets', many: 'get', what: tag },
    { n: tagRemoved, one: 'loses', many: 'lose', what: tag },
  ]
  return words
    .filter(({ n }) => n > 0)
    .map(({ n, one, many, what }) => `${amount(n, 'contact')} ${n === 1 ? one : many} ${what}`)
}

function lineOf(change: LabelChange, label: string): string {
  const { name } = change
  switch (change.kind) {
    case 'createLabel':
      return `${name}: new label in ${label}${membersOf(change, label)}`
    case 'createTag':
      return `${name}: new tag in Clio${membersOf(change, label)}`
    case 'renameLabel':
      return `${name}: ${label}’s label ${change.from} is renamed${membersOf(change, label)}`
    case 'renameTag':
      return `${name}: the tag ${change.from} is renamed${membersOf(change, label)}`
    case 'members':
      return `${name}: ${list(membersIn(change, label))}`
    case 'part':
      return `${name}: the label was deleted in ${label} or has another tag’s name. The tag stays in Clio`
    case 'removeLabel':
      return change.others === 0
        ? `${name}: the tag was deleted in Clio, and the label is deleted in ${label}. Contacts stay`
        : `${name}: the tag was deleted in Clio. Synced contacts lose the label; ${amount(change.others, 'other contact')} in ${label} ${change.others === 1 ? 'keeps' : 'keep'} it`
  }
}

const membersIn = (counts: MemberCounts, label: string) =>
  memberWords(counts, { gets: `the label in ${label}`, tag: 'the tag in Clio' })

function membersOf(counts: MemberCounts, label: string): string {
  const words = membersIn(counts, label)
  return words.length > 0 ? `; ${list(words)}` : ''
}
