'use server'
// A person's decisions on the preview page. Each action checks the person, parses the input, calls one function, and returns the new
// state of the shown rows.
import type { z } from 'zod'
import { readerZone } from '@/app/zone'
import { termsOf } from '@/components/sync/kinds'
import { labelWords } from '@/components/sync/kinds/label-words'
import type { DecidedOn, Seen } from '@/components/sync/review/hooks/use-decisions'
import type { Afterwards } from '@/components/sync/review/model'
import type { Word } from '@/components/sync/review/opened'
import { rowOf } from '@/components/sync/row'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { reviewPage } from '@/lib/http/sync-paths'
import type { Actor } from '@/lib/store/firm/actor'
import { labelPreview } from '@/lib/store/labels/label-preview'
import type { SameAnswer } from '@/lib/store/review/answer-all'
import * as questions from '@/lib/store/review/answer-all'
import { approveChanges } from '@/lib/store/review/approvals'
import { asOfNow, changedSince } from '@/lib/store/review/as-of'
import { askedOf, NOTHING_ASKED } from '@/lib/store/review/asked'
import { decideChange } from '@/lib/store/review/changes'
import { decideTogether, type Together } from '@/lib/store/review/conflict-answers'
import { type Excluded, excludeChanges, includeChanges, type Selection } from '@/lib/store/review/exclusions'
import { setAddedOnlyMine, setAddsOnlyMine } from '@/lib/store/review/only-mine'
import { changesById, countChanges, type Filter } from '@/lib/store/review/preview'
import { totalsOf } from '@/lib/store/runs/totals'
import { placeNamed } from '../provider'
import {
  decided,
  decidedOn,
  excluded,
  filter,
  id,
  mine,
  sameAnswer,
  seen,
  selection,
  together,
} from './input'
import { wholeCounts } from './load'
import { dialled, dialledIn } from './search'

/** Who decides, and what they saw. `place`: as in the address of the page. */
async function seenBy(place: string, from: Seen) {
  const user = await requireUser(reviewPage(placeNamed(place).place))
  return { user, here: seen.parse(from) }
}

interface Reached {
  /** How many changes the decision reached. */
  readonly reached: number
  /** How many are others than the page showed. */
  readonly changed: number
}

async function afterwards(
  user: Actor,
  place: string,
  { scope, q, shown }: Seen,
  what: Reached,
): Promise<Afterwards> {
  const { label } = placeNamed(place).provider
  const zone = await readerZone()
  const asOf = await asOfNow(user)
  const asked = (await askedOf(user, scope)) ?? NOTHING_ASKED
  const search = await dialled(user, { q })
  const [rows, counts, classes, totals, kept] = await Promise.all([
    changesById(user, scope, shown),
    countChanges(user, scope, search),
    questions.questionClasses(user, scope, search),
    totalsOf(user, scope),
    labelPreview(user, scope),
  ])
  return {
    ...what,
    rows: rows.map((row) => rowOf(row, termsOf(row.of, zone, label))),
    counts,
    whole: await wholeCounts(user, scope, search, counts),
    classes,
    totals,
    labelWords: kept && labelWords(kept, label),
    asked,
    asOf,
  }
}

/** Counted before the decision, whose own changes are none of them. */
async function reaching(
  user: Actor,
  place: string,
  here: Seen,
  decide: () => Promise<number>,
): Promise<Afterwards> {
  const changed = await changedSince(user, here.scope, here.asOf)
  return afterwards(user, place, here, { reached: await decide(), changed })
}

export async function exclude(
  place: string,
  from: Seen,
  what: Selection,
  batch: string,
): Promise<Afterwards> {
  const { user, here } = await seenBy(place, from)
  const which = await dialledIn(user, selection.parse(what))
  const together = id.parse(batch)
  await limitRate(which.kind === 'ids' ? 'edit' : 'bulk', user)
  return reaching(user, place, here, () =>
    excludeChanges(user, here.scope, which, here.asOf, together, new Date()),
  )
}

