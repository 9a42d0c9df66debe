// How fast the pages feel: each action shows a reaction before the server has answered, a list is where it was left, and nothing jumps.
import { expect, type Page } from '@playwright/test'
import { type App, test } from './fixtures/app'
import { startSignedIn } from './fixtures/people'
import { PREVIEW, SCENES, type Sight, show } from './fixtures/states'
import { ANA, SYNC_PAGE } from './fixtures/sync'

const bar = (page: Page) => page.getByTestId('top-bar')

/** Requests to an address wait until they are released. */
async function hold(page: Page, url: RegExp): Promise<() => void> {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(url, async (route) => {
    await released
    // The page may have been left.
    await route.continue().catch(() => undefined)
  })
  return () => release()
}

async function insertPeople(page: Page, app: App, n: number): Promise<void> {
  await startSignedIn(page, app, ANA)
  await app.database.query(
    `insert into "Contact" (id, "firmId", value, "sortKey", search)
     select gen_random_uuid(), f.id, jsonb_build_object('firstName', 'Given', 'lastName', lpad(n::text, 3, '0')), lpad(n::text, 3, '0'), 'given ' || lpad(n::text, 3, '0')
     from "Firm" f, generate_series(1, $1) n`,
    [n],
  )
  await page.reload()
  await expect(page.getByText(`${n} contacts`)).toBeVisible()
}

test('a search, a filter and a key show at once that they were heard, however slow the server is', async ({
  page,
  app,
}) => {
  await insertPeople(page, app, 60)
  const list = page.locator('[data-list]')
  const colorOf = () => list.evaluate((element) => getComputedStyle(element).color)
  const color = await colorOf()
  let release = await hold(page, /\/contacts\?/)
  await page.getByLabel('Search contacts').fill('given 007')
  await expect(bar(page)).toBeVisible()
  await expect.poll(colorOf).not.toBe(color)
  release()
  await expect(page.getByText('1 contact found').first()).toBeVisible()
  await expect(bar(page)).toBeHidden()
  await expect.poll(colorOf).toBe(color)

  await page.unrouteAll()
  release = await hold(page, /\/contacts\?/)
  await page.getByRole('link', { name: 'Companies', exact: true }).click()
  await expect(bar(page)).toBeVisible()
  release()
  await expect(page).toHaveURL(/show=/)
  await expect(bar(page)).toBeHidden()

  await page.unrouteAll()
  release = await hold(page, /\/matters/)
  await page.locator('body').press('g')
  await page.keyboard.press('m')
  await expect(bar(page)).toBeVisible()
  release()
  await expect(page.getByRole('heading', { name: 'Matters', level: 1 })).toBeVisible()
  await expect(bar(page)).toBeHidden()
})

test('the way back from a contact leads at once to the list as it was left', async ({ page, app }) => {
  await insertPeople(page, app, 120)
  await page.goto('/contacts?sort=name-desc')
  await page.getByRole('link', { name: 'Next' }).click()
  const row = page.getByRole('link', { name: 'Given 025' })
  await expect(row).toBeVisible()
  const list = page.url()
  const place = () => page.evaluate(() => window.scrollY)
  for (const goBack of ['link', 'key'] as const) {
    await row.scrollIntoViewIfNeeded()
    await expect.poll(place).toBeGreaterThan(500)
    const before = await place()
    await row.click()
    await expect(page.getByRole('heading', { name: 'Given 025' })).toBeVisible()
    // The list comes from the browser's own memory: the server does not answer at all.
    const release = await hold(page, /\/contacts(\?|$)/)
    if (goBack === 'link') await page.getByRole('link', { name: 'Back to the list' }).click()
    else await page.goBack()
    await expect(row).toBeVisible()
    await expect(page).toHaveURL(list)
    await expect.poll(place).toBe(before)
    release()
    await page.unrouteAll()
  }
})

const WATCHED = ['contacts', 'preview', 'sync-active', 'sync-status', 'agenda', 'month', 'contact']

/** The sum of all shifts that no one caused by a click or a key (web.dev/articles/cls), since the page was opened. */
const shifted = (page: Page) => page.evaluate(() => (window as unknown as { shifted: number }).shifted)

for (const scene of SCENES) {
  const watched = scene.sights.filter(({ name }) => WATCHED.includes(name))
  if (watched.length === 0) continue
  test(`${scene.name}: pages do not jump while they load`, async ({ page, app }) => {
    await scene.set(page, app)
    await page.addInitScript(() => {
      const counted = window as unknown as { shifted: number }
      counted.shifted = 0
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as unknown as {
          readonly hadRecentInput: boolean
          readonly value: number
        }[])
          if (!entry.hadRecentInput) counted.shifted += entry.value
      }).observe({ type: 'layout-shift', buffered: true })
    })
    for (const sight of watched)
      for (const [width, height] of [
        [1280, 800],
        [360, 740],
      ] as const)
        await test.step(`${sight.name} at ${width} px`, () => expectStill(page, sight, width, height))
  })
}

async function expectStill(page: Page, sight: Sight, width: number, height: number): Promise<void> {
  await page.setViewportSize({ width, height })
  await show(page, sight)
  await page.waitForLoadState('networkidle')
  expect(await shifted(page)).toBeLessThan(0.05)
}

test('on a phone the review of a preview shows its first row on the first screen', async ({ page, app }) => {
  const scene = SCENES.find(({ name }) => name === 'a preview')
  await scene?.set(page, app)
  await app.database.query(`update "Run" set "readyAt" = now() + interval '1 second'`)
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(`${PREVIEW}?view=all`)
  const row = page.getByRole('row').filter({ hasText: 'Same person?' })
  const start = page.getByRole('region', { name: 'Start' })
  await expect(row).toBeVisible()
  const [first, foot] = await Promise.all([row.boundingBox(), start.boundingBox()])
  if (!first || !foot) throw new Error('not drawn')
  expect(first.y + first.height).toBeLessThanOrEqual(foot.y)
  await page.goto(SYNC_PAGE)
  const review = await page.getByRole('link', { name: 'Review changes' }).boundingBox()
  expect((review?.y ?? Number.POSITIVE_INFINITY) + (review?.height ?? 0)).toBeLessThanOrEqual(740)
})
