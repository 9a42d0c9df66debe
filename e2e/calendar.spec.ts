// The firm's calendars: events, series, calendars that are shared, and the zone in which a person reads times.
import { expect, type Page } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { test } from './fixtures/app'
import { signIn, startSignedIn } from './fixtures/people'

interface Typed {
  readonly title: string
  readonly starts?: string
  readonly startTime?: string
  readonly endTime?: string
  readonly repeats?: string
  readonly rule?: string
}

async function fill(page: Page, { title, starts, startTime, endTime, repeats, rule }: Typed): Promise<void> {
  await page.getByLabel('Title').fill(title)
  if (starts) {
    await page.getByLabel('Starts', { exact: true }).fill(starts)
    await page.getByLabel('Ends', { exact: true }).fill(starts)
  }
  if (startTime) await page.getByLabel('Start time').fill(startTime)
  if (endTime) await page.getByLabel('End time').fill(endTime)
  if (repeats) await page.getByLabel('Repeats').selectOption(repeats)
  if (rule) await page.getByLabel('Rule').fill(rule)
}

async function addEvent(page: Page, typed: Typed): Promise<void> {
  await page.goto('/calendar')
  await page.getByRole('button', { name: 'New Event' }).click()
  await fill(page, typed)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: typed.title, level: 1 })).toBeVisible()
}

/** The lines of a day of the agenda. */
const dayOf = (page: Page, day: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: day }) })

const standup = { title: 'Standup', starts: '2026-12-07', startTime: '09:00', endTime: '09:15' }
const daily = { ...standup, repeats: 'Custom', rule: 'FREQ=DAILY;COUNT=4' }

async function showAgenda(page: Page, on = '2026-12-07'): Promise<void> {
  await page.goto(`/calendar?on=${on}`)
}

async function chooseScope(page: Page, press: 'Edit' | 'Delete', scope: string): Promise<void> {
  await page.getByRole('button', { name: press }).click()
  await page.getByRole('radio', { name: scope }).check()
  await page.getByRole('button', { name: 'Continue' }).click()
  if (press === 'Delete') await expect(page.getByText('The event was deleted.')).toBeVisible()
}

test.use({ timezoneId: 'America/New_York' })
test.beforeEach(({ page, app }) => startSignedIn(page, app, 'ana@example.com'))

test('an event is added, edited, deleted and restored', async ({ page }) => {
  await page.getByRole('link', { name: 'Calendar' }).click()
  await expect(page.getByText('Nothing is planned on these days')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('button', { name: 'New Event' }).click()
  await expect(page.getByLabel('Title')).toBeFocused()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Enter a title.')).toBeVisible()
  await fill(page, { title: 'Hearing', starts: '2026-12-08', startTime: '09:30', endTime: '11:00' })
  // The end moves with the start.
  await page.getByLabel('Start time').fill('23:30')
  await expect(page.getByLabel('Ends', { exact: true })).toHaveValue('2026-12-09')
  await expect(page.getByLabel('End time')).toHaveValue('01:00')
  await page.getByLabel('Start time').fill('09:30')
  await page.getByLabel('Location').fill('Room 2')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Tuesday, December 8, 2026, 9:30 AM – 11:00 AM').first()).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)

  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByLabel('All day').check()
  await expect(page.getByLabel('Start time')).toBeHidden()
  await page.getByLabel('Ends', { exact: true }).fill('2026-12-09')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(
    page.getByText('Tuesday, December 8, 2026 – Wednesday, December 9, 2026').first(),
  ).toBeVisible()
  await expect(page.getByText('Edited by Ana Lima')).toBeVisible()
  await showAgenda(page)
  await expect(dayOf(page, 'Tuesday, December 8, 2026')).toContainText('Hearing')
  await expect(dayOf(page, 'Wednesday, December 9, 2026')).toContainText('Hearing')

  await page.getByRole('link', { name: 'Hearing' }).first().click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('The event was restored.')).toBeVisible()
  await showAgenda(page)
  await page.getByRole('link', { name: 'Hearing' }).first().click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('The event was deleted.')).toBeVisible()
  await page.getByRole('link', { name: 'Deleted', exact: true }).click()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByText('The event was restored.')).toBeVisible()
  await showAgenda(page)
  await expect(dayOf(page, 'Tuesday, December 8, 2026')).toContainText('Hearing')
})

