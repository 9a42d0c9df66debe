// Deciding on the preview page: by mouse, and with the keyboard alone.
import { expect, type Page } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { type App, test } from './fixtures/app'
import { startSignedIn } from './fixtures/people'
import { openRow } from './fixtures/sync'
import {
  contact,
  insertChange,
  insertCollections,
  insertPair,
  insertRun,
  insertSync,
  insertTitleConflict,
  type SyncRows,
} from './fixtures/sync-rows'

const ANA = 'ana@example.com'
const PREVIEW = '/settings/sync/google/preview'

const bar = (page: Page) => page.getByRole('region', { name: 'Start' })

/** A preview of 120 additions, one conflict and one question. */
async function preview(page: Page, app: App) {
  await startSignedIn(page, app, ANA)
  const rows = await insertSync(app, ANA)
  const run = await insertRun(app, rows, { state: 'ready', readyAt: new Date() })
  for (let at = 0; at < 120; at += 1) {
    const to = contact({ firstName: 'Given', lastName: `Family ${String(at).padStart(3, '0')}` })
    await insertChange(app, rows, run, {
      ...{ name: `Given Family ${String(at).padStart(3, '0')}`, kind: 'createLocal', group: 'addLocal' },
      body: { local: { from: null, to }, reasons: [{ kind: 'onlyOn', side: 'remote' }] },
      more: { remoteId: `people/${at}` },
    })
  }
  await insertTitleConflict(app, rows, run, { firstName: 'Cho', lastName: 'Min' })
  await question(app, rows, run)
}

async function question(app: App, rows: SyncRows, run: string) {
  const ends = await insertPair(
    app,
    rows,
    { firstName: 'Jon', lastName: 'Abernathy' },
    { firstName: 'Jonathan', lastName: 'Abernathy' },
  )
  await insertChange(app, rows, run, {
    ...{ name: 'Jon Abernathy', kind: 'question', group: 'decide' },
    body: { probability: 0.8, reasons: [{ kind: 'agrees', field: 'lastName', value: 'Abernathy' }] },
    more: { ...ends, undecided: true },
  })
}

test('what needs a decision comes first, the numbers are the filters, and pages follow each other', async ({
  page,
  app,
}) => {
  await preview(page, app)
  await page.goto(PREVIEW)
  await expect(page.getByText('Nothing has changed yet.')).toBeVisible()
  await expect(page.getByRole('link', { name: '2 need a decision' })).toHaveAttribute('aria-current', 'true')
  await expect(page.getByRole('button', { name: 'Keep separate' })).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('link', { name: '120 add to Clio' }).click()
  await expect(page).toHaveURL(/view=addLocal/)
  await expect(page.getByText('1–100 of 120')).toBeVisible()
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(page.getByText('101–120 of 120')).toBeVisible()
  await page.reload()
  await expect(page.getByText('101–120 of 120')).toBeVisible()
  await page.getByRole('link', { name: 'Previous' }).click()
  await expect(page.getByText('1–100 of 120')).toBeVisible()
  await page.getByLabel('Search changes').fill('FAMILY 07')
  await expect(page.getByRole('link', { name: '12 add to Clio' })).toBeVisible()
  await expect(page.getByRole('checkbox', { name: /Given/ })).toHaveCount(12)
  await page.goBack()
  await expectAccessible(page)
})

test('the search finds a number as it is dialed in the region of the firm', async ({ page, app }) => {
  await preview(page, app)
  await app.database.query(`update "Firm" set "phoneRegion" = 'DE'`)
  await app.database.query(
    `update "Change" set search = search || ' 0171 234 5678 01712345678'
     where id = (select id from "Change" where "group" = 'addLocal' limit 1)`,
  )
  await page.goto(`${PREVIEW}?view=addLocal`)
  await page.getByLabel('Search changes').fill('+49 171 2345678')
  await expect(page.getByRole('link', { name: '1 add to Clio' })).toBeVisible()
  await expect(page.getByRole('checkbox', { name: /Given/ })).toHaveCount(1)
})

