// A calendar of the firm in sync with one in Google: the whole story, with a page for each step.
import { expect, type Page } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { type App, test } from './fixtures/app'
import { startSignedIn } from './fixtures/people'
import { ANA, SYNC_PAGE, setUpSync } from './fixtures/sync'
import { insertChange } from './fixtures/sync-rows'

const calendarsPanel = (page: Page) => page.getByRole('region', { name: 'Clio Calendars' })
const row = (page: Page, name: string) => calendarsPanel(page).getByRole('listitem').filter({ hasText: name })

test.beforeEach(async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
})

async function addHere(page: Page, title: string): Promise<void> {
  await page.goto('/calendar')
  await page.getByRole('button', { name: 'New Event' }).click()
  await page.getByLabel('Title').fill(title)
  await page.getByLabel('Calendar', { exact: true }).selectOption('Firm')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible()
}

async function allowCalendars(page: Page): Promise<void> {
  await setUpSync(page, ANA)
  await calendarsPanel(page).getByRole('button', { name: 'Allow calendar access' }).click()
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(row(page, 'Firm')).toBeVisible()
}

const calendarsIn = ({ google }: App) => google.calendars({ account: ANA }).map(({ summary }) => summary)
const eventsIn = ({ google }: App, name: string) => {
  const found = google.calendars({ account: ANA }).find(({ summary }) => summary === name)
  return found ? google.events({ account: ANA, calendar: found.id }).map(({ summary }) => summary) : []
}