test('one of a series is changed, one canceled, and the rest from one on', async ({ page }) => {
  await addEvent(page, daily)
  await expect(page.getByText('Every day, 4 times')).toBeVisible()
  await showAgenda(page)
  await dayOf(page, 'Tuesday, December 8, 2026').getByRole('link', { name: 'Standup' }).click()
  await page.getByRole('button', { name: 'Edit' }).click()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('radio', { name: 'Only this event' }).check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByLabel('Repeats')).toHaveCount(0)
  await page.getByLabel('Title').fill('Standup with Ben')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'Standup with Ben', level: 1 })).toBeVisible()

  await showAgenda(page)
  await expect(dayOf(page, 'Tuesday, December 8, 2026').getByRole('link')).toHaveCount(1)
  await dayOf(page, 'Monday, December 7, 2026').getByRole('link', { name: 'Standup' }).click()
  await chooseScope(page, 'Delete', 'Only this event')
  await showAgenda(page)
  await expect(page.getByRole('heading', { name: 'Monday, December 7, 2026' })).toHaveCount(0)

  await dayOf(page, 'Wednesday, December 9, 2026').getByRole('link', { name: 'Standup' }).click()
  await chooseScope(page, 'Edit', 'This and following events')
  await page.getByLabel('Start time').fill('10:00')
  await page.getByLabel('End time').fill('10:30')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('10:00 AM – 10:30 AM').first()).toBeVisible()
  await showAgenda(page)
  await expect(dayOf(page, 'Tuesday, December 8, 2026')).toContainText('9:00 AM – 9:15 AM')
  await expect(dayOf(page, 'Wednesday, December 9, 2026')).toContainText('10:00 AM – 10:30 AM')
  await expect(dayOf(page, 'Thursday, December 10, 2026')).toContainText('10:00 AM – 10:30 AM')

  await dayOf(page, 'Thursday, December 10, 2026').getByRole('link', { name: 'Standup' }).click()
  await chooseScope(page, 'Delete', 'All events')
  await showAgenda(page)
  await expect(page.getByRole('link', { name: 'Standup' })).toHaveCount(1)
})

test('a rule is explained while it is typed, and refused with its reason', async ({ page }) => {
  await page.goto('/calendar/events/new')
  await expect(page.getByLabel('Rule')).toBeHidden()
  await fill(page, { ...standup, repeats: 'Custom', rule: 'FREQ=WEEKLY;BYDAY=MO,WE;COUNT=10' })
  await expect(page.getByText('Every week on Monday and Wednesday, 10 times')).toBeVisible()
  await page.getByLabel('Rule').fill('FREQ=WEEKLY;COUNT=0')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Fix the highlighted field')).toBeVisible()
  await expect(page.getByLabel('Rule')).toHaveValue('FREQ=WEEKLY;COUNT=0')
  await expectAccessible(page)
})

test('the month is a table, by keyboard too', async ({ page }) => {
  await addEvent(page, daily)
  await showAgenda(page)
  await page.getByRole('link', { name: 'Month' }).click()
  await expect(page.getByRole('heading', { name: 'December 2026' })).toBeVisible()
  await expect(page.getByRole('cell').filter({ hasText: 'Standup' })).toHaveCount(4)
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('link', { name: 'Next' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'January 2027' })).toBeVisible()
  await page.getByRole('link', { name: 'Previous' }).press('Enter')
  await page.getByRole('link', { name: 'Tuesday, December 8, 2026', exact: true }).press('Enter')
  await expect(page.getByRole('heading', { name: 'December 8 – 21, 2026' })).toBeVisible()
})

test('a calendar of one’s own is hidden and shown, and shared with a colleague', async ({ page, app }) => {
  await page.goto('/calendar')
  await page.getByRole('button', { name: 'New Calendar' }).click()
  await expectAccessible(page)
  await page.getByLabel('Name').fill('Trials')
  await page.getByRole('radio', { name: 'Red' }).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('checkbox')).toHaveCount(3)
  await page.goto('/calendar/events/new')
  await page.getByLabel('Calendar', { exact: true }).selectOption('Trials')
  await fill(page, standup)
  await page.getByLabel('Private').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await showAgenda(page)
  await page.getByRole('checkbox', { name: 'Trials' }).uncheck()
  await expect(page.getByRole('link', { name: 'Standup' })).toHaveCount(0)
  await page.getByRole('checkbox', { name: 'Trials' }).check()
  await expect(page.getByRole('link', { name: 'Standup' })).toBeVisible()

  await app.database.query(
    `insert into "User" (id, "firmId", issuer, subject, email, name, role)
     select gen_random_uuid(), id, 'https://accounts.google.com', 'ben', 'ben@example.com', 'Ben Okafor', 'member' from "Firm"`,
  )
  await page.getByRole('link', { name: 'Settings of Trials' }).click()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByLabel('Ben Okafor').selectOption('viewer')
  await page.getByRole('button', { name: 'Save sharing' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await expect(page.getByLabel('Ben Okafor')).toHaveValue('viewer')
  await page.getByRole('button', { name: 'Delete calendar' }).click()
  await expect(page.getByRole('heading', { name: 'Calendar', exact: true })).toBeVisible()
  await expect(page.getByRole('checkbox')).toHaveCount(2)
})

test('a person’s own zone decides how times are shown', async ({ page }) => {
  await addEvent(page, standup)
  await page.goto('/settings/profile')
  await page.getByLabel('Time zone').selectOption('Asia/Tokyo')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Times are now shown in this zone.')).toBeVisible()
  await expectAccessible(page)
  await showAgenda(page)
  await expect(dayOf(page, 'Monday, December 7, 2026')).toContainText('11:00 PM – 11:15 PM')
})

test('without script the form works, and says what to correct', async ({ browser, app }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    baseURL: app.url,
    timezoneId: 'America/New_York',
  })
  const page = await context.newPage()
  await signIn(page, 'ana@example.com')
  await page.goto('/calendar/events/new')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Enter a title.')).toBeVisible()
  await fill(page, standup)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'Standup', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByLabel('Repeats').selectOption('Every day')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Your changes were saved.')).toBeVisible()
  await expect(page.getByText('Every day').first()).toBeVisible()
  await context.close()
})

