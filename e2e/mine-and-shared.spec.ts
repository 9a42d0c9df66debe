// A colleague shares a contact that Ana has as only mine: Ana is asked before her Google gets both.
import { expect } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { test } from './fixtures/app'
import { invite, signIn, signOut, startSignedIn } from './fixtures/people'
import { ANA, buildPreview, openRow, person, SYNC_PAGE, setUpSync, startSync, syncNow } from './fixtures/sync'

const BEN = 'ben@example.com'

test('is asked whether a colleague’s contact is added beside one that is only mine', async ({
  page,
  app,
}) => {
  await startSignedIn(page, app, ANA)
  app.google.addPerson({ account: ANA, person: person('Pia', 'Moss') })
  await setUpSync(page, ANA)
  await buildPreview(page)
  await page.goto(`${SYNC_PAGE}/preview?view=addLocal`)
  await page.getByRole('checkbox', { name: 'New contacts from Google are only mine' }).check()
  await expect(page.getByText('Add to Clio, only mine')).toHaveCount(1)
  await startSync(page)
  await invite(page, BEN)
  await signOut(page)

  await signIn(page, BEN)
  await page.goto('/contacts/new')
  await page.getByLabel('First name').fill('Pia')
  await page.getByLabel('Last name').fill('Moss')
  await page.getByLabel('Email').first().fill('pia.moss@example.com')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'Pia Moss' })).toBeVisible()
  await signOut(page)

  await signIn(page, ANA)
  await syncNow(page, app)
  await page.goto(`${SYNC_PAGE}/preview/waiting`)
  await expect(page.getByText('Add to Google, too?')).toBeVisible()
  await openRow(page, 'Pia Moss')
  await expect(page.getByText('as only mine. It may be the same person.')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('button', { name: 'Leave it out' }).click()
  await expect(page.getByText('1 excluded.').first()).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await openRow(page, 'Pia Moss')
  await page.getByRole('button', { name: 'Add it too' }).click()
  await expect(page.getByText('Add to Google, too?')).toHaveCount(0)
  await syncNow(page, app)
  expect(app.google.persons({ account: ANA })).toHaveLength(2)
})
