// Browser tests: Chromium only, as set up by scripts/parts/browser.ts. Each test file starts the servers it needs (e2e/fixtures).
import { defineConfig, devices } from '@playwright/test'
import { browserOptions } from './scripts/parts/browser-file'

// Chromium's own calls home are silenced: tests speak to this machine only.
const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync']
// Text is drawn alike on every machine, as far as a browser can (docs/decisions/0417).
const plain = ['--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb']
const isRoot = process.getuid?.() === 0

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  snapshotPathTemplate: 'e2e/looks/{arg}{ext}',
  globalSetup: './e2e/global-build.ts',
  fullyParallel: false,
  workers: 2,
  // A browser test that fails and then passes is listed as flaky, with the trace of its failure: a fault to find, in the test or here.
  retries: 1,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    // A trace shows the page at each step as it is; filming it besides only costs time.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: true, sources: true },
    launchOptions: {
      args: [...quiet, ...plain, ...(isRoot ? ['--no-sandbox'] : [])],
      ...browserOptions(),
    },
  },
})
