// Which of a series an address or a form means: '' for all of it, `this:SLOT` or `following:SLOT`. Pure.
import { isSlot } from '@/lib/domains/events/value/time'
import type { Scope } from '@/lib/store/calendar/editing'

export const scopeText = (scope: Scope): string => (scope.kind === 'all' ? '' : `${scope.kind}:${scope.on}`)

/** null: it says nothing that can be meant. */
export function scopeOf(text: string): Scope | null {
  if (text === '' || text === 'all') return { kind: 'all' }
  const at = text.indexOf(':')
  const [kind, on] = [text.slice(0, at), text.slice(at + 1)]
  return (kind === 'this' || kind === 'following') && isSlot(on) ? { kind, on } : null
}
