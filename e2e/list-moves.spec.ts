// A filter, an order or a search chosen while another one is still on its way: each keeps what was chosen before it.
import { expect, type Page } from '@playwright/test'
import { type App, test } from './fixtures/app'
import { startSignedIn } from './fixtures/people'
import { ANA } from './fixtures/sync'
import { contact, insertChange, insertRun, insertSync } from './fixtures/sync-rows'

const PREVIEW = '/settings/sync/google/preview'

async function preview(page: Page, app: App) {
  await startSignedIn(page, app, ANA)
  const rows = await insertSync(app, ANA)
  const run = await insertRun(app, rows, { state: 'ready', readyAt: new Date() })
  for (const [firstName, group, side] of [
    ['Ada', 'addLocal', 'local'],
    ['Ben', 'addLocal', 'local'],
    ['Cho', 'addRemote', 'remote'],
  ] as const)
    await insertChange(app, rows, run, {
      ...{ name: firstName, kind: side === 'local' ? 'createLocal' : 'createRemote', group },
      body: { [side]: { from: null, to: contact({ firstName }) }, reasons: [{ kind: 'onlyOn', side }] },
      more: side === 'local' ? { remoteId: `people/${firstName}` } : { localId: crypto.randomUUID() },
    })
}

/** Types into a search box and presses a link within one moment of the page, before it can draw anything; gives the address then. */
const typeAndPress = (page: Page, box: string, text: string, link: string) =>
  page.evaluate(
    ([box, text, link]) => {
      const input = document.querySelector<HTMLInputElement>(box)
      const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')
      value?.set?.call(input, text)
      input?.dispatchEvent(new Event('input', { bubbles: true }))
      document.querySelector<HTMLAnchorElement>(link)?.click()
      return location.search
    },
    [box, text, link] as const,
  )

const SEARCH = 'input[type=search]'

test('in a preview, a filter pressed before a search is cleared does not bring the search back', async ({
  page,
  app,
}) => {
  await preview(page, app)
  await page.goto(`${PREVIEW}?view=all`)
  const box = page.getByLabel('Search changes')
  await box.fill('ben')
  await expect(page.getByRole('link', { name: '1 total' })).toBeVisible()
  const address = await typeAndPress(page, SEARCH, '', 'a[href*="view=addLocal"]')
  expect(address).toBe('?view=addLocal')
  await expect(page.getByRole('link', { name: '2 add to Clio' })).toHaveAttribute('aria-current', 'true')
  await expect(box).toHaveValue('')
})

test('in a preview, a filter pressed after typing takes the search along, and a search keeps the filter', async ({
  page,
  app,
}) => {
  await preview(page, app)
  await page.goto(`${PREVIEW}?view=all`)
  await expect(page.getByRole('link', { name: '3 total' })).toBeVisible()
  const box = page.getByLabel('Search changes')
  expect(await typeAndPress(page, SEARCH, 'ada', 'a[href*="view=addLocal"]')).toBe('?view=addLocal&q=ada')
  await expect(page.getByRole('link', { name: '1 add to Clio' })).toHaveAttribute('aria-current', 'true')
  const both = await page.evaluate(() => {
    document.querySelector<HTMLAnchorElement>('a[href*="view=addRemote"]')?.click()
    document.querySelector<HTMLInputElement>('input[type=search]')?.form?.requestSubmit()
    return location.search
  })
  expect(both).toBe('?view=addRemote&q=ada')
  await expect(page.getByRole('link', { name: '0 add to Google' })).toHaveAttribute('aria-current', 'true')
  await page.goBack()
  await expect(page).toHaveURL(/view=addLocal&q=ada/)
  await expect(box).toHaveValue('ada')
})

test('in a preview, a decision made while a list is on its way is in it, and in what Start Sync starts', async ({
  page,
  app,
}) => {
  await preview(page, app)
  await page.goto(`${PREVIEW}?view=all`)
  let release = () => {}
  const decided = new Promise<void>((resolve) => {
    release = resolve
  })
  const late = page.waitForResponse(/\/changes\?.*view=addLocal/)
  // The server answers before the decision, and the answer arrives after it.
  await page.route(
    /\/changes\?.*view=addLocal/,
    async (route) => {
      const response = await route.fetch()
      await decided
      await route.fulfill({ response })
    },
    { times: 1 },
  )
  await page.getByRole('link', { name: '2 add to Clio' }).click()
  await page.getByRole('button', { name: 'Exclude Ada' }).click()
  await expect(page.getByText('1 excluded.')).toBeVisible()
  release()
  await late
  await expect(page.getByRole('link', { name: '1 add to Clio' })).toHaveAttribute('aria-current', 'true')
  await page.getByRole('button', { name: 'Start Sync' }).click()
  await expect(page).toHaveURL(/\/settings\/sync\/google(\?|$)/)
})

