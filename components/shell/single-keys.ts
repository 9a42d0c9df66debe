// Whether single keys work, as this browser remembers it.

/** Set by a person who wants none. */
const SINGLES_OFF = 'single-keys-off'

/** A browser may keep nothing for us; then they are on. */
export function areSinglesOn(): boolean {
  try {
    return localStorage.getItem(SINGLES_OFF) === null
  } catch {
    return true
  }
}

export function saveSingles(on: boolean): void {
  try {
    if (on) localStorage.removeItem(SINGLES_OFF)
    else localStorage.setItem(SINGLES_OFF, '1')
  } catch {
    // It then holds until the page is left.
  }
}
