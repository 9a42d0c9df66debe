// How soon the pages react while the server takes 1.5 seconds longer to answer, and how far they shift while they load: in a browser, with the
// production build on loopback, 25,000 contacts and a preview of 25,000 changes. main.ts runs it in a separate process; it prints its figures as JSON.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, chromium, type Page } from '@playwright/test'
import { setEnv } from '@/lib/env'
import { browserOptions } from '@/scripts/parts/browser-file'
import { quantile } from './measure'
import { type Seeded, seed } from './pages/seed'
import { cookieOf, type Served, serveBuild } from './served'
import { printFigures } from './walk'

const LATENCY_MS = 1_500
const TIMES = 5
const MOST_PRESSES = 3
const PATIENCE_MS = 5_000
const SYNC = '/settings/sync/google'
const LEAVING = 'html[data-leaving]'
const BUSY = 'main [aria-disabled=true]'

export interface FeedbackFigures {
  readonly latencyMs: number
  /** From the event in the browser to the first frame with the reaction. */
  readonly actions: Readonly<Record<string, { readonly medianMs: number; readonly mostMs: number }>>
  /** The layout shift of each page while it loads (web.dev/articles/cls). */
  readonly shifts: Readonly<Record<string, number>>
}

interface Action {
  readonly name: string
  readonly path: string
  readonly as: 'previewing' | 'syncing'
  readonly does: (page: Page) => Promise<unknown>
  /** What matches once the page has reacted. */
  readonly sign: string
}

const press = (role: 'button' | 'link', name: string | RegExp) => (page: Page) =>
  page.getByRole(role, { name }).first().click({ noWaitAfter: true })

const syncing = 'syncing'
const previewing = 'previewing'
const actions: readonly Action[] = [
  {
    name: 'a filter of the contacts',
    path: '/contacts',
    as: syncing,
    does: press('link', 'Companies'),
    sign: LEAVING,
  },
  {
    name: 'a contact',
    path: '/contacts',
    as: syncing,
    does: (page) => page.locator('a[data-row]').first().click({ noWaitAfter: true }),
    sign: LEAVING,
  },
  {
    name: 'another page of the header',
    path: '/contacts',
    as: syncing,
    does: press('link', 'Matters'),
    sign: LEAVING,
  },
  {
    name: 'Settings',
    path: '/contacts',
    as: syncing,
    does: press('button', 'Settings'),
    sign: '#settings-panel:popover-open',
  },
  {
    name: 'the command palette',
    path: '/contacts',
    as: syncing,
    does: (page) => page.keyboard.press('Control+k'),
    sign: 'dialog[open]',
  },
  {
    name: 'Save of a new contact',
    path: '/contacts/new?kind=person',
    as: syncing,
    does: savePerson,
    sign: BUSY,
  },
  {
    name: 'Exclude',
    path: `${SYNC}/preview?view=all`,
    as: previewing,
    does: press('button', /^Exclude /),
    sign: 'tr [aria-label^="Include "]',
  },
  {
    name: 'a filter of the preview',
    path: `${SYNC}/preview?view=all`,
    as: previewing,
    does: press('link', /add to Clio/),
    sign: 'table[aria-busy=true]',
  },
  { name: 'Sync now', path: SYNC, as: syncing, does: press('button', 'Sync now'), sign: BUSY },
]

const looked = [
  ['contacts', '/contacts', syncing],
  ['preview', `${SYNC}/preview?view=all`, previewing],
  ['sync page', SYNC, syncing],
  ['Sync Status', '/admin/sync', syncing],
  ['calendar', '/calendar', syncing],
] as const

setEnv({ LOG_LEVEL: 'silent' })
await printFigures(async (owner, url) => {
  const seeded = await seed(owner, 50_000)
  const served = await serveBuild(url)
  const browser = await chromium.launch({
    ...browserOptions(),
    ...(process.getuid?.() === 0 && { args: ['--no-sandbox'] }),
  })
  try {
    return await figures(browser, served, seeded)
  } finally {
    await browser.close()
    await served.stop()
  }
})

async function figures(browser: Browser, served: Served, seeded: Seeded): Promise<FeedbackFigures> {
  const times: [string, { medianMs: number; mostMs: number }][] = []
  for (const action of actions) {
    const all: number[] = []
    for (let n = 0; n < TIMES; n += 1)
      all.push(await onPage(browser, served, seeded, action, (page) => reaction(page, action)))
    times.push([
      action.name,
      { medianMs: Math.round(quantile(all, 0.5)), mostMs: Math.round(Math.max(...all)) },
    ])
  }
  const shifts: [string, number][] = []
  for (const [name, path, as] of looked)
    shifts.push([name, await onPage(browser, served, seeded, { path, as }, shifted)])
  return { latencyMs: LATENCY_MS, actions: Object.fromEntries(times), shifts: Object.fromEntries(shifts) }
}

/** A new browser for each: nothing is remembered. */
async function onPage<T>(
  browser: Browser,
  served: Served,
  seeded: Seeded,
  { path, as }: Pick<Action, 'path' | 'as'>,
  look: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  try {
    const [name = '', value = ''] = (await cookieOf(seeded[as].person)).split(/=(.*)/s)
    await context.addCookies([{ name, value, url: served.url }])
    const page = await context.newPage()
    await page.addInitScript(countShifts)
    await page.goto(`${served.url}${path}`)
    await page.waitForLoadState('networkidle')
    return await look(page)
  } finally {
    await context.close()
  }
}

/** A press before the page is alive has no effect: it is repeated, and only the last one counts. */
async function reaction(page: Page, { name, does, sign }: Action): Promise<number> {
  await page.route(/^(?!.*\/_next\/static\/)/, async (route) => {
    await sleep(LATENCY_MS)
    await route.continue().catch(() => undefined)
  })
  const reacted = page.evaluate(untilReaction, sign)
  for (let press = 0; press < MOST_PRESSES; press += 1) {
    await does(page)
    const ms = await Promise.race([reacted, sleep(PATIENCE_MS, null)])
    if (ms !== null) return ms
  }
  throw new Error(`No reaction to ${name}`)
}

async function savePerson(page: Page): Promise<void> {
  await page.getByLabel('Last name').fill('Zz')
  await page.getByRole('button', { name: 'Save' }).click({ noWaitAfter: true })
}

function shifted(page: Page): Promise<number> {
  return page.evaluate(() => Math.round((window as unknown as { shifted: number }).shifted * 1_000) / 1_000)
}

/** In the browser: from the newest press of a button or key to the first frame in which the sign is there. */
async function untilReaction(sign: string): Promise<number> {
  let began = Number.NaN
  for (const kind of ['click', 'keydown'])
    document.addEventListener(
      kind,
      ({ timeStamp }) => {
        began = timeStamp
      },
      { capture: true },
    )
  for (;;) {
    const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
    if (!Number.isNaN(began) && document.querySelector(sign)) return Math.max(0, now - began)
  }
}

function countShifts(): void {
  const counted = window as unknown as { shifted: number }
  counted.shifted = 0
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as unknown as { hadRecentInput: boolean; value: number }[])
      if (!entry.hadRecentInput) counted.shifted += entry.value
  }).observe({ type: 'layout-shift', buffered: true })
}
