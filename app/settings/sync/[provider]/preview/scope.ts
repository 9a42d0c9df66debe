// Ids that come from an address or a form, checked before the database sees them.
import { z } from 'zod'
import type { Scope } from '@/lib/store/review/preview'

const scope = z.object({ syncId: z.guid(), runId: z.guid().nullable() })

export function scopeFrom(syncId: string, runId: string | null): Scope | null {
  return scope.safeParse({ syncId, runId: runId || null }).data ?? null
}