const ICS = `BEGIN:VCALENDAR\r
VERSION:2.0\r
BEGIN:VEVENT\r
UID:hearing@example.com\r
DTSTART;TZID=America/New_York:20261208T093000\r
DTEND;TZID=America/New_York:20261208T110000\r
SUMMARY:Hearing\\, Lima\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:team@example.com\r
DTSTART;TZID=America/New_York:20261207T090000\r
DTEND;TZID=America/New_York:20261207T093000\r
RRULE:FREQ=DAILY;COUNT=3\r
EXDATE;TZID=America/New_York:20261209T090000\r
SUMMARY:Team\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:nonsense@example.com\r
DTSTART:yesterday\r
SUMMARY:Nonsense\r
END:VEVENT\r
END:VCALENDAR\r
`

test('a file is imported once, and exported the same', async ({ page }) => {
  const choose = async () => {
    await page.goto('/calendar/import')
    await page
      .getByLabel('File')
      .setInputFiles({ name: 'court.ics', mimeType: 'text/calendar', buffer: Buffer.from(ICS) })
    await expect(page.getByText('court.ics contains 2 events.')).toBeVisible()
  }
  await choose()
  await expect(page.getByText('1 line with a problem')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByText('2 events were imported.')).toBeVisible()
  await showAgenda(page)
  await expect(dayOf(page, 'Tuesday, December 8, 2026')).toContainText('Hearing, Lima')
  await expect(dayOf(page, 'Tuesday, December 8, 2026')).toContainText('Team')
  await expect(page.getByRole('link', { name: 'Team' })).toHaveCount(2)
  await choose()
  await expect(page.getByText('All of them are in Ana Lima already')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Import', exact: true })).toHaveCount(0)

  const file = await (await page.request.get('/calendar/export.ics?calendar=Ana%20Lima')).text()
  expect(file).toContain('SUMMARY:Hearing\\, Lima')
  expect(file).toContain('X-CALENDAR-NAME:Ana Lima')
  expect(file).toContain('RRULE:FREQ=DAILY;COUNT=3')
  expect(file).toMatch(/EXDATE.*:20261209T140000Z|EXDATE;TZID=America\/New_York:20261209T090000/)
  expect((await page.request.get('/calendar/export.ics?calendar=Nobody')).status()).toBe(404)
})

test('without script a calendar is added, changed, hidden and shared, and a missing name is said', async ({
  browser,
  app,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: app.url })
  const page = await context.newPage()
  await signIn(page, 'ana@example.com')
  await app.database.query(
    `insert into "User" (id, "firmId", issuer, subject, email, name, role)
     select gen_random_uuid(), id, 'https://accounts.google.com', 'ben', 'ben@example.com', 'Ben Okafor', 'member' from "Firm"`,
  )
  await page.goto('/calendar')
  await page.getByRole('button', { name: 'New Calendar' }).click()
  await page.getByRole('radio', { name: 'Purple' }).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Enter a name of at most 100 characters.')).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Purple' })).toBeChecked()
  await page.getByRole('textbox', { name: 'Name' }).fill('Trials')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('checkbox', { name: 'Trials' }).uncheck()
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByRole('checkbox', { name: 'Trials' })).not.toBeChecked()
  await page.getByRole('link', { name: 'Settings of Trials' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Trials and hearings')
  await page.getByRole('radio', { name: 'Red' }).check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Trials and hearings' })).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Red' })).toBeChecked()
  await page.getByLabel('Ben Okafor').selectOption('viewer')
  await page.getByRole('button', { name: 'Save sharing' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await expect(page.getByLabel('Ben Okafor')).toHaveValue('viewer')
  await context.close()
})
