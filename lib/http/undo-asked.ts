// What the pages of an undo are asked: one change or field in their address, and the form of **Undo**.
import { z } from 'zod'

const only = z.object({
  change: z.uuid().optional(),
  field: z.string().max(40).optional(),
  after: z.uuid().optional(),
})

export interface UndoAsked {
  readonly scope: { readonly runId: string; readonly changeId: string | null; readonly field: string | null }
  /** The change after which the page begins. */
  readonly after: string | null
}

/** Null if the address makes no sense. */
export function undoAsked(runId: string, query: unknown): UndoAsked | null {
  const asked = only.safeParse(query)
  if (!z.uuid().safeParse(runId).success || !asked.success) return null
  const { change, field, after } = asked.data
  return {
    scope: { runId, changeId: change ?? null, field: (change && field) ?? null },
    after: after ?? null,
  }
}

const form = z.object({
  runId: z.uuid(),
  changeId: z.uuid().nullable(),
  field: z.string().nullable(),
  /** As many as the page showed, if the box is checked. */
  deletesThere: z.coerce.number().int().min(0).max(1_000_000),
})

export const undoForm = (data: FormData) =>
  form.parse({
    runId: data.get('runId'),
    changeId: data.get('changeId') || null,
    field: data.get('field') || null,
    deletesThere: data.get('deletesThere') ?? 0,
  })
