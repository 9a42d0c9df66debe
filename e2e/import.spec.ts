import { readFile, writeFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { readContactFile } from '@/lib/domains/contacts/files/contact-file'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { test } from './fixtures/app'
import { startSignedIn } from './fixtures/people'
import { insertSync } from './fixtures/sync-rows'

const card = (name: string, email: string) =>
  `BEGIN:VCARD\r\nVERSION:3.0\r\nN:${name};Ana\r\nFN:Ana ${name}\r\nEMAIL:${email}\r\nEND:VCARD\r\n`
const file = (text: string, name = 'contacts.vcf') => ({
  name,
  mimeType: 'text/vcard',
  buffer: Buffer.from(text),
})

test.beforeEach(({ page, app }) => startSignedIn(page, app, 'ana@example.com'))

test('a file is shown first, imported once, and recognized when it comes again', async ({ page }) => {
  await page.getByRole('button', { name: 'Import' }).click()
  await expectAccessible(page)
  await expectReflow(page)
  const two = card('Lima', 'ana@lima.example') + card('Costa', 'ana@costa.example')
  await page.getByLabel('File').setInputFiles(file(`${two}BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n`))
  await expect(page.getByText('2 contacts can be imported, 1 cannot')).toBeVisible()
  await expect(page.getByRole('heading', { name: '1 contact cannot be imported' })).toBeVisible()
  await expect(page.getByRole('heading', { name: /problem/ })).toBeHidden()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('button', { name: /^Import [\d,]+ contacts?$/ }).dblclick()
  await expect(page.getByText('2 contacts were imported')).toBeVisible()
  await page.goBack()
  await page.reload()
  await expect(page.getByText('This file was imported')).toBeVisible()

  await page.goto('/contacts/import')
  await page.getByLabel('File').setInputFiles(file(two + card('New', 'ana@new.example')))
  await expect(page.getByLabel(/Skip 2 exact duplicates/)).toBeChecked()
  await page.getByRole('button', { name: /^Import [\d,]+ contacts?$/ }).click()
  await expect(page.getByText('1 contact was imported')).toBeVisible()
  await expect(page.getByText('3 contacts')).toBeVisible()
  await page.getByRole('link', { name: 'Ana Lima' }).click()
  await expect(page.getByText('Imported from a file by Ana Lima')).toBeVisible()
})

test('a file that is open in two tabs is imported once', async ({ page, context }) => {
  const other = await context.newPage()
  for (const tab of [page, other]) {
    await tab.goto('/contacts/import')
    await tab.getByLabel('File').setInputFiles(file(card('Lima', 'ana@lima.example')))
    await expect(tab.getByText('1 contact can be imported')).toBeVisible()
  }
  await page.getByRole('button', { name: /^Import [\d,]+ contacts?$/ }).click()
  await expect(page.getByText('1 contact was imported')).toBeVisible()
  await other.getByRole('button', { name: /^Import [\d,]+ contacts?$/ }).click()
  await expect(other.getByText('0 contacts were imported')).toBeVisible()
  await expect(other.getByRole('link', { name: 'Ana Lima' })).toHaveCount(1)
})

test('who is likely here already is left out, unless chosen', async ({ page }) => {
  const long = `A${'n'.repeat(900)}a`
  const named = (middle: string) =>
    `BEGIN:VCARD\r\nVERSION:3.0\r\nN:Singh;Chloé;${middle};;\r\nFN:Chloé Singh\r\nEMAIL:chloe.singh@mail.example\r\nEND:VCARD\r\n`
  const upload = async (text: string) => {
    await page.goto('/contacts/import')
    await page.getByLabel('File').setInputFiles(file(text))
  }
  await upload(named('Geneviève'))
  await page.getByRole('button', { name: /^Import [\d,]+ contacts?$/ }).click()
  await expect(page.getByText('1 contact was imported')).toBeVisible()

  const two = named('') + card('New', 'ana@new.example').replaceAll('Ana', long)
  await upload(two)
  await expect(page.getByText('2 contacts can be imported, 1 is likely here already')).toBeVisible()
  await expect(page.getByText('Existing contacts stay unchanged.')).toBeVisible()
  const likely = page.getByRole('row').filter({ hasText: 'Same first name, last name and email' })
  await expect(likely.getByRole('link', { name: 'Chloé Geneviève Singh' })).toHaveAttribute(
    'href',
    /contacts/,
  )
  await expect(page.getByLabel('Import it as well')).not.toBeChecked()
  const email = await page.getByText('ana@new.example').boundingBox()
  expect(email?.height).toBeLessThan(40)
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('button', { name: /^Import [\d,]+ contacts?$/ }).click()
  await expect(page.getByText('1 contact was imported')).toBeVisible()

  await upload(two)
  await page.getByLabel('Import it as well').check()
  await page.getByRole('button', { name: /^Import [\d,]+ contacts?$/ }).click()
  await expect(page.getByText('1 contact was imported')).toBeVisible()
  await expect(page.getByRole('link', { name: /Chloé/ })).toHaveCount(2)
})

test('where the contacts go next is said before they are imported', async ({ page, app }) => {
  await insertSync(app, 'ana@example.com', { state: 'active', startedAt: new Date() })
  await page.goto('/contacts/import')
  const cut = 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Cut\r\nnot a line\r\nEND:VCARD\r\n'
  await page.getByLabel('File').setInputFiles(file(card('Lima', 'ana@lima.example') + cut))
  await expect(page.getByText('2 contacts can be imported', { exact: true })).toBeVisible()
  await expect(
    page.getByText('They will also be added to your Google account at the next check'),
  ).toBeVisible()
  await expect(page.getByRole('heading', { name: '1 problem' })).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
})

test('without script the file is read by its button', async ({ browser, context, baseURL }) => {
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    baseURL: baseURL ?? '',
    storageState: await context.storageState(),
  })
  const page = await plain.newPage()
  await page.goto('/contacts/import')
  await page.getByLabel('File').setInputFiles(file(card('Lima', 'ana@lima.example')))
  await page.getByRole('button', { name: 'Read file' }).click()
  await expect(page.getByText('1 contact can be imported')).toBeVisible()
  await plain.close()
})

