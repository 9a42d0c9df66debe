// Sync Status with many connections: the worst first, found by name, filtered and paged, with charts and their numbers.
import { expect } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { type App, test } from './fixtures/app'
import { startSignedIn } from './fixtures/people'
import { insertChange, insertRun, insertSync, type SyncRows } from './fixtures/sync-rows'

const ANA = 'ana@example.com'
const PEOPLE = 59
/** It is not due, so no run is opened beside the ones of the tests. */
const active = () => ({
  ...{ state: 'active', startedAt: new Date(), lastSuccessAt: new Date() },
  nextCheckAt: new Date(Date.now() + 3_600_000),
})

/** Colleagues with a connection each: every tenth has lost access. */
async function colleagues({ database }: App, { firmId }: SyncRows): Promise<void> {
  await database.query(
    `insert into "User" (id, "firmId", subject, issuer, email, name, role)
     select gen_random_uuid(), $1, 'colleague ' || n, 'test', 'person' || n || '@example.com', 'Person ' || lpad(n::text, 3, '0'), 'member'
     from generate_series(1, ${PEOPLE}) n`,
    [firmId],
  )
  await database.query(
    `insert into "Connection" (id, "firmId", "userId", provider, "accountId", "accountEmail", scopes, "consentLostAt")
     select gen_random_uuid(), "firmId", id, 'google', id::text, email, '{}', case when email like 'person%0@%' then now() end
     from "User" where subject like 'colleague %'`,
  )
}

test('the list of first steps checks what it can, and keeps what an administrator marks', async ({
  page,
  app,
}) => {
  await startSignedIn(page, app, ANA)
  await page.goto('/admin/sync')
  const list = page.getByRole('region', { name: 'First steps' })
  await expect(list.getByText('1 of 6 done')).toBeVisible()
  await expect(list.getByText(`${app.url}/api/auth/callback/google-contacts`)).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await list.getByRole('button', { name: 'Mark as done “First backup”' }).click()
  await expect(list.getByText('2 of 6 done')).toBeVisible()
  await list.getByRole('button', { name: 'Not done “First backup”' }).click()
  await expect(list.getByText('1 of 6 done')).toBeVisible()
  // The others are what Concord sees by itself: an account that was connected, and a colleague.
  const { firmId } = await insertSync(app, ANA, active())
  await app.database.query(
    `insert into "User" (id, "firmId", subject, issuer, email, name, role)
     values (gen_random_uuid(), $1, 'ben', 'test', 'ben@example.com', 'Ben', 'member')`,
    [firmId],
  )
  for (const step of ['Consent screen', 'Copy of TOKEN_KEY', 'First backup'])
    await list.getByRole('button', { name: `Mark as done “${step}”` }).click()
  await expect(list.getByText('All first steps are done.')).toBeVisible()
  await list.getByText('Show them').click()
  await list.getByRole('button', { name: 'Not done “First backup”' }).click()
  await expect(list.getByText('5 of 6 done')).toBeVisible()
  await list.getByRole('button', { name: 'Hide this list' }).click()
  await expect(list).toHaveCount(0)
  await page.reload()
  await expect(page.getByText('1 connection, healthy').first()).toBeVisible()
  await expect(list).toHaveCount(0)
})

