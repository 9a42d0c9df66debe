// Where set-up notes the Chromium that tests use; empty for Playwright's own.
export const BROWSER_FILE = '.data/browser'