test('with nothing to decide it opens on all changes and says so, and the empty list of decisions is there to choose', async ({
  page,
  app,
}) => {
  await preview(page, app)
  await app.database.query(`delete from "Change" where undecided`)
  await page.goto(PREVIEW)
  await expect(page.getByRole('link', { name: '120 total' })).toHaveAttribute('aria-current', 'true')
  await expect(page.getByText('All clear. None of these changes needs your decision')).toBeVisible()
  await expect(page.getByText('1–100 of 120')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('link', { name: '0 need a decision' }).click()
  await expect(page.getByText('All clear', { exact: true })).toBeVisible()
  await page.reload()
  await expect(page.getByText('All clear', { exact: true })).toBeVisible()
  await page.goBack()
  await expect(page.getByText('1–100 of 120')).toBeVisible()
})

test('excluding one, some, or all that match can be undone as one', async ({ page, app }) => {
  await preview(page, app)
  await page.goto(`${PREVIEW}?view=addLocal&q=family+07`)
  await page.getByRole('button', { name: 'Exclude Given Family 070' }).click()
  await expect(page.getByText('1 excluded.')).toBeVisible()
  await expect(bar(page).getByText('119 changes: 119 in Clio. Deletes nothing.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(bar(page).getByText('120 changes: 120 in Clio. Deletes nothing.')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select Given Family 071' }).check()
  await page.getByRole('checkbox', { name: 'Select Given Family 072' }).check()
  await page.getByRole('button', { name: 'Exclude 2', exact: true }).click()
  await expect(page.getByText('2 excluded.')).toBeVisible()
  await page.getByRole('link', { name: 'add to Clio' }).click()
  await page.getByLabel('Search changes').fill('')
  await page.getByRole('button', { name: 'Exclude all 118 that match' }).click()
  await expect(page.getByText('118 excluded.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('link', { name: '118 add to Clio' })).toBeVisible()
  await page.getByRole('link', { name: '2 excluded' }).click()
  await page.getByRole('button', { name: 'Include Given Family 071' }).click()
  await expect(page.getByRole('link', { name: '119 add to Clio' })).toBeVisible()
})

test('what changed since the preview is approved one by one, some or all, and what asks more goes on asking', async ({
  page,
  app,
}) => {
  await preview(page, app)
  await app.database.query(
    `update "Change" set state = 'waiting', outdated = true where name like 'Given Family 00%' or name = 'Cho Min'`,
  )
  await page.goto(PREVIEW)
  await expect(
    bar(page).getByText('Left out: 2 contacts that need your decision and 10 that changed'),
  ).toBeVisible()
  await expect(page.getByRole('link', { name: '12 need a decision' })).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select Cho Min' }).check()
  await page.getByRole('checkbox', { name: 'Select Given Family 001' }).check()
  await page.getByRole('button', { name: 'Approve 1', exact: true }).click()
  await expect(bar(page).getByText('1 approved. Exclude any that should not be made.')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('button', { name: 'Approve all 9 that changed' }).click()
  await expect(bar(page).getByText('9 approved.')).toBeVisible()
  await expect(page.getByRole('link', { name: '2 need a decision' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Approve/ })).toHaveCount(0)
  await openRow(page, 'Cho Min')
  await page.getByRole('radio', { name: 'Keep Google’s Judge' }).check()
  await page.getByRole('button', { name: 'Approve this change' }).click()
  await expect(page.getByRole('link', { name: '1 needs a decision' })).toBeVisible()
})

test('what changes between looking and pressing is left as it is, the page says so, and the others are done', async ({
  page,
  app,
}) => {
  await preview(page, app)
  const { database } = app
  await database.query(
    `update "Change" set state = 'waiting', outdated = true where name like 'Given Family 00%'`,
  )
  await page.goto(`${PREVIEW}?view=all&q=family+00`)
  await expect(page.getByRole('button', { name: 'Approve all 10 that changed' })).toBeVisible()
  await database.query(
    `update "Change" set body = jsonb_set(body, '{local,to,title}', '"Judge"') where name = 'Given Family 003'`,
  )
  await page.getByRole('button', { name: 'Approve all 10 that changed' }).click()
  const changedSince =
    '1 change is new or different since you looked. Nothing was done with it: review it again.'
  await expect(
    bar(page).getByText(`9 approved. Exclude any that should not be made. ${changedSince}`),
  ).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await openRow(page, 'Given Family 003')
  await expect(page.getByRole('table', { name: 'Fields of Given Family 003' })).toContainText('Judge')
  await page.getByRole('button', { name: 'Approve this change' }).click()
  await expect(page.getByText(changedSince)).toBeHidden()
  await expect(page.getByRole('link', { name: '0 need a decision' })).toBeVisible()
})

test('an answer to a question about a contact that was edited meanwhile waits until both are looked at again', async ({
  page,
  app,
}) => {
  await preview(page, app)
  await page.goto(PREVIEW)
  const ours = page.getByRole('table', { name: 'Jon Abernathy, side by side' })
  await expect(ours).toContainText('Jon')
  await app.database.query(
    `update "Contact" set version = version + 1, value = value || '{"title":"Bishop"}' where value->>'lastName' = 'Abernathy'`,
  )
  await page.getByRole('button', { name: 'Link', exact: true }).click()
  await expect(bar(page).getByText('Jon Abernathy was not changed. 1 change is new')).toBeVisible()
  await expect(ours).toContainText('Bishop')
  await page.getByRole('button', { name: 'Link', exact: true }).click()
  await expect(bar(page).getByText('Jon Abernathy: linked.')).toBeVisible()
})

test('two decisions pressed at once are both made, one after the other', async ({ page, app }) => {
  await preview(page, app)
  await page.goto(`${PREVIEW}?view=addLocal`)
  const exclude = (name: string) => page.getByRole('button', { name: `Exclude Given Family ${name}` })
  await exclude('000').click()
  await exclude('001').click()
  await expect(bar(page).getByText('and 2 that you excluded')).toBeVisible()
  await expect(page.getByText('since you looked')).toHaveCount(0)
})

test('what was excluded stays excluded after Discard, which says so and leads to the way back', async ({
  page,
  app,
}) => {
  await preview(page, app)
  await page.goto(`${PREVIEW}?view=addLocal&q=family+07`)
  await page.getByRole('button', { name: 'Exclude Given Family 070' }).click()
  await page.getByRole('button', { name: 'Exclude Given Family 071' }).click()
  await expect(page.getByRole('link', { name: '2 excluded' })).toBeVisible()
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByText('2 excluded contacts stay excluded.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'See and include again' }).click()
  await page.getByRole('button', { name: 'Include again Given Family 070' }).click()
  await expect(page.getByText('1 excluded contact stays excluded.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Excluded' })).not.toContainText('Given Family 070')
})

test('Discard says that answers stay, and does nothing unless that is confirmed', async ({ page, app }) => {
  await preview(page, app)
  await page.goto(PREVIEW)
  await page.getByRole('radio', { name: 'Keep Google’s Judge' }).check()
  await bar(page).getByRole('button', { name: 'Discard' }).click()
  const question = page.getByRole('alert').filter({ hasText: 'Discard this preview and keep your answers?' })
  await expect(question).toBeVisible()
  await expect(question).toContainText('If an answer is wrong, change it first')
  await expectAccessible(page)
  await expectReflow(page)
  await question.getByRole('link', { name: 'Keep preview' }).click()
  await expect(question).toBeHidden()
  await bar(page).getByRole('button', { name: 'Discard' }).click()
  await question.getByRole('button', { name: 'Discard preview' }).click()
  await expect(page.getByText('Preview discarded')).toBeVisible()
})

test('a setting that would answer what waits asks first', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  const rows = await insertSync(app, ANA)
  const run = await insertRun(app, rows, { state: 'done', endedAt: new Date() })
  await insertTitleConflict(app, rows, run, { firstName: 'Cho', lastName: 'Min' })
  await app.database.query(`update "Change" set state = 'waiting'`)
  await app.database.query(
    `update "Sync" set state = 'active', "startedAt" = now(), "nextCheckAt" = now() + interval '1 day'`,
  )
  const onConflict = async () =>
    (await app.database.query(`select settings->>'onConflict' as on from "Sync"`)).rows[0]?.on ?? 'ask'
  await page.goto('/settings/sync/google')
  const settings = page.getByRole('region', { name: 'Settings' })
  await settings.getByText('Conflicts: ask me').click()
  await settings.getByRole('radio', { name: 'The newest edit wins' }).check()
  await settings.getByRole('button', { name: 'Save' }).click()
  await expect(settings.getByText('1 waiting decision will be answered this way.')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  expect(await onConflict()).toBe('ask')
  await settings.getByRole('button', { name: 'Cancel' }).click()
  await expect(settings.getByText('Nothing was saved.')).toBeVisible()
  expect(await onConflict()).toBe('ask')
  await settings.getByRole('radio', { name: 'The newest edit wins' }).check()
  await settings.getByRole('button', { name: 'Save' }).click()
  await settings.getByRole('button', { name: 'Continue' }).click()
  await expect(settings.getByText('Saved.')).toBeVisible()
  expect(await onConflict()).toBe('newest')
})

test('a page of a hundred among 25,000 changes stays below a thousand elements', async ({ page, app }) => {
  await preview(page, app)
  await app.database.query(
    `insert into "Change" (id, "firmId", "syncId", "runId", kind, "remoteId", body, "group", name, "sortKey", search)
     select gen_random_uuid(), "firmId", "syncId", "runId", kind, 'people/' || n, body, "group",
       name || n, "sortKey" || n, search || n
     from "Change", generate_series(1, 25_000) n where name = 'Given Family 000'`,
  )
  await page.goto(`${PREVIEW}?view=addLocal`)
  await expect(page.getByText('1–100 of 25,120')).toBeVisible()
  await expect(page.getByRole('checkbox', { name: /^Select Given/ })).toHaveCount(100)
  // What is drawn: scripts and the head depend on how the build is cut.
  expect(await page.locator('body *:not(script)').count()).toBeLessThan(1_000)
})

test('a conflict is never chosen beforehand, and a question shows what linking makes', async ({
  page,
  app,
}) => {
  await preview(page, app)
  await page.goto(PREVIEW)
  await expect(bar(page).getByText('Left out: 2 contacts')).toBeVisible()
  const judge = page.getByRole('radio', { name: 'Keep Google’s Judge' })
  await expect(judge).not.toBeChecked()
  await expect(page.getByRole('radio', { name: 'Keep Clio’s Partner' })).not.toBeChecked()
  await judge.check()
  await expect(bar(page).getByText('Left out: 1 contact')).toBeVisible()
  await expect(judge).toBeChecked()
  const sides = page.getByRole('table', { name: 'Jon Abernathy, side by side' })
  await expect(sides.getByRole('columnheader', { name: 'After linking' })).toBeVisible()
  await expect(sides.getByRole('row', { name: /^Last name/ })).toContainText('Abernathy')
  await page.getByRole('button', { name: 'Keep separate' }).click()
  await expect(page.getByRole('button', { name: 'Keep separate' })).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByText(/Left out/)).toHaveCount(0)
  await expect(page.getByText('Two people: kept separate')).toBeVisible()
  await expectAccessible(page)
  // Also while the rows of another list are on their way, and these can still be read.
  let arrive = () => {}
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  await page.route('**/changes?**', async (route) => {
    await arrived
    await route.continue()
  })
  await page.getByRole('link', { name: '0 update' }).click()
  await expect(page.getByRole('table', { name: 'Changes' })).toHaveAttribute('aria-busy', 'true')
  await expectAccessible(page)
  arrive()
  await expect(page.getByText('Two people: kept separate')).toBeHidden()
})

test('the whole preview by keyboard: move, open, exclude, choose, search, help, start', async ({
  page,
  app,
}) => {
  await preview(page, app)
  await page.goto(PREVIEW)
  await expect(page.getByRole('radio').first()).toBeVisible()
  const name = (text: string) => page.getByRole('button', { name: text, exact: true })
  await name('Cho Min').focus()
  await page.keyboard.press('2')
  await expect(bar(page).getByText('Left out: 1 contact')).toBeVisible()
  await page.keyboard.press('j')
  await expect(name('Jon Abernathy')).toBeFocused()
  await page.keyboard.press('1')
  await expect(page.getByRole('button', { name: 'Link', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toContainText('They work while the focus is in the list')
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await expect(page.getByLabel('Search changes')).toBeFocused()
  // In a field a letter is a letter.
  await page.keyboard.type('jex')
  await expect(page.getByLabel('Search changes')).toHaveValue('jex')
  await page.getByLabel('Search changes').fill('')
  await page.getByRole('link', { name: '120 add to Clio' }).press('Enter')
  await openRow(page, 'Given Family 000')
  await expect(page.getByRole('cell', { name: 'added to Clio' }).first()).toBeVisible()
  await name('Given Family 000').focus()
  await page.keyboard.press('Enter')
  await expect(name('Given Family 000')).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.press('x')
  await expect(page.getByRole('checkbox', { name: 'Select Given Family 000' })).toBeChecked()
  await page.keyboard.press('j')
  await page.keyboard.press('e')
  await expect(page.getByText('1 excluded.')).toBeVisible()
  await page.keyboard.press('e')
  await expect(page.getByText('1 excluded.')).toHaveCount(0)
  await page.keyboard.press('Control+Enter')
  await expect(page).toHaveURL(/\/settings\/sync\/google$/)
})

test('the preview of another account than before names both, and what it will not hold', async ({
  page,
  app,
}) => {
  await preview(page, app)
  const { database } = app
  const now = await database.query(
    `select s."firmId", s.id, k."userId" from "Sync" s join "Connection" k on k.id = s."connectionId"`,
  )
  const { firmId, id: syncId, userId } = now.rows[0] as { firmId: string; id: string; userId: string }
  await insertFormer(app, firmId, userId)
  await database.query(
    `insert into "Item" ("syncId", "firmId", "remoteId", version, value, "seenAt")
     select $1, $2, 'people/' || n, '1', '{}', now() from generate_series(1, 25000) n`,
    [syncId, firmId],
  )
  const run = await database.query<{ id: string }>(`select id from "Run"`)
  await insertChange(app, { firmId, syncId, userId, connectionId: '' }, run.rows[0]?.id ?? '', {
    ...{ name: 'Dov Min', kind: 'createRemote', group: 'addRemote' },
    body: { remote: { from: null, to: contact({ firstName: 'Dov', lastName: 'Min' }) } },
  })
  await page.goto(PREVIEW)
  await expect(page.getByText('Until now you synced 2 contacts with old@example.com.')).toBeVisible()
  await expect(page.getByText('Now you are connected as ana@example.com.')).toBeVisible()
  await expect(page.getByText('1 contact to add to Google will not fit')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
})

/** The account that was in step until now: what was matched in the preview was linked with it. */
async function insertFormer(app: App, firmId: string, userId: string) {
  const { database } = app
  const [connectionId, syncId] = [crypto.randomUUID(), crypto.randomUUID()]
  await database.query(
    `insert into "Connection" (id, "firmId", "userId", provider, "accountId", "accountEmail", "disconnectedAt")
     values ($1, $2, $3, 'google', 'old', 'old@example.com', now())`,
    [connectionId, firmId, userId],
  )
  const joined = await insertCollections(app, { firmId, connectionId })
  await database.query(
    `insert into "Sync" (id, "firmId", "connectionId", account, kind, settings, state, "startedAt",
       "localCollectionId", "remoteCollectionId", "remoteId")
     values ($1, $2, $3, 'google:old', 'contacts', '{}', 'stopped', now(), $4, $5, $6)`,
    [syncId, firmId, connectionId, joined.localCollectionId, joined.remoteCollectionId, joined.remoteId],
  )
  await database.query(
    `insert into "Link" (id, "firmId", "syncId", "localId", "remoteId", "baseLocal", "baseRemote", "localVersion", "remoteVersion", "baseAt")
     select gen_random_uuid(), $1, $2, id, id::text, '{}', '{}', 1, '1', now() from "Contact"`,
    [firmId, syncId],
  )
}

test('without a connection a decision leaves the row as it was, and the message agrees', async ({
  page,
  app,
  context,
}) => {
  await preview(page, app)
  await page.goto(`${PREVIEW}?view=addLocal`)
  const first = page.getByRole('row').filter({ hasText: 'Given Family 000' })
  await expect(first.getByText('Add to Clio')).toBeVisible()
  await page.waitForLoadState('networkidle')
  await context.setOffline(true)
  await first.getByRole('button', { name: 'Exclude Given Family 000' }).click()
  await expect(page.getByText('That could not be saved.')).toBeVisible()
  await expect(first.getByText('Add to Clio')).toBeVisible()
  await expect(first.getByText('Excluded')).toHaveCount(0)
  await context.setOffline(false)
  await first.getByRole('button', { name: 'Exclude Given Family 000' }).click()
  await expect(first.getByText('Excluded')).toBeVisible()
  await expect(bar(page).getByText('and 1 that you excluded')).toBeVisible()
})
