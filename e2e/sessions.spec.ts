// Where people are signed in, and that a session that is over is worth nothing, wherever its cookie is.
import { type Browser, expect, type Page } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { type App, test } from './fixtures/app'
import { useUpLimits } from './fixtures/limits'
import { chooseAccount, signIn, signOut, startSignedIn } from './fixtures/people'
import { ANA, SYNC_PAGE } from './fixtures/sync'
import { insertRun, insertSync } from './fixtures/sync-rows'

const BEN = 'ben@example.com'
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0'

const wayIn = (page: Page) => page.getByRole('button', { name: 'Continue with Google' })
const list = (page: Page) => page.getByRole('region', { name: 'Where you are signed in' })

/** Another browser, in which the person signs in. */
async function elsewhere(browser: Browser, app: App, email: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: app.url, userAgent: FIREFOX })
  const page = await context.newPage()
  await signIn(page, email)
  return page
}

test('a person sees where they are signed in, and signs out there', async ({ page, browser, app }) => {
  await signIn(page, ANA)
  const other = await elsewhere(browser, app, ANA)
  await page.goto('/settings/profile')
  await expect(list(page).getByRole('listitem')).toHaveCount(2)
  await expect(list(page).getByText('Chrome on Windows (this one)')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await list(page).getByRole('button', { name: 'Sign out of Firefox on Linux' }).click()
  await expect(page.getByText('That browser is signed out.')).toBeVisible()
  await expect(list(page).getByRole('listitem')).toHaveCount(1)
  await expectAccessible(page)
  await other.goto('/contacts')
  await expect(wayIn(other)).toBeVisible()
  await other.context().close()
})

test('signing out everywhere else keeps this browser signed in', async ({ page, browser, app }) => {
  await signIn(page, ANA)
  const others = [await elsewhere(browser, app, ANA), await elsewhere(browser, app, ANA)]
  await page.goto('/settings/profile')
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(page.getByText('You are signed out everywhere except here.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sign out everywhere else' })).toBeHidden()
  for (const other of others) {
    await other.goto('/contacts')
    await expect(wayIn(other)).toBeVisible()
    await other.context().close()
  }
})