test('Google’s CSV is understood', async ({ page }) => {
  await page.goto('/contacts/import')
  const csv = 'First Name,Last Name,E-mail 1 - Label,E-mail 1 - Value\nKim,Zhang,Work,kim@example.com\n'
  await page.getByLabel('File').setInputFiles(file(csv, 'contacts.csv'))
  await page.getByRole('button', { name: /^Import [\d,]+ contacts?$/ }).click()
  await page.getByRole('link', { name: 'Kim Zhang' }).click()
  await expect(page.getByRole('link', { name: 'kim@example.com' })).toBeVisible()
})

test('what is no file of contacts is refused with a reason', async ({ page }) => {
  await page.goto('/contacts/import')
  await page.getByLabel('File').setInputFiles(file('%PDF-1.7 and so on', 'letter.pdf'))
  await expect(page.getByText('No contact could be read')).toBeVisible()
  await expect(page.getByText('This is a PDF.')).toBeVisible()
  await expectAccessible(page)
})

test('a file that is too large is refused before it is read', async ({ page }, testInfo) => {
  // From the disk, as a person's: bytes from memory would pass through the browser's remote control.
  const large = testInfo.outputPath('large.vcf')
  await writeFile(large, 'x'.repeat(26 * 1024 * 1024))
  await page.goto('/contacts/import')
  await page.getByLabel('File').setInputFiles(large)
  await expect(page.getByText('The file is larger than 25 MB')).toBeVisible()
})

test('an export holds every contact and reads back as the same', async ({ page }) => {
  await page.goto('/contacts/import')
  await page
    .getByLabel('File')
    .setInputFiles(file(card('Lima', 'ana@lima.example') + card('Ünal', 'ana@unal.example')))
  await page.getByRole('button', { name: /^Import [\d,]+ contacts?$/ }).click()
  await expect(page.getByText('2 contacts were imported')).toBeVisible()
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^concord-contacts-\d{4}-\d\d-\d\d\.vcf$/)
  const exported = await readFile(await download.path(), 'utf8')
  expect(exported.match(/^VERSION:4\.0/gm)).toHaveLength(2)
  await page.goto('/contacts/import')
  await page.getByLabel('File').setInputFiles(file(exported))
  await expect(page.getByLabel(/Skip 2 exact duplicates/)).toBeVisible()
})

test('the kind of file to export is chosen by keyboard, without script too', async ({
  page,
  browser,
  context,
  baseURL,
}) => {
  await page.goto('/contacts/import')
  await page.getByLabel('File').setInputFiles(file(card('Lima', 'ana@lima.example')))
  await page.getByRole('button', { name: /^Import [\d,]+ contacts?$/ }).click()
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    baseURL: baseURL ?? '',
    storageState: await context.storageState(),
  })
  for (const one of [page, await plain.newPage()]) {
    await one.goto('/contacts')
    await expect(one.getByRole('link', { name: 'Google CSV' })).toBeHidden()
    await one.getByRole('button', { name: 'Export' }).focus()
    await one.keyboard.press('Tab')
    await one.keyboard.press('Enter')
    for (const [kind, extension] of [
      ['vCard', 'vcf'],
      ['Google CSV', 'csv'],
    ]) {
      await one.keyboard.press('Tab')
      await expect(one.getByRole('link', { name: kind ?? '', exact: true })).toBeFocused()
      const downloading = one.waitForEvent('download')
      await one.keyboard.press('Enter')
      expect((await downloading).suggestedFilename()).toMatch(
        new RegExp(`^concord-contacts-[0-9-]+\\.${extension}$`),
      )
    }
    if (one === page) await expectAccessible(one)
  }
  await plain.close()
})

test('the same contacts as Google’s CSV, which can be imported again', async ({ page, app }) => {
  await app.database.query(
    `insert into "Contact" (id, "firmId", value, "sortKey", search)
     select gen_random_uuid(), id,
       '{"firstName":"=Ana","lastName":"Lima","emails":[{"value":"ana@lima.example","label":"Work"}]}', 'lima', 'ana lima' from "Firm"`,
  )
  const answer = await page.request.get('/contacts/export.csv')
  expect(answer.headers()['content-type']).toBe('text/csv; charset=utf-8')
  expect(answer.headers()['content-disposition']).toMatch(
    /^attachment; filename="concord-contacts-[\d-]+\.csv"$/,
  )
  const { contacts, problems } = readContactFile('contacts.csv', await answer.body())
  expect(problems).toEqual([])
  expect(contacts.map(({ contact }) => contact)).toMatchObject([
    { firstName: '=Ana', lastName: 'Lima', emails: [{ value: 'ana@lima.example', label: 'Work' }] },
  ])
})
