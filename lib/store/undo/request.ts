// What a person asks to be taken back, as their run stores it.
import { z } from 'zod'
import type { Prisma } from '@/lib/store/database/generated/client'

const schema = z.object({
  /** The run to undo; null if it is an action here. */
  runId: z.uuid().nullable(),
  /** An action of people whose contacts were added to the account since (lib/store/undo/there.ts). */
  actionId: z.uuid().nullable().default(null),
  /** One contact of that action; null for all. */
  contactId: z.uuid().nullable().default(null),
  /** One change of it; null for all. */
  changeId: z.uuid().nullable(),
  /** One field of that change; null for all. */
  field: z.string().nullable(),
  /** The most items that are deleted in the account, because the run had added them: as many as the page showed, or none. */
  deletesThere: z.number().int().min(0),
})

export type UndoRequest = z.infer<typeof schema>

/** Null of a run that is no undo. */
export const undoRequestOf = ({ undo }: { readonly undo: Prisma.JsonValue }): UndoRequest | null =>
  schema.safeParse(undo).data ?? null
