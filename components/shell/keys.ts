// What the keys of every page do. Pure. A single letter works only while nothing is typed, and can be turned off (WCAG 2.1.4).

export type Key =
  | { readonly kind: 'palette' | 'help' | 'search' | 'first' }
  | { readonly kind: 'go'; readonly href: string }

/** After G. */
export const GO: readonly (readonly [key: string, href: string, page: string])[] = [
  ['c', '/contacts', 'Contacts'],
  ['m', '/matters', 'Matters'],
  ['k', '/calendar', 'Calendar'],
  ['s', '/settings/sync', 'Contact and Calendar Sync'],
]

export interface Pressed {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/**
 * `typing`: the focus is in a field. `singles`: single keys are on. `afterG`: G was pressed just before. Null: the key is not ours; what
 * the page does with it is left alone.
 */
export function keyOf(
  pressed: Pressed,
  {
    typing,
    singles,
    afterG,
  }: { readonly typing: boolean; readonly singles: boolean; readonly afterG: boolean },
): Key | null {
  const key = pressed.key.toLowerCase()
  if ((pressed.ctrlKey || pressed.metaKey) && !pressed.altKey) return key === 'k' ? { kind: 'palette' } : null
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || typing || !singles) return null
  if (afterG) {
    const found = GO.find(([letter]) => letter === key)
    return found ? { kind: 'go', href: found[1] } : null
  }
  if (key === 'g') return { kind: 'first' }
  if (key === '?') return { kind: 'help' }
  return key === '/' ? { kind: 'search' } : null
}
