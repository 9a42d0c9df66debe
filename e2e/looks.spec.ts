// The looks of 25 states, compared with the pictures in e2e/looks. After a wanted change: npx playwright test e2e/looks.spec.ts --update-snapshots
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, expect, type Page } from '@playwright/test'
import { test } from './fixtures/app'
import { SCENES, type Sight, show } from './fixtures/states'

const LOOKS = {
  light: { width: 1280, height: 800, colorScheme: 'light' },
  dark: { width: 1280, height: 800, colorScheme: 'dark' },
  narrow: { width: 360, height: 740, colorScheme: 'light' },
} as const
type Look = keyof typeof LOOKS

const TAKEN: Readonly<Record<Look, readonly string[]>> = {
  light: [
    ...['sign-in', 'no-contacts', 'before-consent', 'contacts', 'contact', 'contact-edit', 'month'],
    ...['preview', 'preview-question', 'trouble-sync'],
  ],
  dark: ['contacts', 'new-company', 'agenda', 'preview-conflict', 'preview-question', 'sync-active', 'help'],
  narrow: [
    ...['contacts', 'contact', 'new-person', 'matters', 'preview', 'preview-question', 'sync-ready'],
    'trouble-status',
  ],
}

/** Pixels that may differ: less than a word. */
const FEW = 150

// The fonts of a machine differ, so the pictures have one of their own: Next's development tools bring it.
const fonts = createRequire(import.meta.url).resolve('next/dist/next-devtools/server/font/geist-latin.woff2')
const font = readFileSync(fonts).toString('base64')
const FONT = `
  @font-face { font-family: Pictures; font-weight: 100 900; src: url(data:font/woff2;base64,${font}) }
  *, ::before, ::after { font-family: Pictures !important }`

// The style above is not one of the app's.
test.use({ bypassCSP: true, timezoneId: 'UTC', locale: 'en-US' })

/** What the app uses, in one picture: whether this browser draws as the one that made the pictures. */
const REFERENCE = `<!doctype html><body style="width:600px;font-size:14px;background:#fff;color:#17171a">
  <h1>Review changes</h1><p>Nothing has changed yet. “Zoë” – O’Neill › 12 · 4 … − ? + ⌘</p>
  <p style="font-weight:600">Semibold 0123456789</p><input type="checkbox" checked> <input type="radio" checked>
  <input value="Search"> <select><option>Choose</option></select> <button>Start Sync</button>
  <details><summary>More</summary></details>
  <div style="width:60px;height:30px;border:1px solid #e5e5e9;border-radius:10px;background:#eef0fd"></div>`

async function drawsAsExpected(browser: Browser): Promise<boolean> {
  const page = await browser.newPage({ viewport: { width: 640, height: 400 } })
  await page.setContent(REFERENCE)
  await inFont(page)
  const drawn = await expect(page)
    .toHaveScreenshot(['reference.png'], { maxDiffPixels: 0 })
    .then(
      () => true,
      () => false,
    )
  await page.close()
  return drawn
}

async function inFont(page: Page): Promise<void> {
  await page.addStyleTag({ content: FONT })
  await page.evaluate(() =>
    Promise.all([400, 500, 600].map((weight) => document.fonts.load(`${weight} 14px Pictures`))),
  )
}

/** Without what differs each time: times, and the colors that follow from an id. */
const still = (page: Page) =>
  page.evaluate(() => {
    for (const time of document.querySelectorAll('time')) time.textContent = 'Jan 1'
    for (const avatar of document.querySelectorAll<HTMLElement>('[data-hue]')) avatar.dataset.hue = '0'
  })

async function compare(page: Page, sight: Sight, look: Look): Promise<void> {
  const { width, height, colorScheme } = LOOKS[look]
  await page.setViewportSize({ width, height })
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await show(page, sight)
  await page.waitForLoadState('networkidle')
  await inFont(page)
  await still(page)
  await expect.soft(page).toHaveScreenshot([look, `${sight.name}.png`], { maxDiffPixels: FEW })
}

for (const { name, set, sights } of SCENES) {
  const taken = sights.flatMap((sight) =>
    (Object.keys(LOOKS) as Look[])
      .filter((look) => TAKEN[look].includes(sight.name))
      .map((look) => ({ sight, look })),
  )
  if (taken.length === 0) continue
  test(`${name} looks as it did`, async ({ page, app, browser }) => {
    test
      .info()
      .skip(
        !(await drawsAsExpected(browser)),
        'This browser draws text and controls otherwise than the one that made the pictures: see docs/decisions/0417.',
      )
    await set(page, app)
    for (const { sight, look } of taken)
      await test.step(`${sight.name}, ${look}`, () => compare(page, sight, look))
  })
}

test('there are 25 pictures, each of a state', () => {
  const names = SCENES.flatMap(({ sights }) => sights.map(({ name }) => name))
  const all = Object.values(TAKEN).flat()
  expect(all).toHaveLength(25)
  expect(all.filter((name) => !names.includes(name))).toEqual([])
})
