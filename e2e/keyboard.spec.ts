// The whole story with the keyboard alone: sign in, connect, preview, answer a question, start, stop.
import { expect, type Locator, type Page } from '@playwright/test'
import { test } from './fixtures/app'
import { ANA, expectInSync, person } from './fixtures/sync'

/** More tab stops than a page has before anything. */
const MOST = 80

/** Tab until it has the focus, as a person does who sees where the focus is. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < MOST; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${target} is not reached by ${MOST} tabs`)
}

async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press(key)
}

test('from signing in to Stop Sync without a mouse', async ({ page, app }) => {
  const { google } = app
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const link = (name: string) => page.getByRole('link', { name, exact: true })
  google.addPerson({
    account: ANA,
    person: person('Zoey', 'Roth', { emailAddresses: [{ value: 'zoe@roth.example' }] }),
  })
  google.addPerson({ account: ANA, person: person('Cho', 'Min') })

  await test.step('sign in', async () => {
    await page.goto('/sign-in')
    await press(page, button('Continue with Google'))
    await press(page, page.getByRole('button', { name: ANA }))
    await press(page, button('Continue'))
    await expect(page.getByRole('heading', { name: 'Contacts', exact: true })).toBeVisible()
  })

  await test.step('add a contact', async () => {
    await press(page, button('New Person'))
    await expect(page.getByLabel('First name')).toBeFocused()
    await page.keyboard.type('Zoe')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Roth')
    await tabTo(page, page.getByLabel('Email', { exact: true }))
    await page.keyboard.type('zoe@roth.example')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Zoe Roth' })).toBeVisible()
  })

  await test.step('connect', async () => {
    await press(page, button('Settings'))
    await press(page, link('Contact and Calendar Sync'))
    await expect(page.getByRole('heading', { name: 'Contact and Calendar Sync', level: 1 })).toBeVisible()
    await press(page, button('Set Up Sync'))
    await press(page, page.getByRole('button', { name: ANA }))
    await press(page, button('Allow'))
    await expect(page.getByText(`You are currently authorized as ${ANA}`)).toBeVisible()
  })

  await test.step('preview', async () => {
    await press(page, button('Sync'))
    await expect(link('Review changes')).toBeVisible({ timeout: 60_000 })
    await press(page, link('Review changes'))
    await expect(page.getByRole('heading', { name: 'Review changes' })).toBeVisible()
  })

  await test.step('answer the question', async () => {
    await press(page, button('Link'))
    await expect(page.getByRole('region', { name: 'Start' }).getByText('Zoe Roth: linked.')).toBeVisible()
    // Linked, they still differ in the first name.
    const ours = page.getByRole('radio', { name: /^Keep Clio’s/ })
    await press(page, ours, 'Space')
    await expect(ours).toBeChecked()
    await expect(page.getByRole('link', { name: '0 need a decision' })).toBeVisible()
  })

  await test.step('start', async () => {
    await press(page, button('Start Sync'))
    await expectInSync(page)
    const names = google.persons({ account: ANA }).map(({ names }) => names?.[0]?.givenName)
    expect(names).toHaveLength(2)
  })

  await test.step('stop', async () => {
    await press(page, button('Stop Sync'))
    const dialog = page.getByRole('alertdialog')
    await expect(dialog.getByRole('button', { name: 'Keep syncing' })).toBeFocused()
    await press(page, dialog.getByRole('button', { name: 'Stop Sync' }))
    await expect(page.getByText(/^Stopped by you/).first()).toBeVisible()
  })
})
