// Each of the eight statuses reads as a sentence with what to do, and is accessible in both schemes down to 320 px.
import { expect, type Page } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { type App, test } from './fixtures/app'
import { startSignedIn } from './fixtures/people'
import { contactsPanel, SYNC_PAGE, sentence } from './fixtures/sync'
import { insertChange, insertRun, insertSync } from './fixtures/sync-rows'

const ANA = 'ana@example.com'
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)
const active = { state: 'active', startedAt: ago(600), lastSuccessAt: ago(3), nextCheckAt: ago(-60) }

interface Case {
  readonly status: string
  readonly set: (app: App) => Promise<unknown>
  readonly says: RegExp
  readonly offers: readonly string[]
}

const cases: readonly Case[] = [
  {
    status: 'connected',
    set: (app) => insertSync(app, ANA),
    says: /^Connected as ana@example.com$/,
    offers: ['Sync'],
  },
  {
    status: 'building preview',
    set: async (app) =>
      insertRun(app, await insertSync(app, ANA), {
        state: 'reading',
        done: 4_000,
        total: 12_318,
        startedAt: ago(1),
      }),
    says: /4,000 of 12,318/,
    offers: ['Cancel'],
  },
  {
    status: 'building preview, asked to slow down',
    set: async (app) =>
      insertRun(app, await insertSync(app, ANA), {
        ...{ state: 'reading', done: 4_000, total: 12_318, startedAt: ago(1) },
        ...{ waitKind: 'rate', waitUntil: ago(-7), attempts: 1 },
      }),
    says: /Google asked us to slow down/,
    offers: ['Cancel'],
  },
  {
    status: 'preview ready',
    set: async (app) => {
      const rows = await insertSync(app, ANA)
      const run = await insertRun(app, rows, { state: 'ready', readyAt: ago(12) })
      await insertChange(app, rows, run, { name: 'Cho Min', kind: 'createLocal', group: 'addLocal' })
    },
    says: /^Nothing has changed yet. Review 1 change$/,
    offers: ['Discard'],
  },
  {
    status: 'syncing',
    set: async (app) => {
      const rows = await insertSync(app, ANA, active)
      const run = await insertRun(app, rows, { state: 'applying', done: 310, total: 948, applyingAt: ago(2) })
      const done = { state: 'applied', appliedAt: ago(1) }
      await insertChange(app, rows, run, {
        name: 'Cho Min',
        kind: 'createLocal',
        group: 'addLocal',
        more: done,
      })
    },
    says: /Writing — 310 of 948 · 32 % · about 4 min left/,
    offers: ['Stop Sync'],
  },
  {
    status: 'up to date',
    set: (app) => insertSync(app, ANA, active),
    says: /^In sync$/,
    offers: ['Sync now', 'Stop Sync'],
  },
  {
    status: 'needs attention: access lost',
    set: async (app) => {
      const { connectionId } = await insertSync(app, ANA, active)
      await app.database.query(`update "Connection" set "consentLostAt" = now() where id = $1`, [
        connectionId,
      ])
    },
    says: /^Google no longer lets us read your contacts$/,
    offers: ['Reconnect', 'Stop Sync'],
  },
  {
    status: 'needs attention: a guard',
    set: async (app) =>
      insertRun(app, await insertSync(app, ANA, active), {
        ...{ kind: 'scheduled', state: 'comparing', waitKind: 'guard' },
        problem: { kind: 'guard', guards: [{ kind: 'manyOverwrites', count: 9_800, of: 10_000 }] },
      }),
    says: /This would update 9,800 of 10,000 contacts/,
    offers: ['Continue', 'Stop Sync'],
  },
  {
    status: 'needs attention: contacts that fail',
    set: async (app) => {
      const rows = await insertSync(app, ANA, active)
      const run = await insertRun(app, rows, { kind: 'scheduled', state: 'done', endedAt: ago(3) })
      const error = { kind: 'rejected', field: 'emails', message: 'Not an address.' }
      const more = { state: 'failed', error }
      await insertChange(app, rows, run, { name: 'Cho Min', kind: 'createRemote', group: 'addRemote', more })
    },
    says: /^In sync, but 1 could not be synced$/,
    offers: ['Sync now', 'Stop Sync'],
  },
  {
    status: 'stopped',
    set: (app) => insertSync(app, ANA, { state: 'stopped', startedAt: ago(600), stoppedAt: ago(60) }),
    says: /^Stopped by you on .*Sync is off/,
    offers: ['Sync'],
  },
]

