// Undo of what people did here: an import, actions on several contacts, and a change in the history of one.
import { expect, type Page } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { type App, test } from './fixtures/app'
import { startSignedIn } from './fixtures/people'
import { ANA, buildPreview, person, setUpSync, startSync, syncNow } from './fixtures/sync'

const VCARDS = ['Ben;Okafor', 'Cho;Min']
  .map((name) => {
    const [first, last] = name.split(';')
    return `BEGIN:VCARD\r\nVERSION:3.0\r\nN:${last};${first};;;\r\nFN:${first} ${last}\r\nEND:VCARD\r\n`
  })
  .join('')

async function importFile(page: Page): Promise<void> {
  await page.goto('/contacts/import')
  await page
    .getByLabel('File')
    .setInputFiles({ name: 'old.vcf', mimeType: 'text/vcard', buffer: Buffer.from(VCARDS) })
  await page.getByRole('button', { name: /^Import [\d,]+ contacts?$/ }).click()
  await expect(page.getByText('2 contacts were imported.')).toBeVisible()
}

const there = ({ google }: App) =>
  google
    .persons({ account: ANA })
    .map(({ names }) => names?.[0]?.displayName)
    .sort()

const undo = (page: Page) => page.getByRole('button', { name: 'Undo', exact: true })

test('an import is undone here and in Google, after a preview, and the undo is undone', async ({
  page,
  app,
}) => {
  await startSignedIn(page, app, ANA)
  app.google.addPerson({ account: ANA, person: person('Dora', 'Lund') })
  await setUpSync(page, ANA)
  await buildPreview(page)
  await startSync(page)
  await importFile(page)
  await syncNow(page, app)
  expect(there(app)).toEqual(['Ben Okafor', 'Cho Min', 'Dora Lund'])

  await page.goto('/contacts/activity')
  await expect(page.getByText('Imported 2 contacts from old.vcf')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('link', { name: 'Undo: Imported 2 contacts from old.vcf' }).click()
  await expect(page.getByRole('heading', { name: 'Undo this action' })).toBeVisible()
  await expect(page.getByText('2 contacts: go to Deleted, where they can be restored')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Ben Okafor' })).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('checkbox', { name: 'Delete 2 contacts in Google' }).check()
  await undo(page).click()
  await expect(page.getByText('Undone for 2 contacts.')).toBeVisible()
  await expect.poll(() => there(app), { timeout: 60_000 }).toEqual(['Dora Lund'])
  await page.goto('/contacts')
  await expect(page.getByRole('link', { name: 'Dora Lund' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Ben Okafor' })).toHaveCount(0)

  await page.goto('/contacts/activity')
  await page
    .getByRole('link', { name: 'Undo: Undid for 2 contacts: Imported 2 contacts from old.vcf' })
    .click()
  await page.getByRole('link', { name: 'Undo only Ben Okafor' }).click()
  await expect(page.getByRole('heading', { name: 'Undo Ben Okafor' })).toBeVisible()
  await undo(page).click()
  await expect(page.getByText('Undone for 1 contact.')).toBeVisible()
  await syncNow(page, app)
  expect(there(app)).toEqual(['Ben Okafor', 'Dora Lund'])

  // The undo of one contact leaves the import undone; the undo of the rest does not.
  const imported = page.getByRole('listitem').filter({ hasText: /^Imported 2 contacts from old\.vcf/ })
  await page.goto('/contacts/activity')
  await expect(imported).toContainText('· undone')
  await page
    .getByRole('link', { name: 'Undo: Undid for 2 contacts: Imported 2 contacts from old.vcf' })
    .click()
  await undo(page).click()
  await expect(page.getByText('Undone for 1 contact.')).toBeVisible()
  await expect(imported).toContainText('· undo taken back')
  await imported.getByRole('link').click()
  await expect(page.getByText(/^This was undone, and the undo was undone/)).toBeVisible()
})

test('actions on several contacts are undone later, and their page says what a person changed since', async ({
  page,
  app,
}) => {
  await startSignedIn(page, app, ANA)
  await importFile(page)
  await page.getByLabel('Select Ben Okafor').check()
  await page.getByLabel('Select Cho Min').check()
  await page.getByLabel('Tag to add or remove').fill('Client')
  await page.getByRole('button', { name: 'Add tag' }).click()
  await expect(page.getByText('The tag “Client” was added to 2 contacts.').first()).toBeVisible()
  await page.getByLabel('Select Cho Min').check()
  await page.getByRole('button', { name: 'Delete selected' }).click()
  await page.getByRole('button', { name: 'Delete 1 contact' }).click()
  await expect(page.getByText('Cho Min was deleted.')).toBeVisible()

  await page.getByRole('link', { name: 'Activity' }).click()
  await page.getByRole('link', { name: 'Undo: Added the tag “Client” to 2 contacts' }).click()
  await expect(page.getByText('1 contact: tags change back')).toBeVisible()
  await expect(page.getByText('Tags: loses “Client”')).toBeVisible()
  await expect(page.getByText('Not in Clio any more')).toBeVisible()
  await undo(page).click()
  await expect(page.getByText('Undone for 1 contact.')).toBeVisible()

  await page.getByRole('link', { name: 'Undo: Deleted 1 contact' }).click()
  await expect(page.getByText('1 contact: comes back from Deleted')).toBeVisible()
  await undo(page).click()
  await expect(page.getByText('Undone for 1 contact.')).toBeVisible()
  await page.goto('/contacts')
  await expect(page.getByRole('link', { name: 'Cho Min' })).toBeVisible()
})

test('a change in the history of a contact is undone, or one value of it restored', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  await page.goto('/contacts/new?kind=person')
  await page.getByLabel('First name').fill('Ben')
  await page.getByLabel('Last name').fill('Okafor')
  await page.getByLabel('Title').fill('Judge')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'Ben Okafor' })).toBeVisible()
  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByLabel('Title').fill('Partner')
  await page.getByLabel('Nickname').fill('Benny')
  await page.getByRole('button', { name: 'Save' }).click()
  const history = page.getByRole('region', { name: 'History' })
  await history.getByRole('link', { name: 'Undo this change' }).click()
  await expect(page.getByRole('heading', { name: 'Undo this change' })).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('link', { name: 'Undo only Title' }).click()
  await expect(page.getByRole('heading', { name: 'Restore Title' })).toBeVisible()
  await undo(page).click()
  await expect(page.getByRole('heading', { name: 'Ben Okafor' })).toBeVisible()
  const details = page.getByRole('region', { name: 'Details' })
  await expect(details.getByText('Judge')).toBeVisible()
  await expect(details.getByText('Benny')).toBeVisible()
  // The restored value is a change of its own.
  await history.getByRole('link', { name: 'Restore this value' }).click()
  await undo(page).click()
  await expect(details.getByText('Partner')).toBeVisible()
})
