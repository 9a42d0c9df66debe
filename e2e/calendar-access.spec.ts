// Access to calendars beside contacts, and the choice of a calendar to sync.
import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './fixtures/accessible'
import { type App, test } from './fixtures/app'
import { chooseAccount, startSignedIn } from './fixtures/people'
import { ANA, contactsPanel, SYNC_PAGE, setUpSync } from './fixtures/sync'

const calendarsPanel = (page: Page) => page.getByRole('region', { name: 'Clio Calendars' })
const allow = (page: Page) => calendarsPanel(page).getByRole('button', { name: 'Allow calendar access' })
const row = (page: Page, name: string) => calendarsPanel(page).getByRole('listitem').filter({ hasText: name })
const LIST = /See the list of Google calendars/
const MAKE = /Make secondary Google calendars/

test.beforeEach(async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
})

/** Allow calendar access, on Google's pages too. */
async function allowCalendars(page: Page): Promise<void> {
  await page.goto(SYNC_PAGE)
  await allow(page).click()
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(row(page, 'Firm')).toBeVisible()
}

async function scopes({ database }: App): Promise<readonly string[]> {
  const { rows } = await database.query<{ scopes: string[] }>('select scopes from "Connection"')
  return rows.flatMap((one) => one.scopes).map((scope) => scope.split('/').at(-1) ?? '')
}

test('contacts first, then calendars: Google asks for nothing but calendars', async ({ page, app }) => {
  await setUpSync(page, ANA)
  await expectAccessible(page)
  await allow(page).click()
  await expect(page.getByRole('checkbox', { name: LIST })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: MAKE })).toBeChecked()
  await expect(page.getByRole('checkbox')).toHaveCount(2)
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(row(page, 'Firm').getByRole('link', { name: 'Sync Firm' })).toBeVisible()
  await expect(contactsPanel(page).getByRole('button', { name: 'Sync', exact: true })).toBeVisible()
  await expectAccessible(page)
  expect(await scopes(app)).toEqual(
    expect.arrayContaining(['contacts', 'calendar.app.created', 'calendar.calendarlist.readonly']),
  )
})

test('calendars first, then contacts', async ({ page, app }) => {
  await page.goto(SYNC_PAGE)
  await expectAccessible(page)
  await allow(page).click()
  await chooseAccount(page, ANA)
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page.getByText(`You are currently authorized as ${ANA}`)).toBeVisible()
  await expect(row(page, 'Firm')).toBeVisible()
  expect(await scopes(app)).not.toContain('contacts')
  const contacts = contactsPanel(page)
  await expect(contacts.getByRole('button', { name: 'Sync', exact: true })).toBeHidden()
  await expectAccessible(page)
  await contacts.getByRole('button', { name: 'Set Up Sync' }).click()
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(contacts.getByRole('button', { name: 'Sync', exact: true })).toBeVisible()
  await expect(row(page, 'Firm')).toBeVisible()
})

for (const [what, unchecked] of [
  ['one box', [LIST]],
  ['every box', [LIST, MAKE]],
] as const)
  test(`${what} left unchecked is said so, contacts go on, and Google is asked again`, async ({
    page,
    app,
  }) => {
    await setUpSync(page, ANA)
    await allow(page).click()
    for (const name of unchecked) await page.getByRole('checkbox', { name }).uncheck()
    await page.getByRole('button', { name: 'Allow' }).click()
    const alert = page.getByRole('alert').filter({ hasText: 'Google did not give access to your calendars' })
    await expect(alert).toContainText('check both boxes about calendars')
    await expectAccessible(page)
    await expect(contactsPanel(page).getByRole('button', { name: 'Sync', exact: true })).toBeVisible()
    await expect(allow(page)).toBeVisible()
    expect(await scopes(app)).not.toContain('calendar.app.created')
    await alert.getByRole('button', { name: 'Ask Google again' }).click()
    await page.getByRole('button', { name: 'Allow' }).click()
    await expect(row(page, 'Firm')).toBeVisible()
  })

test('a denial leaves contacts as they are', async ({ page }) => {
  await setUpSync(page, ANA)
  await allow(page).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(
    page.getByRole('alert').filter({ hasText: 'You chose not to allow access to your calendars' }),
  ).toContainText('Everything else keeps working')
  await expect(contactsPanel(page).getByRole('button', { name: 'Sync', exact: true })).toBeVisible()
  await expect(allow(page)).toBeVisible()
})

test('another account that is chosen for contacts is not taken while calendars are allowed', async ({
  page,
  app,
}) => {
  await page.goto(SYNC_PAGE)
  await allow(page).click()
  await chooseAccount(page, ANA)
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(row(page, 'Firm')).toBeVisible()
  await contactsPanel(page).getByRole('button', { name: 'Set Up Sync' }).click()
  await expect(page.getByRole('button', { name: 'Allow' })).toBeVisible()
  // Google's page lets people leave the account that it was given as a hint.
  const asked = new URL(page.url())
  asked.searchParams.delete('login_hint')
  asked.searchParams.set('prompt', 'select_account consent')
  await page.goto(asked.href)
  await chooseAccount(page, 'office@example.com')
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'You chose another Google account' })).toBeVisible()
  await expect(page.getByText(`You are currently authorized as ${ANA}`)).toBeVisible()
  await expect(row(page, 'Firm')).toBeVisible()
  expect(app.google.grants({ account: 'office@example.com' })).toEqual([])
})