for (const { status, set, says, offers } of cases) {
  test(`${status} says what is so and what to do`, async ({ page, app }) => {
    await startSignedIn(page, app, ANA)
    await set(app)
    await page.goto(SYNC_PAGE)
    await expectShown(page, says)
    for (const name of offers)
      await expect(contactsPanel(page).getByRole('button', { name, exact: true })).toBeVisible()
    await expectAccessible(page)
    await expectReflow(page)
  })
}

const expectShown = (page: Page, says: RegExp) => expect(sentence(page, says)).toBeVisible()

test('while a guard holds a run, what waits from earlier checks is found, and each page tells of the other', async ({
  page,
  app,
}) => {
  await startSignedIn(page, app, ANA)
  const rows = await insertSync(app, ANA, active)
  const earlier = await insertRun(app, rows, { kind: 'scheduled', state: 'done', endedAt: ago(9) })
  for (const name of ['Cho Min', 'Dov Min'])
    await insertChange(app, rows, earlier, {
      ...{ name, kind: 'update', group: 'update' },
      more: { state: 'waiting', outdated: true },
    })
  const held = await insertRun(app, rows, {
    ...{ kind: 'scheduled', state: 'comparing', waitKind: 'guard' },
    problem: { kind: 'guard', guards: [{ kind: 'manyOverwrites', count: 9_800, of: 10_000 }] },
  })
  await insertChange(app, rows, held, { name: 'Eve Roth', kind: 'createLocal', group: 'addLocal' })
  await page.goto(SYNC_PAGE)
  await contactsPanel(page).getByRole('link', { name: 'Look at the changes' }).click()
  await expect(page.getByText('2 contacts from earlier checks also need your decision.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Eve Roth', exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'need a decision' }).click()
  await expect(page.getByText('None of these changes needs your decision.')).toBeVisible()
  await expectAccessible(page)
  await page.goto(SYNC_PAGE)
  await contactsPanel(page).getByRole('link', { name: 'Need your decision' }).click()
  await expect(page.getByRole('button', { name: 'Cho Min', exact: true })).toBeVisible()
  await page.getByRole('link', { name: '2 total' }).click()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Dov Min', exact: true })).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('link', { name: 'See what it would do' }).click()
  await page.getByRole('link', { name: '1 add to Clio' }).click()
  await expect(page.getByRole('button', { name: 'Eve Roth', exact: true })).toBeVisible()
})

test('before the consent the page says what is read, written and never done', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  await page.goto(SYNC_PAGE)
  for (const name of ['We read', 'We write', 'We never'])
    await expect(page.getByRole('heading', { name })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Set Up Sync' })).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
})

test('stopping says what stops and what stays, and changes nothing before it is confirmed', async ({
  page,
  app,
}) => {
  await startSignedIn(page, app, ANA)
  await insertSync(app, ANA, active)
  await page.goto(SYNC_PAGE)
  const dialog = page.getByRole('alertdialog')
  await expect(async () => {
    await contactsPanel(page).getByRole('button', { name: 'Stop Sync' }).click()
    await expect(dialog).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await expect(dialog.getByRole('button', { name: 'Keep syncing' })).toBeFocused()
  for (const word of ['Stops:', 'Stays:', 'Later:']) await expect(dialog.getByText(word)).toBeVisible()
  await expect(dialog.getByRole('checkbox')).not.toBeChecked()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expectShown(page, /^In sync$/)
})

test('administrators see every connection, worst first; members read who could show them', async ({
  page,
  app,
}) => {
  await startSignedIn(page, app, ANA)
  const { connectionId } = await insertSync(app, ANA, active)
  await app.database.query(`update "Connection" set "consentLostAt" = now() where id = $1`, [connectionId])
  await page.goto('/admin/sync')
  await expect(page.getByText('1 connection needs attention').first()).toBeVisible()
  const lost = /^Concord has lost access to Google\. Since .+ has to connect again, or you can stop the sync/
  await expect(page.getByText(lost)).toBeVisible()
  await expect(page.getByText('Next check')).toBeHidden()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('link', { name: 'ana', exact: false }).first().click()
  await expect(page.getByRole('region', { name: 'Runs' })).toBeVisible()
  await expect(page.getByText(lost).locator('time')).toBeVisible()
  await expectAccessible(page)
  await app.database.query(`update "User" set role = 'member'`)
  await page.goto('/admin/sync')
  await expect(page.getByText('You need the administrator role')).toBeVisible()
})
