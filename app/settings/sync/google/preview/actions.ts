'use server'
import { z } from 'zod'
// What a person decides on the preview page. Each: require the person, parse, one function, and what became of the rows shown.
import { readerZone } from '@/app/zone'
import type { Afterwards } from '@/components/sync/review/model'
import type { Word } from '@/components/sync/review/opened'
import type { Seen } from '@/components/sync/review/use-decisions'
import { rowOf } from '@/components/sync/row'
import { keepPace } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import type { Actor } from '@/lib/db/actor'
import { approveChanges } from '@/lib/db/approvals'
import { askedOf, NOTHING_ASKED } from '@/lib/db/asked'
import { decideChange } from '@/lib/db/changes'
import { decideConflicts } from '@/lib/db/conflict-answers'
import { type Excluded, excludeChanges, includeChanges, type Selection } from '@/lib/db/exclusions'
import { changesById, countChanges, type Filter, VIEWS } from '@/lib/db/preview'
import { totalsOf } from '@/lib/db/totals'
import { dialled, dialledIn } from './search'

const RETURN = '/settings/sync/google/preview'
const id = z.guid()
const choice = z.enum(['local', 'remote', 'both'])
const winner = z.enum(['local', 'remote'])
const filter = z.object({ view: z.enum(VIEWS), q: z.string().max(200) })

/** Where the person is: which plan, which search the counts follow, which rows they see. */
const seen = z.object({
  scope: z.object({ syncId: id, runId: id.nullable() }),
  q: z.string().max(200),
  shown: z.array(id).max(500),
})

const selection = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ids'), ids: z.array(id).max(500) }),
  z.object({ kind: z.literal('matching'), filter }),
])
const excluded = z.union([z.object({ batch: id }), z.object({ ids: z.array(id).max(500) })])
const decided = z.object({
  samePerson: z.enum(['link', 'separate']).nullable().optional(),
  instead: z.boolean().optional(),
  conflicts: z.record(z.string().max(500), choice).optional(),
  approved: z.boolean().optional(),
})

async function afterwards(user: Actor, { scope, q, shown }: Seen, reached: number): Promise<Afterwards> {
  const zone = await readerZone()
  const asked = (await askedOf(user, scope)) ?? NOTHING_ASKED
  const [rows, counts, totals] = await Promise.all([
    changesById(user, scope, shown),
    countChanges(user, scope, await dialled(user, { q })),
    totalsOf(user, scope),
  ])
  return { reached, rows: rows.map((row) => rowOf(row, zone)), counts, totals, asked }
}

export async function exclude(from: Seen, what: Selection, batch: string): Promise<Afterwards> {
  const user = await requireUser(RETURN)
  const here = seen.parse(from)
  const which = await dialledIn(user, selection.parse(what))
  await keepPace(which.kind === 'ids' ? 'edit' : 'bulk', user)
  const reached = await excludeChanges(user, here.scope, which, id.parse(batch), new Date())
  return afterwards(user, here, reached)
}

export async function include(from: Seen, which: Excluded): Promise<Afterwards> {
  const user = await requireUser(RETURN)
  const here = seen.parse(from)
  await keepPace('edit', user)
  const reached = await includeChanges(user, here.scope, excluded.parse(which))
  return afterwards(user, here, reached)
}

/** "Do it like this", for all of them that wait for no more. */
export async function approve(from: Seen, what: Selection): Promise<Afterwards> {
  const user = await requireUser(RETURN)
  const here = seen.parse(from)
  await keepPace('bulk', user)
  const reached = await approveChanges(user, here.scope, await dialledIn(user, selection.parse(what)))
  return afterwards(user, here, reached)
}

export async function decide(from: Seen, changeId: string, word: Word): Promise<Afterwards> {
  const user = await requireUser(RETURN)
  const here = seen.parse(from)
  await keepPace('edit', user)
  const done = await decideChange(user, id.parse(changeId), withoutBlanks(decided.parse(word)))
  return afterwards(user, here, done ? 1 : 0)
}

/** One side wins every conflict that matches; questions stay questions. */
export async function decideAll(from: Seen, side: 'local' | 'remote', what: Filter): Promise<Afterwards> {
  const user = await requireUser(RETURN)
  const here = seen.parse(from)
  const wins = winner.parse(side)
  await keepPace('bulk', user)
  const reached = await decideConflicts(user, here.scope, await dialled(user, filter.parse(what)), wins)
  return afterwards(user, here, reached)
}

const withoutBlanks = ({ samePerson, instead, conflicts, approved }: z.infer<typeof decided>) => ({
  ...(samePerson !== undefined && { samePerson }),
  ...(instead && { instead }),
  ...(conflicts && { conflicts }),
  ...(approved && { approved }),
})
