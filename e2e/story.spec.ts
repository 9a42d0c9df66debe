// The whole story in Clio's words: from the gear to Stop Sync and back, with two people of a firm.
import { expect } from '@playwright/test'
import { expectAccessible } from './fixtures/accessible'
import { test } from './fixtures/app'
import { signIn } from './fixtures/people'
import {
  buildPreview,
  contactsPanel,
  expectInSync,
  openRow,
  SYNC_PAGE,
  setUpSync,
  startSync,
  syncNow,
} from './fixtures/sync'

const ANA = 'ana@example.com'
const person = (given: string, family: string, more: object = {}) => ({
  names: [{ givenName: given, familyName: family }],
  emailAddresses: [{ value: `${given}.${family}@example.com`.toLowerCase(), type: 'work' }],
  ...more,
})

test('a firm keeps its contacts and a Google account in step, from the gear to Stop Sync', async ({
  page,
  app,
}) => {
  test.setTimeout(300_000)
  const { google } = app
  const names = () =>
    google
      .persons({ account: ANA })
      .map(({ names }) => names?.[0]?.displayName)
      .sort()
  const there = (name: string) =>
    google.persons({ account: ANA }).find(({ names }) => names?.[0]?.displayName === name)

  await test.step('1 sign in: the first person administers the firm', () => signIn(page, ANA))

  google.addPerson({ account: ANA, person: person('Ana', 'Roth', { organizations: [{ title: 'Judge' }] }) })
  google.addPerson({ account: ANA, person: person('Cho', 'Min') })
  google.addPerson({ account: ANA, person: person('Left', 'Out') })

  await test.step('2 contacts of the firm', async () => {
    for (const [first, last] of [
      ['Ana', 'Roth'],
      ['Ben', 'Okafor'],
    ] as const) {
      await page.goto('/contacts')
      await page.getByRole('button', { name: 'New Person' }).click()
      await page.getByLabel('First name').fill(first)
      await page.getByLabel('Last name').fill(last)
      await page.getByLabel('Email', { exact: true }).fill(`${first}.${last}@example.com`)
      await page.getByRole('button', { name: 'Save' }).click()
      await expect(page.getByRole('heading', { name: `${first} ${last}` })).toBeVisible()
    }
  })

  await test.step('3 Set Up Sync, Allow', async () => {
    await setUpSync(page, ANA)
    await expectAccessible(page)
    await page.goto('/settings/sync')
    await expect(page.getByRole('link', { name: 'Configure' })).toBeVisible()
    await page.getByRole('link', { name: 'Configure' }).click()
  })

  await test.step('4 and 5 Sync builds a preview, and nothing has been changed yet', async () => {
    await buildPreview(page)
    await expectAccessible(page)
    expect(names()).toEqual(['Ana Roth', 'Cho Min', 'Left Out'])
    await page.getByRole('link', { name: /add to Clio$/ }).click()
    await page.getByRole('button', { name: 'Exclude Left Out' }).click()
    await expect(page.getByText('1 excluded.')).toBeVisible()
  })

  await test.step('6 Start Sync applies exactly that', async () => {
    await startSync(page)
    await expectAccessible(page)
    expect(names()).toEqual(['Ana Roth', 'Ben Okafor', 'Cho Min', 'Left Out'])
    await page.goto('/contacts')
    await expect(page.getByRole('link', { name: 'Cho Min' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Left Out' })).toHaveCount(0)
    await page.getByRole('link', { name: 'Ana Roth' }).click()
    await expect(page.getByText('Judge')).toBeVisible()
  })

  await test.step('7 an edit here is sent within a minute, an edit there comes with Sync now', async () => {
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByLabel('Nickname').fill('Anita')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect.poll(() => there('Ana Roth')?.nicknames?.[0]?.value, { timeout: 60_000 }).toBe('Anita')
    google.editPerson({
      account: ANA,
      resourceName: there('Ben Okafor')?.resourceName ?? '',
      person: { organizations: [{ title: 'Clerk' }] },
    })
    await syncNow(page, app)
    await page.goto('/contacts')
    await page.getByRole('link', { name: 'Ben Okafor' }).click()
    await expect(page.getByText('Clerk', { exact: true })).toBeVisible()
  })

  await test.step('8 what is deleted in Google stays here', async () => {
    google.deletePerson({ account: ANA, resourceName: there('Cho Min')?.resourceName ?? '' })
    await syncNow(page, app)
    await page.goto('/contacts')
    await page.getByRole('link', { name: 'Cho Min' }).click()
    await expect(page.getByText(/Deleted in Google/)).toBeVisible()
    await expectAccessible(page)
  })

  await test.step('9 Sync Status shows it to administrators', async () => {
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByRole('link', { name: 'Sync Status' }).click()
    await expect(page.getByRole('heading', { name: 'Sync Status' })).toBeVisible()
    await expect(page.getByText(ANA).first()).toBeVisible()
    await expectAccessible(page)
  })

  await test.step('10 Stop Sync, and from then on nothing passes', async () => {
    await page.goto(SYNC_PAGE)
    await contactsPanel(page).getByRole('button', { name: 'Stop Sync' }).click()
    const dialog = page.getByRole('alertdialog')
    await expect(dialog.getByRole('button', { name: 'Keep syncing' })).toBeFocused()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Stop Sync' }).click()
    await expect(
      contactsPanel(page)
        .getByText(/^Stopped/)
        .first(),
    ).toBeVisible()
    google.clearRequests()
  })

  await test.step('set up again: nothing doubled, what Google deleted is offered anew and marked', async () => {
    await buildPreview(page)
    await page.getByRole('link', { name: /add to Google$/ }).click()
    await expect(page.getByText(/^Deleted in Google on/)).toBeVisible()
    await startSync(page)
    expect(names()).toEqual(['Ana Roth', 'Ben Okafor', 'Cho Min', 'Left Out'])
    await page.goto('/contacts')
    await expect(page.getByRole('link', { name: /Ana Roth|Ben Okafor|Cho Min/ })).toHaveCount(3)
  })

  await test.step('Disconnect Account revokes at Google and erases the tokens', async () => {
    await page.goto(SYNC_PAGE)
    await page.getByRole('button', { name: 'Disconnect Account' }).click()
    await page.getByRole('button', { name: 'Disconnect', exact: true }).click()
    await expect(page.getByText('Account disconnected')).toBeVisible()
    expect(google.grants({ account: ANA })).toEqual([])
    const { rows } = await app.database.query('select "refreshToken", "accessToken" from "Connection"')
    expect(rows).toEqual([{ refreshToken: null, accessToken: null }])
  })
})

test('already connected: Configure, without a second consent', async ({ page }) => {
  await signIn(page, ANA)
  await setUpSync(page, ANA)
  await page.goto('/settings/sync')
  await page.getByRole('link', { name: 'Configure' }).click()
  await expect(page.getByText(`You are currently authorized as ${ANA}`)).toBeVisible()
})

test('another person of the firm who syncs already: a warning first, with the number of shared addresses', async ({
  page,
  app,
  browser,
}) => {
  test.setTimeout(240_000)
  const BEN = 'ben@example.com'
  await signIn(page, ANA)
  for (const account of [ANA, BEN]) app.google.addPerson({ account, person: person('Cho', 'Min') })
  await setUpSync(page, ANA)
  await buildPreview(page)
  await startSync(page)
  await page.goto('/settings/users')
  await page.getByLabel('Email').fill(BEN)
  await page.getByRole('button', { name: 'Invite' }).click()
  const context = await browser.newContext({ baseURL: app.url })
  const other = await context.newPage()
  await signIn(other, BEN)
  await setUpSync(other, BEN)
  await contactsPanel(other).getByRole('button', { name: 'Sync' }).click()
  await other.getByRole('button', { name: 'Continue anyway' }).click({ timeout: 60_000 })
  await other.getByRole('link', { name: 'Review changes' }).click({ timeout: 60_000 })
  await startSync(other)
  await other.goto('/contacts')
  await expect(other.getByRole('link', { name: 'Cho Min' })).toHaveCount(1)
  await context.close()
})

test('reload, a second tab and a killed server during the preview and the first sync: it goes on, nothing is doubled', async ({
  page,
  app,
  context,
}) => {
  test.setTimeout(300_000)
  const { google } = app
  await signIn(page, ANA)
  google.addPersons({
    account: ANA,
    persons: Array.from({ length: 3_000 }, (_, at) => person(`Given${at}`, `Family${at}`)),
  })
  await app.database.query(
    `insert into "Contact" (id, "firmId", kind, "firstName", "lastName", emails, "sortKey", search)
     select gen_random_uuid(), f.id, 'person', 'Ours' || n, 'Contact' || n,
       jsonb_build_array(jsonb_build_object('value', 'ours' || n || '@example.com', 'label', '')), 'contact' || n, 'ours' || n
     from "Firm" f, generate_series(1, 900) n`,
  )
  google.setSwitches({ readMs: 1_500, mutationMs: 1_500 })
  await setUpSync(page, ANA)
  await contactsPanel(page).getByRole('button', { name: 'Sync' }).click()
  await expect(page.getByRole('progressbar')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('progressbar')).toBeVisible()
  const tab = await context.newPage()
  await tab.goto(SYNC_PAGE)
  await expect(tab.getByRole('progressbar')).toBeVisible()
  await app.killAndRestart()
  await page.goto(SYNC_PAGE)
  await page.getByRole('link', { name: 'Review changes' }).click({ timeout: 120_000 })
  await page.getByRole('button', { name: 'Start Sync' }).click()
  await expect(
    contactsPanel(page)
      .getByText(/Writing/)
      .first(),
  ).toBeVisible()
  // In the middle of the writes to Google.
  await expect.poll(() => google.persons({ account: ANA }).length, { timeout: 60_000 }).toBeGreaterThan(3_000)
  await app.killAndRestart()
  google.setSwitches({ readMs: 0, mutationMs: 0 })
  await page.goto(SYNC_PAGE)
  await expect.poll(() => google.persons({ account: ANA }).length, { timeout: 120_000 }).toBe(3_900)
  await expectInSync(page)
  // What was on its way when the server died is looked for and adopted with one of the next checks.
  const settled = async () => {
    const { rows } = await app.database.query(
      `select (select count(*)::int from "Contact") as here, (select count(*)::int from "Link") as links`,
    )
    return rows
  }
  await expect.poll(settled, { timeout: 150_000 }).toEqual([{ here: 3_900, links: 3_900 }])
  expect(google.persons({ account: ANA })).toHaveLength(3_900)
  expect(google.counts().overlaps).toBe(0)
})

test('Start Sync pressed in two tabs starts once', async ({ page, app, context }) => {
  await signIn(page, ANA)
  app.google.addPerson({ account: ANA, person: person('Cho', 'Min') })
  await setUpSync(page, ANA)
  await buildPreview(page)
  const tab = await context.newPage()
  await tab.goto(`${SYNC_PAGE}/preview`)
  await startSync(page)
  await tab.getByRole('button', { name: 'Start Sync' }).click()
  await expect(tab.getByText(/already started/i)).toBeVisible()
  await expect(tab.getByText('Nothing has been changed yet')).toHaveCount(0)
})

test('a conflict is asked, answered, and the answer reaches both sides', async ({ page, app }) => {
  const { google } = app
  await signIn(page, ANA)
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
  await page.getByRole('radio', { name: /Keep Google's/ }).check()
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
  await app.database.query(`insert into "Lane" (account, holder, until)
    select provider || ':' || "accountId", 'the test', now() + interval '1 hour' from "Connection"`)
  await work()
  await app.database.query(`delete from "Lane" where holder = 'the test'`)
}
