// The audit: what people and syncs did, found by contact, person, kind and place, page by page, and as a file.
import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { type App, test } from './fixtures/app'
import { signIn, signOut, startSignedIn } from './fixtures/people'

const ANA = 'ana@example.com'
const BEN = 'ben@example.com'

async function addContact(page: Page, firstName: string): Promise<void> {
  await page.goto('/contacts/new')
  await page.getByLabel('First name').fill(firstName)
  await page.getByLabel('Last name').fill('Haas')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: `${firstName} Haas` })).toBeVisible()
}

/** The entries of the page, newest first. The values that changed are items, too, of lists inside; only an entry has a number. */
const entries = (page: Page) =>
  page
    .getByRole('region', { name: 'Entries' })
    .getByRole('listitem')
    .filter({ hasText: /No\. \d+/ })

async function openAudit(page: Page): Promise<void> {
  await page.goto('/contacts')
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('link', { name: 'Audit' }).click()
  await expect(page.getByRole('heading', { name: 'Audit', level: 1 })).toBeVisible()
}

/** Entries of an operator, so many that they fill pages. */
async function many({ database }: App, count: number): Promise<void> {
  await database.query(
    `insert into "AuditPending" ("firmId", entries)
     select f.id, (select jsonb_agg(jsonb_build_object('kind', 'backup.make', 'detail', jsonb_build_object('rows', n)))
       from generate_series(1, ${count}) n) from "Firm" f`,
  )
}

test('an administrator finds who did what, and keeps it as a file', async ({ page }) => {
  await signIn(page, ANA)
  await addContact(page, '=Erika')
  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  await page.getByLabel('Title', { exact: true }).fill('Partner')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Partner').first()).toBeVisible()
  await addContact(page, 'Moritz')
  await page.goto('/settings/users')
  await page.getByLabel('Email').fill(BEN)
  await page.getByRole('button', { name: 'Invite' }).click()
  await expect(page.getByText('can now sign in')).toBeVisible()

  await openAudit(page)
  await expect(entries(page).first()).toContainText(`Invited${BEN} as member`)
  await expect(entries(page).last()).toContainText('Joined')
  await expect(entries(page).filter({ hasText: 'Signed in' })).toHaveCount(1)
  await expectAccessible(page)
  await expectReflow(page)

  await page.getByLabel('Contact', { exact: true }).fill('erika')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(entries(page)).toHaveCount(2)
  await expect(entries(page).first()).toContainText('Contact edited=Erika Haasin Clio')
  await expect(entries(page).first()).toContainText('Title: added Partner')
  await page.getByLabel('What').selectOption('Contact added')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(entries(page)).toHaveCount(1)
  await expect(page.getByLabel('Contact', { exact: true })).toHaveValue('erika')
  await page.getByLabel('Where').selectOption('Google')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(page.getByText('No entry matches')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Clear filters' }).click()
  await expect(entries(page).first()).toContainText('Invited')

  const downloads = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  const file = await (await downloads).path()
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\r\n')
  expect(lines[0]).toBe(
    '\uFEFFNumber,Time,What,By,Contact,Contact ID,Event or matter,Where,Changes,Details,Run ID',
  )
  expect(lines[1]).toContain(',File exported,Ana')
  expect(lines.find((line) => line.includes('Contact edited'))).toContain(",'=Erika Haas,")
  await page.reload()
  await expect(entries(page).first()).toContainText('File exportedaudit as CSV')
})

test('a contact’s page leads administrators to its entries; a colleague who asks for them is refused, which is an entry too', async ({
  page,
  app,
}) => {
  await startSignedIn(page, app, ANA)
  await addContact(page, 'Erika')
  await page.getByRole('link', { name: 'Show in the audit' }).click()
  await expect(entries(page)).toHaveCount(1)
  await expect(entries(page)).toContainText('Contact added')
  // The field has the contact's name; another one is looked for as soon as it is typed.
  const field = page.getByLabel('Contact', { exact: true })
  await expect(field).toHaveValue('Erika Haas')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(page).toHaveURL(/about=/)
  await expect(entries(page)).toHaveCount(1)
  await field.fill('Moritz')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(page.getByText('No entry matches')).toBeVisible()
  await page.goto('/settings/users')
  await page.getByLabel('Email').fill(BEN)
  await page.getByRole('button', { name: 'Invite' }).click()
  await expect(page.getByText('can now sign in')).toBeVisible()
  await signOut(page)
  await signIn(page, BEN)
  await page.goto('/admin/audit')
  await expect(page.getByText('You need the administrator role')).toBeVisible()
  expect((await page.request.get('/api/admin/audit.csv')).status()).toBe(403)
  await app.database.query(`update "User" set role = 'admin'`)
  await page.goto('/admin/audit?kind=access.refuse')
  await expect(entries(page).first()).toContainText('Access refused/admin/audit')
  await expect(entries(page).first()).toContainText('by Ben')
})

test('a filter that cannot be read says so, instead of showing something else', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  const query = 'kind=nonsense&from=2026-02-30&until=2026-01-01'
  await page.goto(`/admin/audit?${query}`)
  await expect(page.getByLabel('What')).toHaveAccessibleDescription(/“nonsense” is not in the list/)
  await expect(page.getByLabel('From')).toHaveAccessibleDescription(/“2026-02-30” is not a date/)
  await expect(page.getByText('The filter cannot be read')).toBeVisible()
  await expect(entries(page)).toHaveCount(0)
  await expectAccessible(page)
  await expectReflow(page)
  const file = await page.request.get(`/api/admin/audit.csv?${query}`)
  expect(file.status()).toBe(400)
  expect(await file.text()).toContain('“nonsense” is not in the list')
})

test('pages lead to older entries and back', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  await many(app, 120)
  await page.goto('/admin/audit?kind=backup.make')
  await expect(entries(page)).toHaveCount(50)
  await expect(entries(page).first()).toContainText('120 rows')
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(entries(page).first()).toContainText('70 rows')
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(entries(page)).toHaveCount(20)
  await expect(page.getByRole('link', { name: 'Next' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Previous' }).click()
  await expect(entries(page).first()).toContainText('70 rows')
})
