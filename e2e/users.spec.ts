import { expect } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { test } from './fixtures/app'
import { signIn, startSignedIn } from './fixtures/people'

test('an administrator invites, promotes and removes a person', async ({ page, app, browser, baseURL }) => {
  await startSignedIn(page, app, 'ana@example.com')
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('link', { name: 'Manage Users' }).click()
  await expect(page.getByRole('heading', { name: 'Manage Users' })).toBeVisible()
  await page.getByLabel('Email').fill('not an address')
  await page.getByRole('button', { name: 'Invite' }).click()
  await expect(page.getByText('Enter an email address like')).toBeVisible()
  await expect(page.getByLabel('Email')).toHaveValue('not an address')
  await expectAccessible(page)
  await page.getByLabel('Email').fill(`${'a'.repeat(250)}@example.com`)
  await page.getByRole('button', { name: 'Invite' }).click()
  await expect(page.getByText('An email address has at most 254 characters.')).toBeVisible()
  for (const email of ['Ben@Example.com', 'cho@example.com']) {
    await page.getByLabel('Email').fill(email)
    await page.getByRole('button', { name: 'Invite' }).click()
    await expect(page.getByText(`${email} can now sign in`)).toBeVisible()
  }
  await page.getByRole('button', { name: 'Revoke invitation of cho@example.com' }).click()
  await expect(page.getByText('cho@example.com', { exact: true })).toBeHidden()
  await expectAccessible(page)
  await expectReflow(page)

  const context = await browser.newContext({ baseURL: baseURL ?? '' })
  const bens = await context.newPage()
  await signIn(bens, 'ben@example.com')
  await bens.goto('/settings/users')
  await expect(bens.getByText('You need the administrator role')).toBeVisible()
  await expect(bens.getByText('Ana Lima can grant it.')).toBeVisible()
  await expectAccessible(bens)
  await bens.getByRole('button', { name: 'Settings' }).click()
  await expect(bens.getByRole('link', { name: 'Profile' })).toBeVisible()
  await expect(bens.getByRole('link', { name: 'Sync Status' })).toBeHidden()

  await page.reload()
  await page.getByLabel('Role of Ben Okafor').selectOption('Administrator')
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Ben Okafor' })
    .getByRole('button', { name: 'Change role' })
    .click()
  await expect(page.getByText('They are an administrator now.')).toBeVisible()
  await bens.goto('/settings/users')
  await expect(bens.getByRole('heading', { name: 'Manage Users' })).toBeVisible()

  await page.getByRole('button', { name: 'Remove Ben Okafor' }).click()
  const dialog = page.getByRole('dialog', { name: 'Remove Ben Okafor?' })
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('Ben Okafor')).toHaveCount(0)
  await bens.goto('/contacts')
  await expect(bens.getByRole('button', { name: 'Continue with Google' })).toBeVisible()
  await context.close()
})

test('a person is removed without script too: the question is a page', async ({ page, app, browser }) => {
  await startSignedIn(page, app, 'ana@example.com')
  await app.database.query(
    `insert into "User" (id, "firmId", issuer, subject, email, name, role)
     select gen_random_uuid(), id, 'https://accounts.google.com', 'ben', 'ben@example.com', 'Ben Okafor', 'admin' from "Firm"`,
  )
  const context = await browser.newContext({ baseURL: app.url, javaScriptEnabled: false })
  await context.addCookies(await page.context().cookies())
  const plain = await context.newPage()
  await plain.goto('/settings/users')
  await plain.getByRole('button', { name: 'Remove Ben Okafor' }).click()
  await expect(plain.getByRole('heading', { name: 'Remove Ben Okafor?' })).toBeVisible()
  await page.goto(plain.url())
  await expectAccessible(page)
  await expectReflow(page)
  await plain.getByRole('link', { name: 'Cancel' }).click()
  await plain.getByRole('button', { name: 'Remove Ben Okafor' }).click()
  await plain.getByRole('button', { name: 'Remove' }).click()
  await expect(plain.getByText('They were removed and are signed out.')).toBeVisible()
  await expect(plain.getByText('Ben Okafor')).toHaveCount(0)
  // On a page that was opened before somebody else did it: it says so.
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('They are no longer in the firm.')).toBeVisible()
  await context.close()
})

test('the only administrator stays one, and is not offered anything else', async ({ page, app }) => {
  await startSignedIn(page, app, 'ana@example.com')
  await page.goto('/settings/users')
  await expect(page.getByText('The only administrator')).toBeVisible()
  for (const name of ['Change role', 'Remove Ana Lima'])
    await expect(page.getByRole('button', { name })).toHaveCount(0)
  await expectAccessible(page)
  await expectReflow(page)
})

test('the profile says who is signed in', async ({ page, app }) => {
  await startSignedIn(page, app, 'ana@example.com')
  await page.goto('/settings/profile')
  await expect(page.getByText('ana@example.com')).toBeVisible()
  await expect(page.getByText('Administrator', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
})
