// Companies: a person leads to the company contact that their company means, a company becomes a contact only if it is chosen, and a
// company here and a person of its name in Google are asked about.
import { expect, type Page } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { test } from './fixtures/app'
import { startSignedIn } from './fixtures/people'
import { ANA, buildPreview, openRow, person, setUpSync, startSync } from './fixtures/sync'

async function addCompany(page: Page, name: string): Promise<void> {
  await page.goto('/contacts/new?kind=company')
  await page.getByLabel('Company', { exact: true }).fill(name)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name })).toBeVisible()
}

test('a person leads to the company of the same name in another spelling, and the company to its people', async ({
  page,
  app,
}) => {
  await startSignedIn(page, app, ANA)
  await addCompany(page, 'Müller & Co. KG')
  await expect(page.getByText('No contact works for this company.')).toBeVisible()
  await page.goto('/contacts/new?kind=person')
  await page.getByLabel('First name').fill('Esther')
  await page.getByLabel('Last name').fill('Ruiz')
  await page.getByLabel('Company', { exact: true }).fill('mueller und co kg')
  await page.getByLabel('Title').fill('Partner')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('link', { name: 'mueller und co kg' }).click()
  await expect(page.getByRole('heading', { name: 'Müller & Co. KG' })).toBeVisible()
  const people = page.getByRole('region', { name: 'People' })
  await expect(people.getByText('Partner')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await people.getByRole('link', { name: 'Esther Ruiz' }).click()
  await expect(page.getByRole('heading', { name: 'Esther Ruiz' })).toBeVisible()
})

test('the preview offers companies that people name, and asks about a company that is a person in Google', async ({
  page,
  app,
}) => {
  const initech = { organizations: [{ name: 'Initech Inc.', title: 'Engineer' }] }
  app.google.addPerson({ account: ANA, person: person('Cho', 'Min', initech) })
  app.google.addPerson({ account: ANA, person: person('Peter', 'Kim', initech) })
  app.google.addPerson({ account: ANA, person: { names: [{ givenName: 'Globex', familyName: 'Trading' }] } })
  await startSignedIn(page, app, ANA)
  await addCompany(page, 'Globex Trading')
  await page.goto('/contacts')
  await setUpSync(page, ANA)
  await buildPreview(page)

  await page.getByRole('link', { name: 'Company suggestions' }).click()
  await expect(page.getByRole('heading', { name: 'Company suggestions' })).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  const add = page.getByRole('button', { name: 'Add companies' })
  await add.click()
  await expect(page.getByText('Nothing was added.')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Initech Inc. 2 people' }).check()
  await add.click()
  await expect(page.getByText('1 company was added to your contacts.')).toBeVisible()
  await expect(page.getByText('Nothing to suggest')).toBeVisible()
  await page.getByRole('link', { name: 'Back to the preview' }).click()

  await page.getByRole('link', { name: /1 needs? a decision/ }).click()
  await openRow(page, 'Globex Trading')
  await expect(
    page.getByText('A company in Clio has the same name as a person in Google').first(),
  ).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Link', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Link', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await startSync(page)
  // In Google it is now the company that it is here, and no person of that name beside it.
  const there = app.google.persons({ account: ANA }).map(({ names }) => names?.[0]?.givenName)
  expect(there.filter((name) => name === 'Globex')).toEqual([])

  await page.goto('/contacts?q=initech')
  await expect(page.getByText('3 contacts found').first()).toBeVisible()
  await page.goto('/contacts?q=globex')
  await expect(page.getByText('1 contact found').first()).toBeVisible()
})