test('an administrator signs a person out everywhere, who can sign in again', async ({
  page,
  browser,
  app,
}) => {
  await signIn(page, ANA)
  await page.goto('/settings/users')
  await page.getByLabel('Email').fill(BEN)
  await page.getByRole('button', { name: 'Invite' }).click()
  await expect(page.getByText(`${BEN} can now sign in`)).toBeVisible()
  const bens = await elsewhere(browser, app, BEN)
  await page.reload()
  await expectReflow(page)
  const question = page.getByRole('form', { name: 'Sign out Ben Okafor everywhere' })
  await page.getByRole('button', { name: 'Sign out everywhere Ben Okafor' }).click()
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(question).toBeHidden()
  await bens.goto('/contacts')
  await expect(bens.getByRole('heading', { name: 'Contacts', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Sign out everywhere Ben Okafor' }).click()
  await question.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page.getByText('They are signed out everywhere.')).toBeVisible()
  await expectAccessible(page)
  await bens.goto('/contacts')
  await expect(wayIn(bens)).toBeVisible()
  await signIn(bens, BEN)
  await bens.context().close()
})

test('a copy of the cookie is worth nothing once its person signed out, and signing in again works', async ({
  page,
  browser,
  app,
}) => {
  await signIn(page, ANA)
  const copied = await page.context().cookies()
  const thief = await browser.newContext({ baseURL: app.url })
  await thief.addCookies(copied)
  expect((await thief.request.get('/contacts', { maxRedirects: 0 })).status()).toBe(200)
  const answer = page.waitForResponse((response) => response.request().method() === 'POST')
  await signOut(page)
  expect(await (await answer).headerValue('clear-site-data')).toBe('"cache", "storage"')
  for (const address of ['/contacts', '/contacts/export.vcf'])
    expect((await thief.request.get(address, { maxRedirects: 0 })).status()).toBe(307)
  expect((await thief.request.get('/api/sync/status')).status()).toBe(401)
  await thief.close()
  await signIn(page, ANA)
  expect(await page.context().cookies()).not.toEqual(copied)
})

test('who signs in again in the same browser leaves no session behind', async ({ page, app }) => {
  await page.goto('/sign-in')
  const late = await page.context().newPage()
  await late.goto('/sign-in')
  await signIn(page, ANA)
  await wayIn(late).click()
  await chooseAccount(late, ANA)
  await expect(late.getByRole('heading', { name: 'Contacts', exact: true })).toBeVisible()
  const { rows } = await app.database.query(
    'select "endedAt" is null as open from "Session" order by "createdAt"',
  )
  expect(rows).toEqual([{ open: false }, { open: true }])
})

test.describe('whose session is over', () => {
  const overNow = ({ database }: App) => database.query('update "Session" set "endedAt" = now()')

  test('sees neither name nor pages of before, also on going back', async ({ page, app }) => {
    await startSignedIn(page, app, ANA)
    await page.getByRole('button', { name: 'New Person' }).click()
    await expect(page.getByRole('heading', { name: 'New person' })).toBeVisible()
    await overNow(app)
    await page.getByRole('link', { name: 'Contacts' }).click()
    await expect(wayIn(page)).toBeVisible()
    await expect(page.getByText('Ana Lima')).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Settings' })).toHaveCount(0)
    await page.goBack()
    await expect(wayIn(page)).toBeVisible()
    await expect(page.getByLabel('First name')).toHaveCount(0)
  })

  test('is led from an open page to signing in', async ({ page, app }) => {
    await startSignedIn(page, app, ANA)
    const rows = await insertSync(app, ANA, { state: 'idle' })
    await insertRun(app, rows, { state: 'reading', done: 1, total: 10 })
    await page.goto(SYNC_PAGE)
    await expect(page.getByRole('progressbar')).toBeVisible()
    await overNow(app)
    await expect(wayIn(page)).toBeVisible()
    await expect(page).toHaveURL(/next=%2Fsettings%2Fsync%2Fgoogle$/)
  })

  test('since it was not used for half a day, signs in again', async ({ page, app }) => {
    await startSignedIn(page, app, ANA)
    await app.database.query(`update "Session" set "lastSeenAt" = now() - interval '11 hours 59 minutes'`)
    await page.goto('/settings/profile')
    await expect(list(page)).toBeVisible()
    await app.database.query(`update "Session" set "lastSeenAt" = now() - interval '12 hours'`)
    await page.goto('/settings/profile')
    await expect(wayIn(page)).toBeVisible()
  })
})

test('addresses that only a button sends to lead to the page with the button', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  for (const [address, shown] of [
    ['/sign-out', '/settings/profile'],
    ['/connect/google/start', SYNC_PAGE],
    ['/sign-in/google', '/contacts'],
  ] as const) {
    await page.goto(address)
    await expect(page).toHaveURL(app.url + shown)
  }
})

test('of the library’s own addresses only those that lead back from Google answer', async ({
  request,
  app,
}) => {
  for (const name of ['session', 'csrf', 'providers', 'signout'])
    expect((await request.get(`/api/auth/${name}`)).status()).toBe(404)
  expect((await request.post('/api/auth/signout', { headers: { origin: app.url } })).status()).toBe(405)
})

test.describe('who does more than a person would', () => {
  test('searches no more for a while, but looks at pages', async ({ page, app }) => {
    await startSignedIn(page, app, ANA)
    await page.goto('/contacts?q=lima')
    await expect(page.getByText('No contact matches')).toBeVisible()
    await useUpLimits(app)
    await page.goto('/contacts?q=costa')
    await expect(page.getByRole('heading', { name: 'Too many requests' })).toBeVisible()
    await expect(page.getByText(/^Wait [\d,]+ seconds/)).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Go to contacts' }).click()
    await expect(page.getByText('No contacts yet')).toBeVisible()
  })

  test('keeps what they typed when it is not saved', async ({ page, app }) => {
    await startSignedIn(page, app, ANA)
    const save = async (name: string) => {
      await page.goto('/contacts/new?kind=person')
      await page.getByLabel('First name').fill(name)
      await page.getByRole('button', { name: 'Save' }).click()
    }
    await save('Eva')
    await expect(page.getByRole('heading', { name: 'Eva' })).toBeVisible()
    await useUpLimits(app)
    await save('Ada')
    await expect(page.getByText('Not saved yet: too many requests')).toBeVisible()
    await expect(page.getByLabel('First name')).toHaveValue('Ada')
    await app.database.query('delete from "RateLimit"')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('heading', { name: 'Ada' })).toBeVisible()
  })

  test('waits before the next export', async ({ page, app }) => {
    await startSignedIn(page, app, ANA)
    expect((await page.request.get('/contacts/export.vcf')).status()).toBe(200)
    await useUpLimits(app)
    const refused = await page.request.get('/contacts/export.vcf')
    expect(refused.status()).toBe(429)
    expect(Number(refused.headers()['retry-after'])).toBeGreaterThan(0)
  })
})
