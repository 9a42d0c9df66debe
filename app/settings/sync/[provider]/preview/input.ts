// What a page sends with a decision: where its person is, what it showed them, and what they decided. Checked before anything is done.
import { z } from 'zod'
import { isAsOf } from '@/lib/store/review/as-of'
import { VIEWS } from '@/lib/store/review/preview'

const NOT_SHOWN = 'The page was out of date, so nothing was done. Reload it and decide again.'

export const id = z.guid()
const choice = z.enum(['local', 'remote', 'both'])
const deletion = z.enum(['delete', 'keep'])
/** To many questions. */
export const sameAnswer = z.enum(['link', 'separate'])
/** One answer for many changes. */
export const together = z.union([z.object({ wins: z.enum(['local', 'remote']) }), z.object({ deletion })])
export const filter = z.object({ view: z.enum(VIEWS), q: z.string().max(200) })

/** When the page was read: lib/store/review/as-of.ts. */
export const asOf = z.string({ error: NOT_SHOWN }).max(20_000).refine(isAsOf, NOT_SHOWN)

/** Where the person is: which plan as of when, which search the counts follow, which rows they see. */
export const seen = z.object({
  scope: z.object({ syncId: id, runId: id.nullable() }),
  asOf,
  q: z.string().max(200),
  shown: z.array(id).max(500),
})

export const selection = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ids'), ids: z.array(id).max(500) }),
  z.object({ kind: z.literal('matching'), filter }),
  z.object({ kind: z.literal('label'), label: z.string().min(1).max(200) }),
])

/** Whether contacts that are added here will be only the person's. */
export const mine = z.boolean()

export const excluded = z.union([z.object({ batch: id }), z.object({ ids: z.array(id).max(500) })])

const version = z.string().max(500).nullable()

/** The change, and both items as they were shown. */
export const decidedOn = z.object({
  id,
  versions: z.object({ local: version, remote: version }, { error: NOT_SHOWN }),
})

export const decided = z.object({
  samePerson: z.enum(['link', 'separate']).nullable().optional(),
  instead: z.boolean().optional(),
  conflicts: z.record(z.string().max(500), choice).optional(),
  deletion: deletion.optional(),
  approved: z.boolean().optional(),
})
