// Why a run stopped to ask or failed, as stored with the run.
import { z } from 'zod'
import type { Guard } from '@/lib/engine/guard/guard'

export type Problem =
  /** `before`: the question that it stopped for last time, before it had to compare again. */
  | {
      readonly kind: 'guard'
      readonly guards: readonly Guard[]
      readonly before?: readonly Guard[] | undefined
    }
  | { readonly kind: 'others'; readonly people: readonly OtherPerson[] }
  | { readonly kind: 'bug' }
  /** A stored change cannot be read (lib/domains/contacts/change-body.ts): nothing was written since. */
  | { readonly kind: 'unreadable'; readonly changeId: string; readonly why: 'newer' | 'damaged' }
  /** The account interrupted a full read this many times. */
  | { readonly kind: 'reading'; readonly times: number }
  /** The calendar no longer exists in the account, or is no longer shared with it. */
  | { readonly kind: 'gone' }

export interface OtherPerson {
  readonly name: string
  /** By its name. */
  readonly provider: string
  readonly since: Date
  readonly contacts: number
  readonly sameEmails: number | null
}

const guard = z.object({
  kind: z.enum([
    ...(['remoteEmptied', 'remoteShrunk', 'manyDeletes', 'manyOverwrites'] as const),
    ...(['seriesDeletedLocal', 'seriesDeletedRemote'] as const),
    ...(['tagsTaken', 'labelsTaken'] as const),
    ...(['manyToRemote', 'manyToLocal', 'incomplete', 'pingPong', 'manyWrites'] as const),
  ]),
  count: z.number(),
  of: z.number(),
})
const person = z.object({
  name: z.string(),
  // Of a run that asked before there was more than one.
  provider: z.string().default('google'),
  since: z.coerce.date(),
  contacts: z.number(),
  sameEmails: z.number().nullable(),
})
const problem: z.ZodType<Problem> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('guard'), guards: z.array(guard), before: z.array(guard).optional() }),
  z.object({ kind: z.literal('others'), people: z.array(person) }),
  z.object({ kind: z.literal('bug') }),
  z.object({ kind: z.literal('unreadable'), changeId: z.string(), why: z.enum(['newer', 'damaged']) }),
  z.object({ kind: z.literal('reading'), times: z.number() }),
  z.object({ kind: z.literal('gone') }),
])

/** Null if there is none, or one that this version does not know. */
export const problemOf = (json: unknown): Problem | null => problem.safeParse(json).data ?? null

/** The guards of a run, and those of its previous comparison. */
export function guardsIn(json: unknown): {
  readonly guards: readonly Guard[]
  readonly before: readonly Guard[] | null
} {
  const known = problemOf(json)
  return known?.kind === 'guard'
    ? { guards: known.guards, before: known.before ?? null }
    : { guards: [], before: null }
}
