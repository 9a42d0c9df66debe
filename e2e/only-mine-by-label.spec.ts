// In a preview, all contacts with a label of the account become Only mine at once.
import { expect } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { test } from './fixtures/app'
import { startSignedIn } from './fixtures/people'
import { ANA, buildPreview, person, SYNC_PAGE, setUpSync } from './fixtures/sync'

test('contacts with a label are only mine', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  const { resourceName } = app.google.addGroup({ account: ANA, name: 'Family' })
  const memberships = ['contactGroups/myContacts', resourceName].map((contactGroupResourceName) => ({
    contactGroupMembership: { contactGroupResourceName },
  }))
  for (const given of ['Ana', 'Ben'])
    app.google.addPerson({ account: ANA, person: person(given, 'Lima', { memberships }) })
  app.google.addPerson({ account: ANA, person: person('Cho', 'Min') })
  await setUpSync(page, ANA)
  await page.getByLabel('Keep labels and tags in sync').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await buildPreview(page)
  await page.goto(`${SYNC_PAGE}/preview?view=addLocal`)
  await page.getByLabel('With the Google label').selectOption({ label: 'Family (2)' })
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('button', { name: 'Make these 2 only mine' }).click()
  await expect(page.getByText('2 will be only yours.').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Share these 2 with the firm' })).toBeVisible()
})
