// Matters: a client is chosen by keyboard, what is tied to a matter is not deleted, and a deleted matter comes back.
import { expect, type Page } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { test } from './fixtures/app'
import { startSignedIn } from './fixtures/people'

async function addPerson(page: Page, firstName: string, lastName: string): Promise<void> {
  await page.goto('/contacts/new?kind=person')
  await page.getByLabel('First name').fill(firstName)
  await page.getByLabel('Last name').fill(lastName)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: `${firstName} ${lastName}` })).toBeVisible()
}

const save = (page: Page) => page.getByRole('button', { name: 'Save' }).click()

test.beforeEach(({ page, app }) => startSignedIn(page, app, 'ana@example.com'))

test('a matter makes its contact a client, who is then kept until the matter is gone', async ({ page }) => {
  await addPerson(page, 'Esther', 'Ruiz')
  await addPerson(page, 'Jonas', 'Müller')
  await page.getByRole('link', { name: 'Matters', exact: true }).click()
  await expect(page.getByText('No matters yet')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)

  await page.getByRole('button', { name: 'New Matter' }).click()
  await save(page)
  await expect(page.getByText('A matter needs a number. Fill in Number.')).toBeVisible()
  await expect(page.getByText('A matter needs a client. Choose a contact.')).toBeVisible()
  await page.getByLabel('Number').fill('2026-00017')
  await page.getByLabel('Description').fill('Lease of a shop')
  await page.getByLabel('Status').selectOption('Pending')
  // By keyboard: type, arrow down, Enter.
  const client = page.getByRole('combobox', { name: 'Client' })
  await client.fill('ruiz')
  await expect(page.getByRole('option', { name: 'Esther Ruiz' })).toBeVisible()
  await expectAccessible(page)
  await client.press('Enter')
  await expect(client).toHaveValue('Esther Ruiz')
  await page.getByRole('combobox', { name: 'Related contacts' }).fill('muller')
  await page.getByRole('option', { name: 'Jonas Müller' }).click()
  await page.getByLabel('Role of Jonas Müller').fill('Opposing counsel')
  await expectAccessible(page)
  await expectReflow(page)
  await save(page)

  await expect(page.getByRole('heading', { name: 'Matter 2026-00017' })).toBeVisible()
  await expect(page.getByText('Opposing counsel')).toBeVisible()
  await expect(page.getByText('Created by Ana Lima')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)

  await page.getByRole('link', { name: 'Esther Ruiz' }).click()
  await expect(page.getByRole('heading', { name: 'Esther Ruiz' })).toBeVisible()
  const matters = page.getByRole('region', { name: 'Matters' })
  await expect(matters.getByRole('link', { name: '2026-00017 · Lease of a shop' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Delete' }).click()
  const refused = page.getByRole('dialog', { name: 'Esther Ruiz cannot be deleted' })
  await expect(refused.getByRole('link', { name: '2026-00017 · Lease of a shop' })).toBeVisible()
  await expect(refused.getByRole('button', { name: 'Delete contact' })).toBeHidden()
  await expectAccessible(page)
  await refused.getByRole('button', { name: 'Close' }).click()

  await page.goto('/contacts')
  await page.getByRole('link', { name: 'Clients' }).click()
  await expect(page.getByRole('link', { name: 'Esther Ruiz' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Jonas Müller' })).toBeHidden()

  await page.goto('/matters?status=closed')
  await expect(page.getByText('No matter matches')).toBeVisible()
  await page.goto('/matters')
  await page.getByLabel('Search matters').fill('ruiz lease')
  await expect(page.getByText('1 matter found').first()).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('link', { name: '2026-00017' }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('Matter 2026-00017 was deleted')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Restored by Ana Lima')).toBeVisible()

  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('link', { name: 'Deleted' }).click()
  await expect(page.getByRole('button', { name: 'Restore' })).toBeVisible()
  await expectAccessible(page)
  await page.goto('/contacts?q=ruiz')
  await page.getByRole('link', { name: 'Esther Ruiz' }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Delete contact' }).click()
  await expect(page.getByText('Esther Ruiz was deleted.')).toBeVisible()
})

test('two people who edit one matter lose nothing, and its history says who did what', async ({
  page,
  context,
}) => {
  await addPerson(page, 'Esther', 'Ruiz')
  await page.goto('/matters/new')
  await page.getByLabel('Number').fill('7')
  // A name that was typed and not chosen is looked up.
  await page.getByLabel('Client').fill('esther ruiz')
  await page.getByLabel('Number').click()
  await save(page)
  await expect(page.getByRole('heading', { name: 'Matter 7' })).toBeVisible()
  await page.getByRole('link', { name: 'Edit' }).click()
  await expect(page.getByLabel('Client')).toHaveValue('Esther Ruiz')
  const other = await context.newPage()
  await other.goto(page.url())
  await other.getByLabel('Description').fill('Typed by another window')
  await save(other)
  await expect(other.getByText('Typed by another window').first()).toBeVisible()
  await page.getByLabel('Number').fill('8')
  await save(page)
  await expect(page.getByText('This matter was changed while you were editing')).toBeVisible()
  await expect(page.getByLabel('Description')).toHaveValue('Typed by another window')
  await expectAccessible(page)
  await save(page)
  await expect(page.getByRole('heading', { name: 'Matter 8' })).toBeVisible()
  await expect(page.getByText('Edited by Ana Lima')).toHaveCount(2)
  const csv = await page.request.get('/matters/export.csv')
  expect(await csv.text()).toContain('8,Typed by another window,Open,Esther Ruiz,Ana Lima,')
})

test('matters are imported from CSV: unknown clients are named with their line, and nothing is created for them', async ({
  page,
}) => {
  await addPerson(page, 'Esther', 'Ruiz')
  await page.goto('/matters')
  await page.getByRole('button', { name: 'Import' }).click()
  await expect(page.getByRole('heading', { name: 'Import matters' })).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  const csv =
    'Number,Description,Status,Client,Responsible,Related contacts\r\n' +
    '2026-1,"\'=Lease, of a shop",Pending,Esther Ruiz,Ana Lima,\r\n' +
    '2026-2,Purchase,Open,Zoe New,,Esther Ruiz (Judge)\r\n'
  await page
    .getByLabel('File')
    .setInputFiles({ name: 'matters.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await expect(page.getByText('1 matter can be imported, 1 line cannot be imported.')).toBeVisible()
  await expect(page.getByText('Line 3, 2026-2: No contact is called “Zoe New”.')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  const preview = page.url()
  await addPerson(page, 'Zoe', 'New')
  await page.goto(preview)
  await page.getByRole('button', { name: 'Import 2 matters' }).click()
  await expect(page.getByText('2 matters were imported from this file.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Matters', exact: true }).last().click()
  await expect(page.getByText('2 matters').first()).toBeVisible()
  await page.getByRole('link', { name: '2026-2' }).click()
  await expect(page.getByText('Judge')).toBeVisible()
  const exported = await (await page.request.get('/matters/export.csv')).text()
  expect(exported).toContain('2026-1,"\'=Lease, of a shop",Pending,Esther Ruiz,Ana Lima,')
  expect(exported).toContain('2026-2,Purchase,Open,Zoe New,,Esther Ruiz (Judge)')
})
