// Two people, two tabs, two sides that disagree.
import { type Browser, expect, type Page } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { type App, test } from './fixtures/app'
import { signIn, startSignedIn } from './fixtures/people'
import {
  ANA,
  buildPreview,
  contactsPanel,
  openRow,
  person,
  SYNC_PAGE,
  sentence,
  setUpSync,
  startSync,
} from './fixtures/sync'

const BEN = 'ben@example.com'

/** Ana syncs what her account contains, and Ben, a colleague she invited, is signed in in another browser. */
async function syncAndInvite(page: Page, app: App, browser: Browser) {
  await setUpSync(page, ANA)
  await buildPreview(page)
  await startSync(page)
  await page.goto('/settings/users')
  await page.getByLabel('Email').fill(BEN)
  await page.getByRole('button', { name: 'Invite' }).click()
  const context = await browser.newContext({ baseURL: app.url })
  const other = await context.newPage()
  await signIn(other, BEN)
  return { context, other }
}

test('another person of the firm who syncs already: a warning first, with the number of shared addresses', async ({
  page,
  app,
  browser,
}) => {
  await startSignedIn(page, app, ANA)
  for (const account of [ANA, BEN]) app.google.addPerson({ account, person: person('Cho', 'Min') })
  const { context, other } = await syncAndInvite(page, app, browser)
  await setUpSync(other, BEN)
  await contactsPanel(other).getByRole('button', { name: 'Sync' }).click()
  await other.getByRole('button', { name: 'Sync my contacts too' }).click({ timeout: 60_000 })
  await other.getByRole('link', { name: 'Review changes' }).click({ timeout: 60_000 })
  await expect(other.getByText(/^100% of this list already comes from Ana .*’s account\.$/)).toBeVisible()
  await expect(other.getByText('Your firm already has all of your 1 contact in Google.')).toBeVisible()
  await expectAccessible(other)
  await expectReflow(other)
  await other.screenshot({ path: 'test-results/shared-list.png', fullPage: true })
  await startSync(other)
  await other.goto('/contacts')
  await expect(other.getByRole('link', { name: 'Cho Min' })).toHaveCount(1)
  await context.close()
})