test('a run has a page for its person, and one without contents for administrators', async ({
  page,
  app,
}) => {
  await startSignedIn(page, app, ANA)
  const rows = await insertSync(app, ANA, active())
  const now = new Date()
  const run = await insertRun(app, rows, {
    ...{ kind: 'manual', full: false, state: 'done', userId: rows.userId, startedAt: now, endedAt: now },
    ...{ applyingAt: now, written: 1, matched: 0, apiCalls: 4, callsRefused: 1, quotaWaits: 1 },
  })
  const change = { kind: 'createLocal', group: 'addLocal' }
  await insertChange(app, rows, run, {
    ...change,
    name: 'Cho Min',
    more: { state: 'applied', appliedAt: now },
  })
  const error = { kind: 'rejected', field: 'emails', message: 'Not an address.' }
  await insertChange(app, rows, run, { ...change, name: 'Zoe Ray', more: { state: 'failed', error } })
  await page.goto('/settings/sync/google')
  await page.getByRole('region', { name: 'History' }).getByRole('link').first().click()
  await expect(page.getByRole('heading', { name: 'Sync now by Ana' })).toBeVisible()
  await expect(page.getByText('4 API calls, 1 refused by the quota')).toBeVisible()
  const done = page.getByRole('region', { name: 'What it did' })
  await expect(done.getByText('Cho Min', { exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Undo this run' })).toBeVisible()
  await expect(done.getByRole('link', { name: 'Undo “Cho Min”' })).toBeVisible()
  await expect(done.getByRole('link', { name: 'Undo “Zoe Ray”' })).toHaveCount(0)
  await expectAccessible(page)
  await expectReflow(page)
  await done.getByRole('link', { name: 'Failed 1' }).click()
  await expect(done.getByText('Cho Min')).toHaveCount(0)
  await expect(done.getByText('Zoe Ray')).toBeVisible()

  await page.goto(`/admin/sync/${rows.connectionId}`)
  await page.getByRole('region', { name: 'Runs' }).getByRole('link').first().click()
  await expect(page.getByRole('region', { name: 'Errors' }).first()).toContainText('1 contact of 1 person')
  await expect(page.getByText('Zoe Ray')).toHaveCount(0)
  await expect(page.getByText('This page shows no names and values.')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('link', { name: /^the audit of Ana/ }).click()
  await expect(page.getByRole('heading', { name: 'Audit', level: 1 })).toBeVisible()
  await expect(page.getByLabel('Person', { exact: true })).toHaveValue(rows.userId)
})

test('metrics are for administrators and for the token', async ({ page, app, request }) => {
  expect((await request.get(`${app.url}/api/metrics`)).status()).toBe(401)
  await startSignedIn(page, app, ANA)
  const answer = await page.request.get(`${app.url}/api/metrics`)
  expect(answer.headers()['content-type']).toContain('text/plain; version=0.0.4')
  expect(await answer.text()).toContain('concord_syncs{state="active"} 0')
  await app.database.query(`update "User" set role = 'member'`)
  expect((await page.request.get(`${app.url}/api/metrics`)).status()).toBe(403)
})

test('many connections are ranked, found, filtered and paged', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  const rows = await insertSync(app, ANA, active())
  await colleagues(app, rows)
  await app.database.query(
    `insert into "SyncDay" ("firmId", "syncId", day, runs, written, "workedMs", "apiCalls", "callsRefused")
     values ($1, $2, (now() at time zone 'UTC')::date, 4, 1204, 12000, 30, 2)`,
    [rows.firmId, rows.syncId],
  )
  await page.goto('/admin/sync')
  await expect(page.getByText('1 of 60 connections healthy, 5 need attention').first()).toBeVisible()
  const table = page.getByRole('table', { name: 'Connections of the firm, worst first' })
  await expect(table.getByRole('row').nth(1)).toContainText('Person 010')
  await expect(page.getByText('1–50 of 60')).toBeVisible()
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(page.getByText('51–60 of 60')).toBeVisible()
  await page.getByRole('link', { name: 'Previous' }).click()
  await expect(page.getByText('1–50 of 60')).toBeVisible()
  await page.getByRole('link', { name: /^5 ?need attention$/ }).click()
  await expect(table.getByRole('row')).toHaveCount(6)
  await page.getByRole('searchbox', { name: 'Search connections' }).fill('person 02')
  await expect(table.getByRole('row')).toHaveCount(2)
  await expect(table.getByRole('row').nth(1)).toContainText('person20@example.com')
  await page.getByRole('searchbox', { name: 'Search connections' }).fill('nobody')
  await page.getByRole('link', { name: 'Show all connections' }).click()
  await expect(page.getByText('1–50 of 60')).toBeVisible()

  const activity = page.getByRole('region', { name: 'Activity' })
  await activity.scrollIntoViewIfNeeded()
  await expect(activity.locator('svg').first()).toBeVisible()
  await activity.getByText('Numbers of Items moved').click()
  await expect(activity.getByRole('table', { name: 'Items moved by day' })).toContainText('1,204')
  await expect(activity.getByText('Of the calls: 2 refused by the quota.')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
})
