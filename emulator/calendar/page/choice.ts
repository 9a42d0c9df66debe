// What a change applies to: one occurrence, its series, or the series from that occurrence on.
import type { Found } from '@/emulator/calendar/events/events'
import type { MainRow } from '@/emulator/calendar/model'
import { SCOPES } from './event-page'

export type Scope = keyof typeof SCOPES

const isScope = (text: string | null): text is Scope => text !== null && Object.hasOwn(SCOPES, text)

interface Series {
  readonly row: MainRow
  readonly original: number
}

/** The series of an occurrence, and the original start of the occurrence. */
export function seriesOf(found: Found): Series | undefined {
  if (found.kind === 'instance') return { row: found.series, original: found.original }
  if (found.kind === 'exception' && found.series) return { row: found.series, original: found.row.original }
  return undefined
}

/**
 * The target and scope of a change: one occurrence, its series, or the series from that occurrence on. "This and following" at the first
 * occurrence means the whole series.
 */
export function targetOf(
  found: Found,
  asked: string | null,
): { readonly target: Found; readonly scope: Scope } {
  const series = seriesOf(found)
  const scope = isScope(asked) ? asked : 'one'
  if (!series || scope === 'one') return { target: found, scope: 'one' }
  const whole: Found = { kind: 'main', row: series.row }
  return scope === 'following' && series.original !== series.row.span.start
    ? { target: found, scope }
    : { target: whole, scope: 'all' }
}