test('a calendar is set up with a new one in Google, by keyboard', async ({ page, app }) => {
  await setUpSync(page, ANA)
  await allowCalendars(page)
  await row(page, 'Firm').getByRole('link', { name: 'Sync Firm' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Sync calendar “Firm”' })).toBeVisible()
  await expectAccessible(page)
  await expect(page.getByRole('radio', { name: 'New calendar in Google' })).toBeChecked()
  await expect(page.getByLabel('Name')).toHaveValue('Firm')
  await page.getByLabel('Name').focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('Hearings')
  await page.getByLabel('From').focus()
  await page.keyboard.type('Last y')
  await expect(page.getByLabel('From')).toHaveValue('year')
  await page.getByRole('button', { name: 'Sync Calendar' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Review changes' })).toBeVisible()
  await page.goto(SYNC_PAGE)
  await expect(row(page, 'Firm')).toContainText('New Google calendar “Hearings”, not started')
  const { rows } = await app.database.query(
    `select s.kind, s.state, s."scopeFrom", c.name from "Sync" s join "Collection" c on c.id = s."remoteCollectionId"`,
  )
  expect(rows).toEqual([{ kind: 'events', state: 'idle', scopeFrom: 'year', name: 'Hearings' }])
  expect(app.google.calendars({ account: ANA }).map(({ summary }) => summary)).not.toContain('Hearings')
})

test('an existing calendar asks for the access that it needs, and no more', async ({ page, app }) => {
  const boss = 'boss@example.com'
  app.google.addAccount({ email: boss, name: 'Bo' })
  app.google.addCalendar({ account: ANA, summary: 'Court dates' })
  for (const [summary, role] of [
    ['Office', 'writer'],
    ['Partners', 'writerWithoutPrivateAccess'],
    ['Holidays', 'reader'],
  ] as const) {
    const { id } = app.google.addCalendar({ account: boss, summary })
    app.google.shareCalendar({ account: boss, calendar: id, with: ANA, role })
  }
  await setUpSync(page, ANA)
  await allowCalendars(page)
  await row(page, 'Firm').getByRole('link', { name: 'Sync Firm' }).click()
  const select = page.getByLabel('Google calendar')
  await expect(select.getByRole('option', { name: 'Court dates' })).toBeAttached()
  await expect(select.getByRole('option', { name: 'Holidays' })).not.toBeAttached()
  await expect(page.getByText('Holidays: you can only see it')).toBeVisible()
  await expect(page.getByText('Partners: you cannot see its private events')).toBeVisible()
  await expect(page.getByText('Everyone in your firm can see and change the events of “Firm”')).toBeVisible()
  await page.getByRole('radio', { name: 'Existing calendar' }).check()
  await select.selectOption('Court dates')
  await page.getByLabel('From').selectOption('Everything')
  await page.getByRole('button', { name: 'Sync Calendar' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Google has to allow this first' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Ask Google' }).click()
  await expect(page.getByRole('checkbox')).toHaveCount(1)
  await page.getByRole('checkbox', { name: /calendars you own/ }).uncheck()
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page.getByText('check the box about calendars that you own')).toBeVisible()
  await page.getByRole('button', { name: 'Ask Google again' }).click()
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page.getByRole('radio', { name: 'Existing calendar' })).toBeChecked()
  await expect(select.locator('option:checked')).toHaveText('Court dates')
  await expect(page.getByLabel('From')).toHaveValue('all')
  await page.getByRole('button', { name: 'Sync Calendar' }).click()
  await expect(page.getByRole('link', { name: 'Review changes' })).toBeVisible()
  await page.goto(SYNC_PAGE)
  await expect(row(page, 'Firm')).toContainText('Google calendar “Court dates”, not started')
  await row(page, 'Firm').getByRole('link', { name: 'Review changes' }).click()
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByRole('heading', { name: 'Sync calendar “Firm”' })).toBeVisible()
  // Choosing in the list is enough.
  await page.getByRole('radio', { name: 'New calendar in Google' }).check()
  await select.selectOption('Office')
  await expect(page.getByRole('radio', { name: 'Existing calendar' })).toBeChecked()
  await page.getByRole('button', { name: 'Sync Calendar' }).click()
  await page.getByRole('button', { name: 'Ask Google' }).click()
  await page.getByRole('checkbox', { name: /all your calendars/ }).check()
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.getByRole('button', { name: 'Sync Calendar' }).click()
  await expect(page.getByRole('link', { name: 'Review changes' })).toBeVisible()
  expect(await scopes(app)).toEqual(
    expect.arrayContaining(['contacts', 'calendar.events.owned', 'calendar.events']),
  )
  const { rows } = await app.database.query('select state from "Sync" order by state')
  expect(rows).toEqual([{ state: 'idle' }, { state: 'stopped' }])
})
