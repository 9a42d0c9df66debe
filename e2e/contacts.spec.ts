import { expect, type Page } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { test } from './fixtures/app'
import { invite, signIn, startSignedIn } from './fixtures/people'
import { ANA, buildPreview, expectInSync, setUpSync, startSync } from './fixtures/sync'

async function addPerson(page: Page, firstName: string, lastName: string, email?: string): Promise<void> {
  await page.goto('/contacts/new?kind=person')
  await page.getByLabel('First name').fill(firstName)
  await page.getByLabel('Last name').fill(lastName)
  if (email) await page.getByLabel('Email').first().fill(email)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: `${firstName} ${lastName}` })).toBeVisible()
}

test.beforeEach(({ page, app }) => startSignedIn(page, app, 'ana@example.com'))

test('an empty address book says what to do', async ({ page }) => {
  await expect(page.getByText('No contacts yet')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
})

test('a person is kept exactly as typed', async ({ page }) => {
  await page.getByRole('button', { name: 'New Person' }).click()
  await expectAccessible(page)
  await expectReflow(page)
  const fields = {
    Prefix: 'Dr.',
    'First name': 'Zoë',
    'Middle name': 'van der',
    'Last name': 'O’Neill ',
    Suffix: 'Jr.',
    Nickname: 'Zo',
    Company: 'Lima & Sons',
    Title: 'Judge',
    Department: 'Probate',
    Notes: 'first line\nsecond line',
    Birthday: '12 March 1980',
  }
  for (const [label, value] of Object.entries(fields))
    await page.getByLabel(label, { exact: true }).fill(value)
  const emails = page.getByRole('group', { name: 'Email addresses' })
  await emails.getByLabel('Email').fill('Zoe@Example.com')
  await emails.getByLabel('Label').fill('Work')
  await emails.getByRole('button', { name: 'Add email' }).click()
  await expect(emails.getByLabel('Email').nth(1)).toBeFocused()
  await emails.getByLabel('Email').nth(1).fill('zoe@home.example')
  await page.getByLabel('Phone', { exact: true }).fill('(555) 010-1234')
  await page.getByLabel('Website', { exact: true }).fill('zoe.example')
  const address = page.getByRole('group', { name: 'Addresses' })
  for (const part of ['Street', 'City', 'Region', 'Postal code', 'Country'])
    await address.getByLabel(part).fill(`${part} 1`)
  await page.getByRole('button', { name: 'Save' }).click()

  await expect(page.getByRole('heading', { name: 'Dr. Zoë van der O’Neill' })).toBeVisible()
  await expect(page.getByText('12 March 1980')).toBeVisible()
  await expect(page.getByText('Created by Ana Lima')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)

  await page.getByRole('link', { name: 'Edit' }).click()
  await expect(page.getByLabel('Last name')).toHaveValue('O’Neill ')
  await expect(page.getByLabel('Birthday')).toHaveValue('1980-03-12')
  await expect(emails.getByLabel('Email').nth(1)).toHaveValue('zoe@home.example')
  await expect(address.getByLabel('Postal code')).toHaveValue('Postal code 1')
})

test('only a number that can be dialled is a link', async ({ page }) => {
  await page.goto('/contacts/new?kind=person')
  await page.getByLabel('First name').fill('Ines')
  const phones = page.getByRole('group', { name: 'Phone numbers' })
  await phones.getByLabel('Phone').fill('ask at the desk')
  await phones.getByRole('button', { name: 'Add phone' }).click()
  await phones.getByLabel('Phone').nth(1).fill('(555) 010-1234')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('ask at the desk')).toBeVisible()
  await expect(page.getByRole('link', { name: 'ask at the desk' })).toBeHidden()
  await expect(page.getByRole('link', { name: '(555) 010-1234' })).toHaveAttribute('href', 'tel:5550101234')
})

test('what is wrong is said at its field, with everything still there', async ({ page }) => {
  await page.goto('/contacts/new?kind=company')
  await page.getByLabel('Company', { exact: true }).fill('')
  await expect(page.getByLabel('Title', { exact: true })).toBeHidden()
  await page.getByText('More fields').click()
  await page.getByLabel('Title', { exact: true }).fill('kept')
  await page.getByLabel('Birthday').fill('31 April')
  await page.getByLabel('Email', { exact: true }).fill('no address')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('A company needs a name')).toBeVisible()
  await expect(page.getByText('Fix the 3 highlighted fields')).toBeVisible()
  await expect(page.getByLabel('Company', { exact: true })).toBeFocused()
  await expect(page.getByLabel('Title', { exact: true })).toHaveValue('kept')
  await expect(page.getByLabel('Birthday')).toHaveValue('31 April')
  await expect(page.getByLabel('Email', { exact: true })).toHaveValue('no address')
  await expectAccessible(page)
  await page.getByLabel('Company', { exact: true }).fill('Lima LLP')
  await page.getByLabel('Birthday').fill('')
  await page.getByLabel('Email', { exact: true }).fill('office@lima.example')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'Lima LLP' })).toBeVisible()
})

