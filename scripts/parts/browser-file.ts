// The file in which the set-up records the tests' Chromium; empty for Playwright's own.
export const BROWSER_FILE = '.data/browser'