test('an account that a colleague already syncs is not synced twice, and can be taken over', async ({
  page,
  app,
  browser,
}) => {
  await startSignedIn(page, app, ANA)
  app.google.addPerson({ account: ANA, person: person('Cho', 'Min') })
  const { context, other } = await syncAndInvite(page, app, browser)
  await setUpSync(other, ANA)
  await expect(contactsPanel(other).getByText('ana@example.com is already synced')).toBeVisible()
  await expect(contactsPanel(other).getByText(/^Ana .* has been syncing it since/)).toBeVisible()
  await expect(contactsPanel(other).getByRole('button')).toHaveCount(0)
  await expectAccessible(other)
  await expectReflow(other)
  await page.goto(SYNC_PAGE)
  await contactsPanel(page).getByRole('button', { name: 'Stop Sync' }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('button', { name: 'Stop Sync' }).click()
  await expect(sentence(page, /Stopped by you/)).toBeVisible()
  await other.reload()
  await contactsPanel(other).getByRole('button', { name: 'Sync' }).click()
  await other.getByRole('link', { name: 'Review changes' }).click({ timeout: 60_000 })
  await startSync(other)
  await other.goto('/contacts')
  await expect(other.getByRole('link', { name: 'Cho Min' })).toHaveCount(1)
  await page.reload()
  await expect(contactsPanel(page).getByText('ana@example.com is already synced')).toBeVisible()
  await context.close()
})

test('Start Sync pressed in two tabs starts once', async ({ page, app, context }) => {
  await startSignedIn(page, app, ANA)
  app.google.addPerson({ account: ANA, person: person('Cho', 'Min') })
  await setUpSync(page, ANA)
  await buildPreview(page)
  const tab = await context.newPage()
  // The other tab presses before it could notice.
  await tab.route('**/runs/*', (route) => route.abort())
  await tab.goto(`${SYNC_PAGE}/preview`)
  await startSync(page)
  await tab.getByRole('button', { name: 'Start Sync' }).click()
  await expect(tab.getByText('Already started', { exact: true })).toBeVisible()
  await expect(tab.getByText('Nothing has changed yet')).toHaveCount(0)
})

for (const [button, says] of [
  ['Start Sync', 'The sync was started'],
  ['Discard', 'This preview was discarded'],
] as const)
  test(`${button} in one tab: the other one notices, says so and leads to the sync`, async ({
    page,
    app,
    context,
  }) => {
    await signIn(page, ANA)
    app.google.addPerson({ account: ANA, person: person('Cho', 'Min') })
    await setUpSync(page, ANA)
    await buildPreview(page)
    const tab = await context.newPage()
    await tab.goto(`${SYNC_PAGE}/preview`)
    await expect(tab.getByRole('button', { name: 'Start Sync' })).toBeVisible()
    await page.getByRole('button', { name: button }).click()
    await expect(tab.getByRole('alert').filter({ hasText: says })).toBeVisible()
    await expect(tab.getByText('Nothing has changed yet')).toHaveCount(0)
    await expect(tab.getByRole('button', { name: 'Start Sync' })).toHaveCount(0)
    await expectAccessible(tab)
    await tab.getByRole('link', { name: 'Go to the sync' }).click()
    await expect(contactsPanel(tab)).toBeVisible()
  })

test('what is decided in one tab shows in the other, which starts nothing that it has not shown', async ({
  page,
  app,
  context,
}) => {
  await startSignedIn(page, app, ANA)
  for (const name of ['Cho', 'Dov']) app.google.addPerson({ account: ANA, person: person(name, 'Min') })
  await setUpSync(page, ANA)
  await buildPreview(page)
  const tab = await context.newPage()
  // As long as it cannot ask, it cannot notice.
  await tab.route('**/runs/*', (route) => route.abort())
  await tab.goto(`${SYNC_PAGE}/preview?view=addLocal`)
  const bar = tab.getByRole('region', { name: 'Start' })
  await expect(bar.getByText('Start Sync — 2 changes')).toBeVisible()
  await page.goto(`${SYNC_PAGE}/preview?view=addLocal`)
  await page.getByRole('button', { name: 'Exclude all' }).click()
  await expect(page.getByText('2 excluded.')).toBeVisible()
  await tab.getByRole('button', { name: 'Start Sync' }).click()
  await expect(tab.getByRole('alert').filter({ hasText: 'so nothing was started' })).toBeVisible()
  await tab.unroute('**/runs/*')
  await expect(bar.getByText('The list and the numbers are up to date')).toBeVisible({ timeout: 30_000 })
  await expect(bar.getByText('Start Sync — nothing to write now')).toBeVisible()
  await expectAccessible(tab)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(bar.getByText('Start Sync — 2 changes')).toBeVisible({ timeout: 30_000 })
  await startSync(tab)
  await expect(page.getByRole('alert').filter({ hasText: 'The sync was started' })).toBeVisible({
    timeout: 30_000,
  })
})

test('a conflict is asked, answered, and the answer reaches both sides', async ({ page, app }) => {
  const { google } = app
  await startSignedIn(page, app, ANA)
  const id = google.addPerson({
    account: ANA,
    person: person('Cho', 'Min', { organizations: [{ title: 'Clerk' }] }),
  })
  await setUpSync(page, ANA)
  await buildPreview(page)
  await startSync(page)
  await stopWorkers(app, async () => {
    google.editPerson({
      account: ANA,
      resourceName: id.resourceName ?? '',
      person: { organizations: [{ title: 'Judge' }] },
    })
    await page.goto('/contacts')
    await page.getByRole('link', { name: 'Cho Min' }).click()
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByLabel('Title').fill('Partner')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('heading', { name: 'Cho Min' })).toBeVisible()
  })
  await page.goto(SYNC_PAGE)
  await page.getByRole('link', { name: 'Review changes' }).click({ timeout: 60_000 })
  await openRow(page, 'Cho Min')
  await expectAccessible(page)
  await page.getByRole('radio', { name: /Keep Google’s/ }).check()
  await expect(page.getByText('Everything is answered.')).toBeVisible()
  await page.getByRole('button', { name: 'Sync now' }).click()
  await page.goto('/contacts')
  await page.getByRole('link', { name: 'Cho Min' }).click()
  const title = async () => {
    await page.reload()
    return page.getByText('Judge', { exact: true }).count()
  }
  await expect.poll(title, { timeout: 60_000 }).toBeGreaterThan(0)
})

/** Both edits are made before any worker looks: the sync's next check is put off meanwhile. */
async function stopWorkers(
  app: { database: { query: (sql: string) => Promise<unknown> } },
  work: () => Promise<void>,
) {
  await app.database.query(`insert into "AccountLease" (account, holder, until)
    select provider || ':' || "accountId", 'the test', now() + interval '1 hour' from "Connection"
    on conflict (account) do update set holder = excluded.holder, until = excluded.until`)
  await work()
  await app.database.query(`delete from "AccountLease" where holder = 'the test'`)
}
