// Choosing what is synced: tags, which contacts a sync takes, and its direction.
import { expect, type Page } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { type App, test } from './fixtures/app'
import { startSignedIn } from './fixtures/people'
import { ANA, buildPreview, person, setUpSync, startSync } from './fixtures/sync'

async function add(page: Page, firstName: string, lastName: string, tags: string): Promise<void> {
  await page.goto('/contacts/new?kind=person')
  await page.getByLabel('First name').fill(firstName)
  await page.getByLabel('Last name').fill(lastName)
  await page.getByLabel('Tags').fill(tags)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: `${firstName} ${lastName}` })).toBeVisible()
}

/** In the account: the label Work, and Cho Min, who has it. */
function addChoAtWork({ google }: App): void {
  const { resourceName } = google.addGroup({ account: ANA, name: 'Work' })
  const memberships = [{ contactGroupMembership: { contactGroupResourceName: resourceName } }]
  google.addPerson({ account: ANA, person: { ...person('Cho', 'Min'), memberships } })
}

test('tags are on the card, in the list and its filter, and on a page to rename, merge and delete them', async ({
  page,
  app,
}) => {
  await startSignedIn(page, app, ANA)
  await add(page, 'Zoe', 'New', 'Client, Court')
  await expect(page.getByText('added “Client”, “Court”')).toBeVisible()
  await add(page, 'Ben', 'Okafor', 'Mandant')
  await page.goto('/contacts')
  await page.getByLabel('Tag', { exact: true }).selectOption({ label: 'Client (1)' })
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(page.getByText('1 contact found').first()).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('link', { name: 'Manage tags' }).click()
  await page.getByText('Change Mandant').click()
  await expectAccessible(page)
  await expectReflow(page)
  const mandant = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Mandant' }) })
  await mandant.getByLabel('Merge into').selectOption({ label: 'Client' })
  await page.getByRole('button', { name: 'Merge Mandant' }).click()
  await expect(page.getByText('The tags were merged.')).toBeVisible()
  await expect(page.getByText('2 contacts')).toBeVisible()
})

test('a sync takes only who has a tag, in one direction, and its preview says what stays', async ({
  page,
  app,
}) => {
  app.google.addPerson({ account: ANA, person: person('Cho', 'Min') })
  await startSignedIn(page, app, ANA)
  await add(page, 'Zoe', 'New', 'Client')
  await add(page, 'Ben', 'Okafor', '')
  await page.goto('/contacts')
  await setUpSync(page, ANA)
  const settings = page.getByRole('region', { name: 'Settings' })
  await settings.getByRole('radio', { name: 'By tag' }).check()
  await settings.getByRole('checkbox', { name: 'Client' }).check()
  await settings.getByRole('radio', { name: 'Clio to Google only' }).check()
  await settings.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Settings saved')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await buildPreview(page)
  await expect(page.getByText('1 contact in Clio is left out.')).toBeVisible()
  await expect(page.getByText(/goes from Clio to Google only/)).toBeVisible()
  await startSync(page)
  const there = app.google.persons({ account: ANA }).map(({ names }) => names?.[0]?.givenName)
  expect(there.sort()).toEqual(['Cho', 'Zoe'])
})

test('a sync takes who has a tag in Clio and a label in Google, and what Clio adds gets the label', async ({
  page,
  app,
}) => {
  const { resourceName } = app.google.addGroup({ account: ANA, name: 'Work' })
  app.google.addPerson({ account: ANA, person: person('Ben', 'Okafor') })
  await startSignedIn(page, app, ANA)
  await add(page, 'Zoe', 'New', 'Client')
  await add(page, 'Ben', 'Okafor', 'Client')
  await page.goto('/contacts')
  await setUpSync(page, ANA)
  const settings = page.getByRole('region', { name: 'Settings' })
  await settings.getByRole('radio', { name: 'By tag' }).check()
  await settings.getByRole('checkbox', { name: 'Client' }).check()
  await settings.getByRole('checkbox', { name: 'Also by label in Google' }).check()
  await settings.getByRole('checkbox', { name: 'Work' }).check()
  await settings.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Settings saved')).toBeVisible()
  await page.reload()
  await expect(settings.getByRole('checkbox', { name: 'Also by label in Google' })).toBeChecked()
  await expect(settings.getByRole('checkbox', { name: 'Work' })).toBeChecked()
  await expectAccessible(page)
  await expectReflow(page)
  await buildPreview(page)
  await expect(page.getByText(/one of the chosen labels in Google or are not there yet/)).toBeVisible()
  await startSync(page)
  const groups = new Map(
    app.google
      .persons({ account: ANA })
      .map(({ names, memberships }) => [names?.[0]?.givenName, JSON.stringify(memberships ?? [])]),
  )
  expect([...groups.keys()].sort()).toEqual(['Ben', 'Zoe'])
  expect(groups.get('Zoe')).toContain(resourceName)
  expect(groups.get('Ben')).not.toContain(resourceName)
})