test('a calendar gets a new one in Google, which shows its events after Start Sync and not before', async ({
  page,
  app,
}) => {
  await addHere(page, 'Deposition')
  await allowCalendars(page)
  await row(page, 'Firm').getByRole('link', { name: 'Sync Firm' }).click()
  await page.getByRole('radio', { name: 'New calendar in Google' }).check()
  await page.getByLabel('Name').fill('Firm hearings')
  await page.getByRole('button', { name: 'Sync Calendar' }).click()
  await page.getByRole('link', { name: 'Review changes' }).click()
  await expect(page.getByText('Deposition')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  expect(calendarsIn(app)).not.toContain('Firm hearings')
  await page.getByRole('button', { name: 'Start Sync' }).click()
  await expect(page.getByRole('region', { name: /Firm hearings/ })).toBeVisible()
  await expect.poll(() => eventsIn(app, 'Firm hearings')).toEqual(['Deposition'])
  await expect(page.getByRole('button', { name: 'Sync now' })).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)

  await page.goto(SYNC_PAGE)
  await expect(row(page, 'Firm')).toContainText('Firm hearings')
  await row(page, 'Firm').getByRole('button', { name: 'Stop Sync Firm' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stop Sync' }).click()
  await expect(row(page, 'Firm')).toContainText('Not synced')
  expect(eventsIn(app, 'Firm hearings')).toEqual(['Deposition'])
})

/** The firm's calendar with one event is in sync with a new calendar of the account. Returns both as Google has them. */
async function syncDeposition(page: Page, app: App) {
  await addHere(page, 'Deposition')
  await allowCalendars(page)
  await row(page, 'Firm').getByRole('link', { name: 'Sync Firm' }).click()
  await page.getByRole('button', { name: 'Sync Calendar' }).click()
  await page.getByRole('link', { name: 'Review changes' }).click()
  await page.getByRole('button', { name: 'Start Sync' }).click()
  await expect.poll(() => eventsIn(app, 'Firm')).toEqual(['Deposition'])
  const calendar = app.google.calendars({ account: ANA }).find(({ summary }) => summary === 'Firm')?.id ?? ''
  const [event] = app.google.events({ account: ANA, calendar })
  return { calendar, event }
}

test('an edit on either side shows on the other, and a deletion too', async ({ page, app }) => {
  const { calendar, event } = await syncDeposition(page, app)
  app.google.editEvent({
    account: ANA,
    calendar,
    id: String(event?.id),
    event: { summary: 'Deposition, moved' },
  })
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect
    .poll(async () => (await app.database.query('select value from "CalendarEvent"')).rows[0].value.title)
    .toBe('Deposition, moved')
  await page.goto('/calendar')
  await page.getByRole('link', { name: 'Deposition, moved' }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('heading', { name: 'Delete Deposition, moved?' })).toBeVisible()
  const also = 'It will also be deleted from your Google calendar (ana@example.com).'
  await expect(page.getByText(also)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Delete event' }).click()
  await expect.poll(() => eventsIn(app, 'Firm'), { timeout: 60_000 }).toEqual([])
})

test('a run is undone: its preview says what returns, the calendar here is as before, and Google keeps its own', async ({
  page,
  app,
}) => {
  const { calendar, event } = await syncDeposition(page, app)
  const { start, end } = event as { start: object; end: object }
  const id = String(event?.id)
  app.google.editEvent({ account: ANA, calendar, id, event: { summary: 'Deposition, moved' } })
  const docket = { summary: 'Docket call', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'], start, end }
  app.google.addEvent({ account: ANA, calendar, event: docket })
  const titles = async () =>
    (
      await app.database.query(
        `select value ->> 'title' as title from "CalendarEvent" where "deletedAt" is null order by 1`,
      )
    ).rows.map(({ title }) => title)
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect.poll(titles).toEqual(['Deposition, moved', 'Docket call'])

  const latestRun = page.getByRole('row').nth(1)
  await expect(async () => {
    await page.reload()
    await expect(latestRun).toContainText('2 events synced', { timeout: 500 })
  }).toPass()
  const home = page.url()
  await latestRun.getByRole('link', { name: 'Undo this run' }).click()
  await expect(page.getByRole('heading', { name: 'Undo this run' })).toBeVisible()
  await expect(page.getByText('1 event gets back the values it had before this run')).toBeVisible()
  await expect(page.getByText('1 event that this run added to Clio')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Docket call' })).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)

  await page.getByRole('button', { name: 'Undo' }).click()
  await page.waitForURL(home)
  await expect.poll(titles).toEqual(['Deposition'])
  expect(eventsIn(app, 'Firm').sort()).toEqual(['Deposition, moved', 'Docket call'])
  await expect(async () => {
    await page.reload()
    await expect(latestRun).toContainText('Undo by', { timeout: 500 })
    await expect(latestRun).toContainText('Done', { timeout: 500 })
  }).toPass()
})

test('an event that someone else organizes is read only, and its page says who can change it', async ({
  page,
  app,
}) => {
  const { calendar, event } = await syncDeposition(page, app)
  const { start, end } = event as { start: object; end: object }
  const organizer = { email: 'dana@example.com', displayName: 'Dana Lee' }
  app.google.addEvent({ account: ANA, calendar, event: { summary: 'Mediation', start, end }, organizer })
  const idOf = async () =>
    (await app.database.query(`select id from "CalendarEvent" where value ->> 'title' = 'Mediation'`)).rows[0]
      ?.id
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect.poll(idOf).toBeTruthy()
  const address = `/calendar/events/${await idOf()}`
  await page.goto(address)
  await expect(page.getByText('Dana Lee organizes this event, so only they can change it.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Delete' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Edit' })).toBeHidden()
  await expectAccessible(page)
  await expectReflow(page)
  await page.goto(`${address}/edit`)
  await expect(page).toHaveURL(new RegExp(`${address}$`))
})

test('an edit of an event that someone else organizes by now is refused, and says what to do instead', async ({
  page,
  app,
}) => {
  await syncDeposition(page, app)
  const event = async () => (await app.database.query('select id, value from "CalendarEvent"')).rows[0]
  await page.goto(`/calendar/events/${(await event()).id}/edit`)
  await page.getByLabel('Title').fill('Deposition, in May')
  await app.database.query(
    `update "Item" set raw = jsonb_set(raw, '{organizer}', '{"email":"dana@example.com","displayName":"Dana Lee"}')`,
  )
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('This event was not saved')).toBeVisible()
  await expect(
    page.getByText('Dana Lee organizes this event, so only they can change it. Ask Dana Lee to change it.'),
  ).toBeVisible()
  await expect(page.getByLabel('Title')).toHaveValue('Deposition, in May')
  expect((await event()).value.title).toBe('Deposition')
  await expectAccessible(page)
})

test('the page of an event says why it could not be synced, and what to do', async ({ page, app }) => {
  await syncDeposition(page, app)
  const { rows } = await app.database.query(
    `select r."firmId", r."syncId", r.id as "runId", e.id as "localId", e.value from "Run" r
     join "Sync" s on s.id = r."syncId" and s.kind = 'events', "CalendarEvent" e order by r."createdAt" desc limit 1`,
  )
  const { localId, value, runId, ...of } = rows[0]
  await page.goto(`/calendar/events/${localId}`)
  await expect(page.getByText('Could not be synced')).toBeHidden()
  await insertChange(app, { ...of, userId: '', connectionId: '' }, runId, {
    ...{ name: value.title, kind: 'update', group: 'update' },
    more: { localId, state: 'failed', error: { kind: 'rejected', message: 'Too long', field: 'location' } },
  })
  await page.reload()
  await expect(page.getByText('Could not be synced: Google does not accept its location')).toBeVisible()
  await expect(page.getByText('Too long. Correct the event, then retry.')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
})

test('private events come as busy, until their details are chosen, also without script', async ({
  page,
  app,
  browser,
}) => {
  const { calendar, event } = await syncDeposition(page, app)
  const { start, end } = event as { start: object; end: object }
  const doctor = { summary: 'Doctor', visibility: 'private', start, end }
  app.google.addEvent({ account: ANA, calendar, event: doctor })
  const titles = async () =>
    (await app.database.query(`select value ->> 'title' as title from "CalendarEvent" order by 1`)).rows.map(
      ({ title }) => title,
    )
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect.poll(titles).toEqual(['Busy', 'Deposition'])

  const settings = /^Conflicts: ask me/
  await page.getByText(settings).click()
  const choice = page.getByRole('group', { name: 'Private events' })
  await expect(choice.getByRole('radio', { name: 'Busy' })).toBeChecked()
  await choice.getByRole('radio', { name: 'Details' }).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect.poll(titles, { timeout: 60_000 }).toEqual(['Deposition', 'Doctor'])
  await expectAccessible(page)
  await expectReflow(page)

  const context = await browser.newContext({
    baseURL: app.url,
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  })
  const plain = await context.newPage()
  await plain.goto(page.url())
  await plain.getByText(settings).click()
  const group = plain.getByRole('group', { name: 'Private events' })
  await expect(group.getByRole('radio', { name: 'Details' })).toBeChecked()
  await group.getByRole('radio', { name: 'Leave out' }).check()
  await plain.getByRole('button', { name: 'Save' }).click()
  await expect(plain.getByText('Saved.')).toBeVisible()
  await plain.goto(page.url())
  await plain.getByText(settings).click()
  await expect(group.getByRole('radio', { name: 'Leave out' })).toBeChecked()
  await context.close()
})