/** Holds back the list that a press asks for, until the next press has been made. */
async function held(page: Page, press: () => Promise<unknown>, next: () => Promise<unknown>) {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/_rsc=/, async (route) => {
    await released
    await route.continue()
  })
  await press()
  await next()
  release()
  await page.unrouteAll({ behavior: 'wait' })
}

async function contacts(page: Page, app: App) {
  await startSignedIn(page, app, ANA)
  await app.database.query(
    `insert into "Contact" (id, "firmId", value, "sortKey", search, "createdAt", "updatedAt")
     select gen_random_uuid(), f.id, v, lower(v->>'firstName'), lower((v->>'firstName') || (v->>'company')), now(), now()
     from "Firm" f, jsonb_array_elements($1::jsonb) v`,
    [
      JSON.stringify([
        contact({ firstName: 'Ada' }),
        contact({ firstName: 'Ben' }),
        contact({ kind: 'company', company: 'Ada & Co' }),
      ]),
    ],
  )
  await page.goto('/contacts')
  await expect(page.getByText('3 contacts')).toBeVisible()
}

test('in a list, a filter pressed before a search has begun takes it along', async ({ page, app }) => {
  await contacts(page, app)
  await typeAndPress(page, SEARCH, 'ada', 'a[href*="show=people"]')
  await expect(page).toHaveURL('/contacts?q=ada&show=people')
  await expect(page.getByRole('paragraph').filter({ hasText: '1 contact found' })).toBeVisible()
  await typeAndPress(page, SEARCH, '', 'a[href*="show=companies"]')
  await expect(page).toHaveURL('/contacts?show=companies')
  await expect(page.getByLabel('Search contacts')).toHaveValue('')
})

test('in a list, filters, orders and searches chosen while a list is on its way are all kept', async ({
  page,
  app,
}) => {
  await contacts(page, app)
  const show = (name: string) => page.getByRole('navigation', { name: 'Show' }).getByRole('link', { name })
  await held(
    page,
    () => show('People').click(),
    () => page.getByRole('link', { name: 'Last changed' }).click(),
  )
  await expect(page).toHaveURL('/contacts?show=people&sort=changed')
  await held(
    page,
    () => show('All').click(),
    async () => {
      await page.getByLabel('Search contacts').fill('ada')
      await page.getByLabel('Search contacts').press('Enter')
    },
  )
  await expect(page).toHaveURL('/contacts?sort=changed&q=ada')
  await expect(page.getByRole('paragraph').filter({ hasText: '2 contacts found' })).toBeVisible()
  await held(
    page,
    () => show('People').click(),
    () => show('All').click(),
  )
  await expect(page).toHaveURL(/\/contacts\?(q=ada&sort=changed|sort=changed&q=ada)$/)
  await expect(page.getByRole('paragraph').filter({ hasText: '2 contacts found' })).toBeVisible()
})

test('in the calendar, days, views and calendars chosen while a page is on its way are all kept', async ({
  page,
  app,
}) => {
  await startSignedIn(page, app, ANA)
  await page.goto('/calendar?on=2031-03-03')
  const link = (name: string) => page.getByRole('link', { name, exact: true })
  await held(
    page,
    () => link('Next').click(),
    () => link('Next').click(),
  )
  await expect(page.getByRole('heading', { name: 'March 31 – April 13, 2031' })).toBeVisible()
  await held(
    page,
    () => page.getByRole('checkbox', { name: 'Firm' }).uncheck(),
    () => link('Month').click(),
  )
  await expect(page.getByRole('heading', { name: 'March 2031' })).toBeVisible()
  await expect(page.getByRole('checkbox', { name: 'Firm' })).not.toBeChecked()
  await held(
    page,
    () => link('Next').click(),
    () => page.getByRole('checkbox', { name: 'Firm' }).check(),
  )
  await expect(page.getByRole('heading', { name: 'April 2031' })).toBeVisible()
  await expect(page.getByRole('checkbox', { name: 'Firm' })).toBeChecked()
})