export async function include(place: string, from: Seen, which: Excluded): Promise<Afterwards> {
  const { user, here } = await seenBy(place, from)
  const what = excluded.parse(which)
  await limitRate('edit', user)
  return reaching(user, place, here, () => includeChanges(user, here.scope, what, here.asOf))
}

/** "Approve this change", for all of them that wait for no more. */
export async function approve(place: string, from: Seen, what: Selection): Promise<Afterwards> {
  const { user, here } = await seenBy(place, from)
  const which = await dialledIn(user, selection.parse(what))
  await limitRate('bulk', user)
  return reaching(user, place, here, () => approveChanges(user, here.scope, which, here.asOf))
}

/** **Only mine**, or everyone's, for contacts that are added here. */
export async function chooseOnlyMine(
  place: string,
  from: Seen,
  what: Selection,
  onlyMine: boolean,
): Promise<Afterwards> {
  const { user, here } = await seenBy(place, from)
  const which = await dialledIn(user, selection.parse(what))
  const isMine = mine.parse(onlyMine)
  await limitRate(which.kind === 'ids' ? 'edit' : 'bulk', user)
  return reaching(user, place, here, () => setAddedOnlyMine(user, here.scope, which, isMine, here.asOf))
}

/** **Only mine** as the default of the sync. */
export async function chooseDefault(place: string, from: Seen, onlyMine: boolean): Promise<Afterwards> {
  const { user, here } = await seenBy(place, from)
  const isMine = mine.parse(onlyMine)
  await limitRate('edit', user)
  return reaching(user, place, here, async () => {
    await setAddsOnlyMine(user, here.scope.syncId, isMine)
    return 0
  })
}

export async function decide(place: string, from: Seen, on: DecidedOn, word: Word): Promise<Afterwards> {
  const { user, here } = await seenBy(place, from)
  const [{ id: changeId, versions }, decision] = [decidedOn.parse(on), withoutBlanks(decided.parse(word))]
  await limitRate('edit', user)
  const changed = await changedSince(user, here.scope, here.asOf)
  const done = await decideChange(user, changeId, decision, { asOf: here.asOf, versions })
  return afterwards(user, place, here, {
    reached: done === 'decided' ? 1 : 0,
    changed: done === 'changed' ? Math.max(changed, 1) : changed,
  })
}

/** *Link all that are very likely*, *Keep all apart*. `batch` names the answers, so that they can be taken back. */
export async function answerAll(
  place: string,
  from: Seen,
  answer: SameAnswer,
  batch: string,
  what: Filter,
): Promise<Afterwards> {
  const { user, here } = await seenBy(place, from)
  const given = { answer: sameAnswer.parse(answer), batch: id.parse(batch) }
  const which = await dialled(user, filter.parse(what))
  await limitRate('bulk', user)
  return reaching(user, place, here, () => questions.answerAll(user, here.scope, which, given, here.asOf))
}

export async function undoAnswers(place: string, from: Seen, batch: string): Promise<Afterwards> {
  const { user, here } = await seenBy(place, from)
  const named = id.parse(batch)
  await limitRate('bulk', user)
  return reaching(user, place, here, () => questions.undoAnswers(user, here.scope, named))
}

/** One answer for every conflict that matches, or for every deletion that asks; questions stay questions. */
export async function decideAll(
  place: string,
  from: Seen,
  answer: Together,
  what: Filter,
): Promise<Afterwards> {
  const { user, here } = await seenBy(place, from)
  const [parsed, which] = [together.parse(answer), await dialled(user, filter.parse(what))]
  await limitRate('bulk', user)
  return reaching(user, place, here, () => decideTogether(user, here.scope, which, parsed, here.asOf))
}

const withoutBlanks = ({ samePerson, instead, conflicts, deletion, approved }: z.infer<typeof decided>) => ({
  ...(samePerson !== undefined && { samePerson }),
  ...(instead && { instead }),
  ...(conflicts && { conflicts }),
  ...(deletion && { deletion }),
  ...(approved && { approved }),
})
