// How many items a run leaves out because of the choices of its sync, and why.
import { z } from 'zod'
import { CHOICES, choosesHere, chosenIn } from '@/lib/engine/choice'
import { DIRECTIONS } from '@/lib/engine/direction'
import type { SyncSettings } from '@/lib/engine/model'
import type { Prisma } from '@/lib/store/database/generated/client'

const count = z.number().int().min(0)

const leftOut = z.object({
  direction: z.enum(DIRECTIONS),
  /** Items without a link that stay on the side that has them, because of the direction or the choice. */
  stay: z.object({ local: count, remote: count }),
  /** What is synced, and how many contacts here are not. */
  only: z.enum(CHOICES).nullable().default(null),
  /** Whether labels of the account are chosen beside contacts here. */
  alsoByLabel: z.boolean().default(false),
  unchosen: count.default(0),
})

export type LeftOut = z.infer<typeof leftOut>

/** What a run stored; null if it left out nothing, or has not compared yet. */
export function leftOutOf(json: Prisma.JsonValue | null): LeftOut | null {
  const parsed = leftOut.safeParse(json)
  return parsed.success ? parsed.data : null
}

export const leftOutBy = (
  { direction = 'both', only }: Pick<SyncSettings, 'direction' | 'only'>,
  stay: LeftOut['stay'],
  unchosen: number,
): LeftOut => ({
  direction,
  stay,
  only: only?.kind ?? null,
  alsoByLabel: only != null && choosesHere(only) && chosenIn(only) !== null,
  unchosen,
})
