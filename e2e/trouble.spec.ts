// Trouble of a sync is shown where people are: on the gear, above the contacts, in the list and on the contact's own page.
import { expect, type Page } from '@playwright/test'
import { conflictOf } from '@/lib/domains/contacts/merge/conflict'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { type App, test } from './fixtures/app'
import { startSignedIn } from './fixtures/people'
import { SYNC_PAGE } from './fixtures/sync'
import { contact, insertChange, insertPair, insertRun, insertSync, type SyncRows } from './fixtures/sync-rows'

const ANA = 'ana@example.com'
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)
const active = { state: 'active', startedAt: ago(600), lastSuccessAt: ago(3), nextCheckAt: ago(-60) }
const gear = (page: Page) => page.getByRole('button', { name: 'Settings', exact: true })

interface Linked {
  readonly localId: string
  readonly change: object
}

/** Cho Min on both sides, linked; `tombstone`: deleted in Google. */
async function linked(app: App, rows: SyncRows, tombstone: 'remote' | null = null): Promise<Linked> {
  const [ours, theirs] = [
    { firstName: 'Cho', lastName: 'Min', title: 'Partner', sortKey: 'min cho', search: 'cho min' },
    { firstName: 'Cho', lastName: 'Min', title: 'Judge' },
  ]
  const ends = await insertPair(app, rows, ours, theirs)
  const base = JSON.stringify(contact({ firstName: 'Cho', lastName: 'Min', title: 'Clerk' }))
  const linkId = crypto.randomUUID()
  await app.database.query(
    `insert into "Link" (id, "firmId", "syncId", "localId", "remoteId", "baseLocal", "baseRemote", "localVersion", "remoteVersion",
       "baseAt", tombstone, "tombstoneAt")
     values ($1, $2, $3, $4, $5, $6, $6, 1, '1', now(), $7, $8)`,
    [
      ...[linkId, rows.firmId, rows.syncId, ends.localId, ends.remoteId, base],
      ...[tombstone, tombstone && new Date()],
    ],
  )
  return { localId: ends.localId, change: { ...ends, linkId } }
}

async function running(page: Page, app: App) {
  await startSignedIn(page, app, ANA)
  const rows = await insertSync(app, ANA, active)
  const run = await insertRun(app, rows, { kind: 'scheduled', state: 'done', full: false, endedAt: ago(3) })
  return { rows, run }
}

test('a conflict is said on the gear, above the list, in the list and on the contact, and each leads to it', async ({
  page,
  app,
}) => {
  const { rows, run } = await running(page, app)
  const { localId, change } = await linked(app, rows)
  await page.goto(`/contacts/${localId}`)
  await expect(page.getByText('In Google since')).toBeVisible()
  await expect(gear(page)).not.toHaveAccessibleDescription(/./)

  const asked = conflictOf('title', '', 'Clerk', { local: 'Partner', remote: 'Judge' }, false)
  await insertChange(app, rows, run, {
    ...{ name: 'Cho Min', kind: 'update', group: 'decide' },
    body: { conflicts: [asked] },
    more: { ...change, state: 'waiting', undecided: true },
  })
  await page.getByRole('link', { name: 'Contacts', exact: true }).click()
  // The header was rendered before; it asks again on each page.
  await expect(gear(page)).toHaveAccessibleDescription('1 contact needs your decision.')
  await expect(page.getByText('1 contact needs your decision.').last()).toBeVisible()
  const row = page.getByRole('row').filter({ hasText: 'Cho Min' })
  await expect(row.getByText('Needs your decision')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)

  await row.getByRole('link', { name: 'Cho Min' }).click()
  const google = page.getByRole('region', { name: 'Google' })
  await expect(google.getByText('Title differs in Google: needs your decision')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await google.getByRole('link', { name: 'Review' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Cho Min', exact: true })).toBeVisible()
  await expect(page.getByRole('radio', { name: /Keep Clio’s/ })).toBeVisible()

  await gear(page).click()
  await expect(
    page.getByRole('link', { name: 'Contact and Calendar Sync', exact: true }),
  ).toHaveAccessibleDescription('1 contact needs your decision.')
  await expectAccessible(page)
})

test('a failing write and lost access are said on the contact', async ({ page, app }) => {
  const { rows, run } = await running(page, app)
  const { localId, change } = await linked(app, rows)
  const error = { kind: 'rejected', field: 'emails', message: 'Not an address.' }
  await insertChange(app, rows, run, {
    ...{ name: 'Cho Min', kind: 'update', group: 'update' },
    more: { ...change, state: 'failed', error },
  })
  await page.goto(`/contacts/${localId}`)
  const google = page.getByRole('region', { name: 'Google' })
  await expect(google.getByText('Could not be synced. Google does not accept its email.')).toBeVisible()
  await expectAccessible(page)
  await google.getByRole('link', { name: 'See why and retry' }).click()
  await expect(page.getByRole('region', { name: 'Could not be synced' })).toBeVisible()

  await app.database.query(`update "Connection" set "consentLostAt" = now() where id = $1`, [
    rows.connectionId,
  ])
  await page.goto(`/contacts/${localId}`)
  await expect(google.getByText('Not syncing: Concord has lost access to this account')).toBeVisible()
  await expect(gear(page)).toHaveAccessibleDescription(
    'Google Contacts no longer sync: Concord has lost access.',
  )
  await expectAccessible(page)
  await expectReflow(page)
  await page.goto('/contacts')
  await expect(
    page.getByRole('paragraph').filter({ hasText: 'Concord has lost access' }).last(),
  ).toBeVisible()
  await page.getByRole('link', { name: 'Reconnect' }).click()
  await expect(page.getByRole('button', { name: 'Reconnect' })).toBeVisible()
})

test('Restore to Google says that it is being done, also after a reload, and stands in the history', async ({
  page,
  app,
}) => {
  const { rows } = await running(page, app)
  const { localId } = await linked(app, rows, 'remote')
  await page.goto(`/contacts/${localId}`)
  await page.getByRole('button', { name: 'Restore to Google' }).click()
  const google = page.getByRole('region', { name: 'Google' })
  await expect(google.getByText('Adding to Google…')).toBeVisible()
  await page.reload()
  await expect(google.getByText('Adding to Google…')).toBeVisible()
  await expect(page.getByText(/Restored to Google by .* \(ana@example.com\)/)).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
})

test('with nothing waiting the review page says so once', async ({ page, app }) => {
  await running(page, app)
  await page.goto(`${SYNC_PAGE}/preview`)
  await expect(page.getByText('Nothing is waiting for your decision.')).toBeVisible()
  await expect(page.getByText(/All clear|Everything is answered|These contacts/)).toHaveCount(0)
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('link', { name: 'Back to the sync' }).click()
  await expect(page).toHaveURL(new RegExp(`${SYNC_PAGE}$`))
})

test('a run that lost access says so in the history', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  const rows = await insertSync(app, ANA, active)
  await insertRun(app, rows, { kind: 'scheduled', state: 'reading', full: false, waitKind: 'consent' })
  await app.database.query(`update "Connection" set "consentLostAt" = now() where id = $1`, [
    rows.connectionId,
  ])
  await page.goto(SYNC_PAGE)
  const history = page.getByRole('region', { name: 'History' })
  await expect(history.getByText('Lost access to Google')).toBeVisible()
  await expect(history.getByText('Reading')).toHaveCount(0)
})
