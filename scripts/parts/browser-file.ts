// The file in which the set-up records the tests' Chromium; empty for Playwright's own.
import { existsSync, readFileSync } from 'node:fs'

export const BROWSER_FILE = '.data/browser'

/** What Playwright is told to start; nothing where its own Chromium is there. */
export function browserOptions(): { readonly executablePath?: string } {
  const executablePath = existsSync(BROWSER_FILE) ? readFileSync(BROWSER_FILE, 'utf8').trim() : ''
  return executablePath ? { executablePath } : {}
}
