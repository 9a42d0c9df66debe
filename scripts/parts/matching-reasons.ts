// Every sentence by which the pages say why two contacts were, or were not, taken for the same person. The types make the list complete: a new
// kind of reason does not compile until it is explained here, or said to be about something else.
import { because, howSure } from '@/components/sync/words'
import type { Reason } from '@/lib/domains/contacts/types'
import { REASON_WEIGHTS, type ReasonWeight } from '@/lib/engine/model'
import { TERMS } from './matching-answer'

interface Explained<K extends Reason['kind']> {
  readonly example: Reason & { readonly kind: K }
  readonly means: string
}

type Explanations = {
  readonly [K in Reason['kind']]: Explained<K> | null
}

/** null: about an edit, a deletion or an undo, not about who is who. */
const EXPLAINED: Explanations = {
  sameNameAndEmail: {
    example: { kind: 'sameNameAndEmail', email: 'ana@example.com' },
    means: 'The rule for linking without asking. If you are asked all the same, something contradicts it.',
  },
  agrees: {
    example: { kind: 'agrees', field: 'phones', value: '+1 212 555 0101', weight: 'very strong' },
    means: 'Both have this value.',
  },
  resembles: {
    example: { kind: 'resembles', field: 'firstName', local: 'Robert', remote: 'Bob', weight: 'little' },
    means: 'The values are spelled differently and may mean the same.',
  },
  differs: {
    example: { kind: 'differs', field: 'lastName', local: 'Quist', remote: 'Okafor', weight: 'against' },
    means: 'The values mean different things.',
  },
  severalCandidates: {
    example: { kind: 'severalCandidates', count: 2 },
    means: 'One of the two may also be another contact, so nothing is linked without you.',
  },
  companyIn: {
    example: { kind: 'companyIn', side: 'local' },
    means: 'Programs without a field for companies write them as people. Nothing is linked without you.',
  },
  namesake: {
    example: { kind: 'namesake', side: 'remote' },
    means: 'A common name alone does not make one person: the contact is added.',
  },
  toldApart: {
    example: { kind: 'toldApart', side: 'remote', field: 'suffix', local: 'Sr.', remote: 'Jr.' },
    means: 'Two people of one family may share a name, a home, a phone and a mailbox: the contact is added.',
  },
  onlyOn: {
    example: { kind: 'onlyOn', side: 'remote' },
    means: 'No contact on the other side is likely enough to be this one: the contact is added.',
  },
  ourKey: {
    example: { kind: 'ourKey' },
    means: 'A sync created this contact, so it knows which one it is a copy of.',
  },
  merged: {
    example: { kind: 'merged', side: 'remote', into: '', name: 'Ana Lima' },
    means: 'A contact that was linked is gone, and another one there has its data now.',
  },
  returns: {
    example: { kind: 'returns', side: 'remote', deletedAt: new Date('2026-11-03T12:00:00Z') },
    means: 'It was linked before it was deleted there, and you set the sync up again.',
  },
  mayBeMine: {
    example: { kind: 'mayBeMine', id: '' },
    means:
      'You have a contact that only you see, and it may be the same person. Nothing is added without you.',
  },
  linkedByPerson: {
    example: { kind: 'linkedByPerson' },
    means: 'Your answer counts more than any other reason.',
  },
  keptSeparate: {
    example: { kind: 'keptSeparate' },
    means: 'Your answer counts more than any other reason, also for later checks.',
  },
  ...{ edited: null, deleted: null, losesOccurrences: null, asks: null, stays: null, undoes: null },
}

export const EXPLAINED_KINDS: ReadonlySet<string> = new Set(
  Object.entries(EXPLAINED).flatMap(([kind, explained]) => (explained ? [kind] : [])),
)

const WEIGHTS: Readonly<Record<ReasonWeight, string>> = {
  'very strong': 'nearly proves it',
  strong: 'speaks clearly for it; two such reasons make a question',
  some: 'speaks for it',
  little: 'hardly helps',
  none: 'says nothing here, because living or working together explains it',
  against: 'speaks against it, and is outweighed by one strong reason; you decide on this pair alone',
  'strongly against': 'nearly rules it out',
}

export function reasonTables(): string {
  const reasons = Object.values(EXPLAINED).flatMap((one) =>
    one ? [`| ${because(one.example, TERMS)} | ${one.means} |`] : [],
  )
  const weights = REASON_WEIGHTS.map(
    (weight) => `| ${weight === 'none' ? 'not counted' : weight} | ${WEIGHTS[weight]} |`,
  )
  const sure = [0.95, 0.7, 0.4].map(
    (probability) => `"${howSure({ probability, reasons: [] }, TERMS.view.words)}" (${probability})`,
  )
  const against: Reason = {
    kind: 'differs',
    field: 'firstName',
    local: 'Mona',
    remote: 'Lisa',
    weight: 'against',
  }
  const perhaps = howSure({ probability: 0.95, reasons: [against] }, TERMS.view.words)
  return [
    ['| The page says, for example | It means |', '|---|---|', ...reasons].join('\n'),
    ['| Weight | What it does to the likelihood |', '|---|---|', ...weights].join('\n'),
    `Above a question stands how likely it is, in words, for example ${sure.join(', ')}. With a reason against it, it is "${perhaps}" at most.`,
  ].join('\n\n')
}