test('two people who edit at once: nobody’s change is lost', async ({ page, context }) => {
  await addPerson(page, 'Bruno', 'Ibarra')
  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByLabel('Title', { exact: true }).fill('Judge')
  await page.getByLabel('Nickname').fill('Bru')

  const other = await context.newPage()
  await other.goto(page.url())
  await other.getByLabel('Department').fill('Probate')
  await other.getByLabel('Nickname').fill('Bruno I.')
  await other.getByRole('button', { name: 'Save' }).click()
  await expect(other.getByRole('heading', { name: 'Bruno Ibarra' })).toBeVisible()

  await page.getByRole('button', { name: 'Save' }).click()
  const notice = page.getByRole('alert').filter({ hasText: 'changed while you were editing' })
  await expect(notice).toContainText('Department')
  await expect(notice).toContainText('except in Nickname')
  await expect(page.getByLabel('Title', { exact: true })).toHaveValue('Judge')
  await expect(page.getByLabel('Department')).toHaveValue('Probate')
  await expect(page.getByLabel('Nickname')).toHaveValue('Bru')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Judge').first()).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Edited by Ana Lima' })).toHaveCount(2)
})

test('a session that ended in the middle of typing costs nothing', async ({ page, context }) => {
  await page.goto('/contacts/new?kind=person')
  await page.getByLabel('First name').fill('Chloë')
  const cookies = await context.cookies()
  await context.clearCookies()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('You are no longer signed in')).toBeVisible()
  await expect(page.getByLabel('First name')).toHaveValue('Chloë')
  await context.addCookies(cookies)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'Chloë' })).toBeVisible()
})

test('a connection that breaks costs nothing, and saving again makes one contact', async ({
  page,
  context,
}) => {
  await page.goto('/contacts/new?kind=person')
  await page.getByLabel('First name').fill('Dmitri')
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Concord could not be reached')).toBeVisible()
  await expect(page.getByLabel('First name')).toHaveValue('Dmitri')
  await context.setOffline(false)
  await page.getByRole('button', { name: 'Save' }).dblclick()
  await expect(page.getByRole('heading', { name: 'Dmitri' })).toBeVisible()
  await page.goto('/contacts')
  await expect(page.getByRole('row', { name: 'Dmitri' })).toHaveCount(1)
})

test('the search follows while typing and stands in the address', async ({ page }) => {
  await addPerson(page, 'Inês', 'García')
  await addPerson(page, 'Kim', 'Zhang')
  await page.getByRole('link', { name: 'Contacts' }).click()
  await expect(page.getByText('2 contacts')).toBeVisible()
  await page.getByLabel('Search contacts').fill('garcia')
  await expect(page.getByRole('row', { name: 'Inês García' })).toBeVisible()
  await expect(page.getByRole('row', { name: 'Kim Zhang' })).toBeHidden()
  await expect(page).toHaveURL(/q=garcia/)
  await expect(page.getByRole('status')).toHaveText('1 contact found')
  await expectAccessible(page)
  await page.reload()
  await expect(page.getByLabel('Search contacts')).toHaveValue('garcia')
  await page.getByLabel('Search contacts').fill('nobody')
  await expect(page.getByText('No contact matches “nobody”')).toBeVisible()
  await expectAccessible(page)
})

