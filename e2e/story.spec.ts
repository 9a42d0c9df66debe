// The whole story in Clio's words: from the gear to Stop Sync and back.
import { expect } from '@playwright/test'
import { expectAccessible } from './fixtures/accessible'
import { test } from './fixtures/app'
import { signIn, startSignedIn } from './fixtures/people'
import {
  ANA,
  buildPreview,
  contactsPanel,
  person,
  SYNC_PAGE,
  setUpSync,
  startSync,
  syncNow,
} from './fixtures/sync'

test('a firm keeps its contacts and a Google account in sync, from the gear to Stop Sync', async ({
  page,
  app,
}) => {
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
    await expect(page.getByRole('definition').filter({ hasText: /^Judge$/ })).toBeVisible()
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
    await expect(page.getByRole('definition').filter({ hasText: /^Clerk$/ })).toBeVisible()
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

test('already connected: Configure, without a second consent', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  await setUpSync(page, ANA)
  await page.goto('/settings/sync')
  await page.getByRole('link', { name: 'Configure' }).click()
  await expect(page.getByText(`You are currently authorized as ${ANA}`)).toBeVisible()
})