test('a sync takes only who has a label in Google, and says so before anything is written', async ({
  page,
  app,
}) => {
  addChoAtWork(app)
  app.google.addPerson({ account: ANA, person: person('Dov', 'Private') })
  await startSignedIn(page, app, ANA)
  await add(page, 'Zoe', 'New', '')
  await page.goto('/contacts')
  await setUpSync(page, ANA)
  const settings = page.getByRole('region', { name: 'Settings' })
  const what = settings.getByRole('group', { name: 'What to sync' })
  await what.getByRole('radio', { name: 'By label' }).focus()
  await page.keyboard.press('Space')
  await settings.getByRole('checkbox', { name: 'Work' }).check()
  await settings.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Settings saved')).toBeVisible()
  await expect(settings.getByRole('checkbox', { name: 'Work' })).toBeChecked()
  await expectAccessible(page)
  await expectReflow(page)
  await buildPreview(page)
  await expect(page.getByText('1 contact that only Google has is not added to Clio.')).toBeVisible()
  await startSync(page)
  await page.goto('/contacts')
  await expect(page.getByRole('link', { name: 'Cho Min' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Dov Private' })).toBeHidden()
})

test('another choice of a running sync says in numbers what it does before it is saved, and what it left out', async ({
  page,
  app,
}) => {
  addChoAtWork(app)
  app.google.addPerson({ account: ANA, person: person('Dov', 'Levi') })
  await startSignedIn(page, app, ANA)
  await page.goto('/contacts')
  await setUpSync(page, ANA)
  await buildPreview(page)
  await startSync(page)
  await page.goto('/settings/sync/google')
  const settings = page.getByRole('region', { name: 'Settings' })
  await settings.getByText('Conflicts: ask me').click()
  await settings.getByRole('radio', { name: 'By label' }).check()
  await settings.getByRole('checkbox', { name: 'Work' }).check()
  await settings.getByRole('button', { name: 'Save' }).click()
  await expect(settings.getByText('1 contact stops syncing. It stays in both places.')).toBeVisible()
  await expect(settings.getByRole('radio', { name: 'By label' })).toBeChecked()
  await expectAccessible(page)
  await expectReflow(page)
  await settings.getByRole('button', { name: 'Continue' }).click()
  await expect(settings.getByText('Saved.')).toBeVisible()
  await expect(page.getByText('1 contact in Clio is left out by your choice')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Left out', exact: true })).toBeVisible()
  await settings.getByRole('radio', { name: 'All contacts' }).check()
  await settings.getByRole('button', { name: 'Save' }).click()
  await expect(settings.getByText('1 more contact in Clio will sync.')).toBeVisible()
  await settings.getByRole('button', { name: 'Cancel' }).click()
  await expect(settings.getByText('Nothing was saved.')).toBeVisible()
})

test('what was excluded in an earlier preview is counted in the next one, and can be included again', async ({
  page,
  app,
}) => {
  await startSignedIn(page, app, ANA)
  await add(page, 'Zoe', 'New', '')
  await add(page, 'Ben', 'Okafor', '')
  await page.goto('/contacts')
  await setUpSync(page, ANA)
  await buildPreview(page)
  await page.getByRole('button', { name: 'Exclude Zoe New' }).click()
  await expect(page.getByRole('button', { name: 'Include Zoe New' })).toBeVisible()
  await page.getByRole('button', { name: 'Compare again' }).click()
  await page.getByRole('link', { name: 'Review changes' }).click()
  await expect(page.getByText('1 contact was excluded earlier and is not in this preview.')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('link', { name: 'See excluded' }).click()
  await page.getByRole('button', { name: 'Include again Zoe New' }).click()
  await expect(page.getByRole('region', { name: 'Excluded' })).toBeHidden()
})

test('tags are added to several contacts and removed from them, and that can be undone', async ({
  page,
  app,
}) => {
  await startSignedIn(page, app, ANA)
  await add(page, 'Zoe', 'New', '')
  await add(page, 'Ben', 'Okafor', 'Client')
  await page.goto('/contacts')
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
  await expect(page.getByText('2 selected')).toBeVisible()
  await page.getByRole('button', { name: 'Add tag' }).click()
  await expect(page.getByText('Enter the name of one tag.').first()).toBeVisible()
  await expect(page.getByText('2 selected')).toBeVisible()
  await page.getByLabel('Tag to add or remove').fill('Client')
  await page.getByRole('button', { name: 'Add tag' }).click()
  await expect(page.getByText('The tag “Client” was added to 1 contact.').first()).toBeVisible()
  const zoe = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'Zoe New' }) })
  await expect(zoe.getByText('Client')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Undone.').first()).toBeVisible()
  await expect(zoe.getByText('Client')).toBeHidden()
  await page.getByRole('checkbox', { name: 'Select Ben Okafor' }).focus()
  await page.keyboard.press('Space')
  await page.getByLabel('Tag to add or remove').fill('Client')
  await page.getByRole('button', { name: 'Remove tag' }).click()
  await expect(page.getByText('The tag “Client” was removed from 1 contact.').first()).toBeVisible()
})

test('a sync takes the contacts that its person chooses by hand', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  await add(page, 'Zoe', 'New', '')
  await add(page, 'Ben', 'Okafor', '')
  await page.goto('/contacts')
  await setUpSync(page, ANA)
  const settings = page.getByRole('region', { name: 'Settings' })
  await settings.getByRole('radio', { name: 'By hand' }).check()
  await settings.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Settings saved')).toBeVisible()
  await page.goto('/contacts')
  await page.getByRole('checkbox', { name: 'Select Zoe New' }).check()
  await page.getByRole('button', { name: 'Sync', exact: true }).click()
  await expect(page.getByText('1 contact is synced from the next check on.').first()).toBeVisible()
  await page.getByRole('link', { name: 'Ben Okafor' }).click()
  await expect(page.getByRole('button', { name: 'Sync with my account' })).toBeVisible()
  await expectAccessible(page)
  await page.goto('/settings/sync/google')
  await buildPreview(page)
  await expect(page.getByText('1 contact in Clio is left out.')).toBeVisible()
  await startSync(page)
  const there = app.google.persons({ account: ANA }).map(({ names }) => names?.[0]?.givenName)
  expect(there).toEqual(['Zoe'])
})

test('labels in Google and tags are kept in sync, if the person wishes', async ({ page, app }) => {
  const { resourceName } = app.google.addGroup({ account: ANA, name: 'Court' })
  const memberships = [{ contactGroupMembership: { contactGroupResourceName: resourceName } }]
  app.google.addPerson({ account: ANA, person: { ...person('Cho', 'Min'), memberships } })
  await startSignedIn(page, app, ANA)
  await add(page, 'Zoe', 'New', 'Client')
  await page.goto('/contacts')
  await setUpSync(page, ANA)
  const settings = page.getByRole('region', { name: 'Settings' })
  await settings.getByRole('checkbox', { name: 'Keep labels and tags in sync' }).check()
  await settings.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Settings saved')).toBeVisible()
  await buildPreview(page)
  const plan = page.getByRole('region', { name: 'Labels and tags' })
  await expect(plan).toContainText(
    '1 new label in Google and 1 new tag in Clio; 1 contact gets a label and 1 contact gets a tag.',
  )
  await plan.getByText('See each label').click()
  await expect(
    plan.getByText('Client: new label in Google; 1 contact gets the label in Google'),
  ).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  // What is excluded gets nothing.
  await page.getByRole('button', { name: 'Exclude Zoe New' }).click()
  await expect(plan).toContainText('Labels and tags — 1 new tag in Clio; 1 contact gets a tag.')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(plan).toContainText('1 new label in Google and 1 new tag in Clio')
  await startSync(page)
  const labels = () => app.google.groups({ account: ANA }).map(({ name, members }) => `${name} ${members}`)
  await expect.poll(labels).toEqual(['Court 1', 'Client 1'])
  await page.goto('/contacts')
  const cho = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'Cho Min' }) })
  await expect(cho.getByText('Court')).toBeVisible()
})
