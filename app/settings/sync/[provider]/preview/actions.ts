'use server'
import type { z } from 'zod'
// A person's decisions on the preview page. Each action checks the person, parses the input, calls one function, and returns the new
// state
// of the shown rows.
import { readerZone } from '@/app/zone'
import { termsOf } from '@/components/sync/kinds'
import type { DecidedOn, Seen } from '@/components/sync/review/hooks/use-decisions'
import type { Afterwards } from '@/components/sync/review/model'
import type { Word } from '@/components/sync/review/opened'
import { rowOf } from '@/components/sync/row'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { reviewPage } from '@/lib/http/sync-paths'
import type { Actor } from '@/lib/store/firm/actor'
import { approveChanges } from '@/lib/store/review/approvals'
import { asOfNow, changedSince } from '@/lib/store/review/as-of'
import { askedOf, NOTHING_ASKED } from '@/lib/store/review/asked'
import { decideChange } from '@/lib/store/review/changes'
import { decideConflicts } from '@/lib/store/review/conflict-answers'
import { type Excluded, excludeChanges, includeChanges, type Selection } from '@/lib/store/review/exclusions'
import { changesById, countChanges, type Filter } from '@/lib/store/review/preview'
import { totalsOf } from '@/lib/store/runs/totals'
import { placeNamed } from '../provider'
import { decided, decidedOn, excluded, filter, id, seen, selection, winner } from './input'
import { dialled, dialledIn } from './search'

/** `place`: as in the address of the page. */
const person = (place: string) => requireUser(reviewPage(placeNamed(place).place))

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
  const [rows, counts, totals] = await Promise.all([
    changesById(user, scope, shown),
    countChanges(user, scope, await dialled(user, { q })),
    totalsOf(user, scope),
  ])
  return {
    ...what,
    rows: rows.map((row) => rowOf(row, termsOf(row.of, zone, label))),
    counts,
    totals,
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
  const user = await person(place)
  const here = seen.parse(from)
  const which = await dialledIn(user, selection.parse(what))
  const together = id.parse(batch)
  await limitRate(which.kind === 'ids' ? 'edit' : 'bulk', user)
  return reaching(user, place, here, () =>
    excludeChanges(user, here.scope, which, here.asOf, together, new Date()),
  )
}

export async function include(place: string, from: Seen, which: Excluded): Promise<Afterwards> {
  const user = await person(place)
  const here = seen.parse(from)
  const what = excluded.parse(which)
  await limitRate('edit', user)
  return reaching(user, place, here, () => includeChanges(user, here.scope, what, here.asOf))
}

/** "Approve this change", for all of them that wait for no more. */
export async function approve(place: string, from: Seen, what: Selection): Promise<Afterwards> {
  const user = await person(place)
  const here = seen.parse(from)
  const which = await dialledIn(user, selection.parse(what))
  await limitRate('bulk', user)
  return reaching(user, place, here, () => approveChanges(user, here.scope, which, here.asOf))
}

export async function decide(place: string, from: Seen, on: DecidedOn, word: Word): Promise<Afterwards> {
  const user = await person(place)
  const here = seen.parse(from)
  const [{ id: changeId, versions }, decision] = [decidedOn.parse(on), withoutBlanks(decided.parse(word))]
  await limitRate('edit', user)
  const changed = await changedSince(user, here.scope, here.asOf)
  const done = await decideChange(user, changeId, decision, { asOf: here.asOf, versions })
  return afterwards(user, place, here, {
    reached: done === 'decided' ? 1 : 0,
    changed: done === 'changed' ? Math.max(changed, 1) : changed,
  })
}

/** One side wins every conflict that matches; questions stay questions. */
export async function decideAll(
  place: string,
  from: Seen,
  side: 'local' | 'remote',
  what: Filter,
): Promise<Afterwards> {
  const user = await person(place)
  const here = seen.parse(from)
  const [wins, which] = [winner.parse(side), await dialled(user, filter.parse(what))]
  await limitRate('bulk', user)
  return reaching(user, place, here, () => decideConflicts(user, here.scope, which, wins, here.asOf))
}

const withoutBlanks = ({ samePerson, instead, conflicts, approved }: z.infer<typeof decided>) => ({
  ...(samePerson !== undefined && { samePerson }),
  ...(instead && { instead }),
  ...(conflicts && { conflicts }),
  ...(approved && { approved }),
})
