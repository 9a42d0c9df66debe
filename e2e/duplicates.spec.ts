// Duplicates in Clio are found, merged with the result shown first, and the merge can be undone; a private contact is no colleague's.
import { expect, type Page } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { type App, test } from './fixtures/app'
import { invite, signIn, signOut, startSignedIn } from './fixtures/people'
import { ANA } from './fixtures/sync'

const BEN = 'ben@example.com'

interface Typed {
  readonly first: string
  readonly last: string
  readonly email: string
  readonly company?: string
}

async function type(
  page: Page,
  { first, last, email, company = '' }: Typed,
  onlyMine = false,
): Promise<void> {
  await page.goto('/contacts/new?kind=person')
  await page.getByLabel('First name').fill(first)
  await page.getByLabel('Last name').fill(last)
  await page.getByLabel('Company', { exact: true }).fill(company)
  await page.getByLabel('Email').first().fill(email)
  if (onlyMine) await page.getByRole('checkbox', { name: 'Only mine' }).check()
  await page.getByRole('button', { name: 'Save' }).click()
}

const expectSaved = (page: Page, name: string) => expect(page.getByRole('heading', { name })).toBeVisible()

/** The worker looks at its next tick. */
async function look(page: Page, { database }: App): Promise<void> {
  await database.query(`update "DuplicateScan" set "dueAt" = now()`)
  await expect(async () => {
    await page.goto('/contacts/duplicates')
    await expect(page.getByText('1 group, found')).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 60_000 })
}

test('two contacts of one person are found and merged, and the merge is undone', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  const maria = { last: 'Silva', email: 'maria.silva@example.com' }
  await type(page, { ...maria, first: 'Maria', company: 'Silva Notaries' })
  await expectSaved(page, 'Maria Silva')
  await type(page, { ...maria, first: 'María' })
  await expect(page.getByText('Not saved yet: this may be here already')).toBeVisible()
  await page.getByRole('button', { name: 'Save' }).click()
  await expectSaved(page, 'María Silva')
  await page.goto('/contacts/duplicates')
  await expect(page.getByText('Not checked for duplicates yet')).toBeVisible()
  await look(page, app)
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('link', { name: /^Merge / }).click()
  await expect(page.getByRole('heading', { name: 'Merge 2 contacts' })).toBeVisible()
  await expect(page.getByLabel('Company', { exact: true })).toHaveValue('Silva Notaries')
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('button', { name: 'Merge contacts' }).click()
  await expect(
    page.getByText(/Merged with Mar[ií]a Silva \(maria\.silva@example\.com.*\) by Ana Lima/),
  ).toBeVisible()
  await expectAccessible(page)
  await page.goto('/contacts')
  await expect(page.getByText('1 contact', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: /Silva/ }).click()
  const undo = page.getByRole('button', { name: 'Undo merge' })
  await undo.click()
  await expect(undo).toHaveCount(0)
  await page.goto('/contacts')
  await expect(page.getByText('2 contacts', { exact: true })).toBeVisible()
})

test('a contact that is only mine is on no page of a colleague', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  await type(page, { first: 'Cho', last: 'Min', email: 'cho@example.com' }, true)
  await expectSaved(page, 'Cho Min')
  await expectAccessible(page)
  const address = new URL(page.url()).pathname
  await invite(page, BEN)
  await signOut(page)
  await signIn(page, BEN)
  await page.goto('/contacts')
  await expect(page.getByText('Cho Min')).toHaveCount(0)
  await page.goto(address)
  await expect(page.getByText('Cho Min')).toHaveCount(0)
})
