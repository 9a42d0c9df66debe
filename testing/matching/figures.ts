// How good a list of candidates is, judged by known people: precision, recall and F1 over pairs.
import { findCandidates, findDuplicates } from '@/lib/domains/contacts/match/match'
import type { Candidate } from '@/lib/domains/contacts/types'
import type { LabelledList } from '@/testing/matching/febrl-like'

export interface MatchFigures {
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly automatic: number
  readonly wrongAutomatic: number
  /** Contacts of the left list with at least one question. */
  readonly asked: number
  /** Questions about two different people. */
  readonly askedInVain: number
}

export function figuresOfLists({ left, right, personOf }: LabelledList): MatchFigures {
  const candidates = right ? findCandidates(left, right) : findDuplicates(left)
  return figuresOf(personOf, right !== null, candidates)
}

/** `personOf`: the number of the person, by the item's id; where there are two lists, ids of the left one begin with "l" or "org". */
export function figuresOf(
  personOf: LabelledList['personOf'],
  isTwoLists: boolean,
  candidates: readonly Candidate[],
): MatchFigures {
  const isTrue = ({ localId, remoteId }: Candidate) => personOf.get(localId) === personOf.get(remoteId)
  const right = candidates.filter(isTrue).length
  const automatic = candidates.filter((one) => one.automatic)
  const questions = candidates.filter((one) => !one.automatic)
  const [precision, recall] = [share(right, candidates.length), share(right, truePairs(personOf, isTwoLists))]
  return {
    precision,
    recall,
    f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    automatic: automatic.length,
    wrongAutomatic: automatic.filter((one) => !isTrue(one)).length,
    asked: new Set(questions.map(({ localId }) => localId)).size,
    askedInVain: questions.filter((one) => !isTrue(one)).length,
  }
}

function truePairs(personOf: LabelledList['personOf'], isTwoLists: boolean): number {
  const counts = (isOf: (id: string) => boolean) => {
    const found = new Map<number, number>()
    for (const [id, person] of personOf) if (isOf(id)) found.set(person, (found.get(person) ?? 0) + 1)
    return found
  }
  if (!isTwoLists)
    return [...counts(() => true).values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0)
  const isLeft = (id: string) => id.startsWith('l') || id.startsWith('org')
  const ours = counts(isLeft)
  return [...counts((id) => !isLeft(id))].reduce(
    (sum, [person, count]) => sum + count * (ours.get(person) ?? 0),
    0,
  )
}

const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole)