test('the list is read page by page, there and back', async ({ page, app }) => {
  await app.database.query(
    `insert into "Contact" (id, "firmId", value, "sortKey", search)
     select gen_random_uuid(), id, jsonb_build_object('firstName', 'P' || lpad(n::text, 3, '0')), 'p' || lpad(n::text, 3, '0'), ''
     from "Firm", generate_series(1, 120) n`,
  )
  await page.reload()
  await expect(page.getByText('120 contacts')).toBeVisible()
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(page.getByRole('row', { name: 'P051' })).toBeVisible()
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(page.getByRole('row', { name: 'P120' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Next' })).toBeHidden()
  await page.getByRole('link', { name: 'Previous' }).click()
  await expect(page.getByRole('row', { name: 'P051' })).toBeVisible()
  await expectReflow(page)
})

test('a deleted contact is asked back, and an administrator restores it', async ({ page }) => {
  await addPerson(page, 'Greta', 'Eriksen')
  await page.getByRole('button', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete Greta Eriksen?' })
  await expect(dialog).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Delete' })).toBeFocused()
  await page.getByRole('button', { name: 'Delete' }).click()
  await dialog.getByRole('button', { name: 'Delete contact' }).click()
  await expect(page.getByText('Greta Eriksen was deleted')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('heading', { name: 'Greta Eriksen' })).toBeVisible()
  await page.getByRole('button', { name: 'Delete' }).click()
  await dialog.getByRole('button', { name: 'Delete contact' }).click()
  await expect(page.getByText('Greta Eriksen was deleted')).toBeVisible()
  await expect(page.getByText('0 contacts')).toBeVisible()
  await expect(page).toHaveURL(/\/contacts$/)
  await page.reload()
  await expect(page.getByText('0 contacts')).toBeVisible()
  await expect(page.getByText('Greta Eriksen was deleted')).toBeHidden()
  await page.getByRole('link', { name: 'Deleted' }).click()
  const row = page.getByRole('row', { name: 'Greta Eriksen' })
  await expect(row).toContainText('Ana Lima')
  await expect(row).toContainText('30 days')
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByRole('heading', { name: 'Greta Eriksen' })).toBeVisible()
  await expect(page.getByText('Restored by Ana Lima')).toHaveCount(2)
})

test('the question before a deletion names the accounts that keep or delete their copy', async ({
  page,
  app,
  browser,
}) => {
  await addPerson(page, 'Greta', 'Eriksen')
  await page.getByRole('button', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete Greta Eriksen?' })
  await expect(dialog).toContainText('An administrator can restore it')
  await expect(dialog).not.toContainText('Google')
  await addPerson(page, 'Cho', 'Min')
  await invite(page, 'ben@example.com')
  await setUpSync(page, ANA)
  await buildPreview(page)
  await startSync(page)
  await expectInSync(page)
  await page.goto('/contacts')
  await page.getByRole('link', { name: 'Greta Eriksen' }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(dialog).toContainText('Your Google account (ana@example.com) keeps its copy.')
  const address = new URL(page.url()).pathname
  await app.database.query(`update "Sync" set settings = settings || '{"onLocalDelete":"delete"}'`)
  const ben = await (await browser.newContext({ baseURL: app.url })).newPage()
  await signIn(ben, 'ben@example.com')
  await ben.goto(`${address}/delete`)
  await expect(
    ben.getByText(/^Ana.*’s Google account \(ana@example\.com\) deletes its copy\.$/),
  ).toBeVisible()
  await expectReflow(ben)
  const { rows } = await app.database.query<{ id: string }>('select id from "Contact"')
  await ben.goto(`/contacts/delete?ids=${rows.map(({ id }) => id).join()}`)
  await expect(ben.getByText(/\(ana@example\.com\) deletes its copies of 2 contacts\.$/)).toBeVisible()
})

test('a deleted contact is not restored unseen beside one that is here in its place', async ({ page }) => {
  await addPerson(page, 'Greta', 'Eriksen', 'greta@example.com')
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete contact' }).click()
  await addPerson(page, 'Greta', 'Eriksen', 'greta@example.com')
  await page.goto('/contacts/deleted')
  await page.getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByText('Restoring this one too would create a duplicate')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Open Greta Eriksen' })).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('button', { name: 'Restore and keep both' }).click()
  await expect(page.getByText('Restored by Ana Lima')).toBeVisible()
  await page.goto('/contacts')
  await expect(page.getByRole('link', { name: 'Greta Eriksen' })).toHaveCount(2)
})

test('a contact that is not there is not found', async ({ page }) => {
  await page.goto('/contacts/00000000-0000-4000-8000-000000000000')
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
  await expectAccessible(page)
})

test('a contact can be made, and deleted, without script', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? '' })
  const page = await context.newPage()
  await signIn(page, 'ana@example.com')
  await page.getByRole('button', { name: 'New Person' }).click()
  await page.getByLabel('First name').fill('Esther')
  await page.getByLabel('Birthday').fill('soon')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Birthday is not a valid date')).toBeVisible()
  await expect(page.getByLabel('First name')).toHaveValue('Esther')
  await page.getByLabel('Birthday').fill('')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'Esther' })).toBeVisible()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('heading', { name: 'Delete Esther?' })).toBeVisible()
  await page.getByRole('link', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Delete contact' }).click()
  await expect(page.getByText('Esther was deleted')).toBeVisible()
  await context.close()
})
