// The list of contacts: its order, its filters, its rows, and what is done with several at once.
import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { type App, test } from './fixtures/app'
import { signIn, startSignedIn } from './fixtures/people'
import { ANA } from './fixtures/sync'
import { insertChange, insertRun, insertSync } from './fixtures/sync-rows'

/** People and companies, each changed an hour before the one before. */
async function insertContacts(app: App, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await app.database.query<{ id: string; name: string }>(
    `insert into "Contact" (id, "firmId", value, "sortKey", search, "updatedAt")
     select gen_random_uuid(), f.id,
       case when n.called like '% LLP' then jsonb_build_object('kind', 'company', 'company', n.called)
         else jsonb_build_object('kind', 'person', 'firstName', n.called, 'emails',
           jsonb_build_array(jsonb_build_object('value', lower(n.called) || '@example.com', 'label', ''))) end,
       lower(n.called), lower(n.called), now() - n.place * interval '1 hour'
     from "Firm" f, unnest($1::text[]) with ordinality as n(called, place)
     returning id, coalesce(value->>'company', value->>'firstName') as name`,
    [names],
  )
  return new Map(rows.map(({ id, name }) => [name, id]))
}

const names = (page: Page) => page.getByRole('table').locator('th[scope=row] a[data-row] > .truncate')

test('the list is sorted by name and by the last change, and says by which', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  await insertContacts(app, ['Cho', 'Ana', 'Ben'])
  await page.reload()
  await expect(names(page)).toHaveText(['Ana', 'Ben', 'Cho'])
  const byName = page.getByRole('columnheader', { name: 'Name' })
  const byChange = page.getByRole('columnheader', { name: 'Last changed' })
  await expect(byName).toHaveAttribute('aria-sort', 'ascending')
  await byName.getByRole('link').click()
  await expect(names(page)).toHaveText(['Cho', 'Ben', 'Ana'])
  await expect(byName).toHaveAttribute('aria-sort', 'descending')
  await byChange.getByRole('link').click()
  await expect(names(page)).toHaveText(['Cho', 'Ana', 'Ben'])
  await expect(byChange).toHaveAttribute('aria-sort', 'descending')
  await expect(byName).toHaveAttribute('aria-sort', 'none')
  await page.getByLabel('Search contacts').fill('b')
  await expect(page.getByRole('row', { name: 'Cho' })).toBeHidden()
  await expect(page).toHaveURL(/sort=changed&q=b/)
  await expectAccessible(page)
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto('/contacts')
  await page.getByRole('navigation', { name: 'Sort' }).getByRole('link', { name: 'Last changed' }).click()
  await expect(names(page)).toHaveText(['Cho', 'Ana', 'Ben'])
  await expectReflow(page)
})

test('on a phone the first contact is near the top, and one menu has what is rarely needed', async ({
  page,
  app,
}) => {
  await startSignedIn(page, app, ANA)
  await insertContacts(app, ['Ana', 'Ben'])
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto('/contacts')
  const first = await page.getByRole('row', { name: 'Ana' }).boundingBox()
  expect(first?.y).toBeLessThan(370)
  await expect(page.getByRole('link', { name: 'Duplicates' })).toBeHidden()
  await page.getByText('More', { exact: true }).click()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('link', { name: 'New Company' }).click()
  await expect(page.getByRole('heading', { name: 'New Company' })).toBeVisible()
})

test('filters combine with a search, and know the person’s own sync', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  const ids = await insertContacts(app, ['Ana', 'Ben', 'Lima LLP', 'Benson LLP'])
  await page.reload()
  const show = page.getByRole('navigation', { name: 'Show' })
  await expect(show.getByRole('link', { name: 'All' })).toHaveAttribute('aria-current', 'page')
  await expect(show.getByRole('link', { name: 'Synced', exact: true })).toBeHidden()
  await show.getByRole('link', { name: 'Companies' }).click()
  await expect(names(page)).toHaveText(['Benson LLP', 'Lima LLP'])
  await page.getByLabel('Search contacts').fill('ben')
  await expect(names(page)).toHaveText(['Benson LLP'])
  await expect(page.getByRole('status')).toHaveText('1 contact found')
  await show.getByRole('link', { name: 'People' }).click()
  await expect(names(page)).toHaveText(['Ben'])

  const sync = await insertSync(app, ANA, { state: 'active' })
  const link = (name: string) =>
    app.database.query(
      `insert into "Link" (id, "firmId", "syncId", "localId", "remoteId", "baseLocal", "baseRemote",
         "localVersion", "remoteVersion", "baseAt")
       values (gen_random_uuid(), $1, $2, $3::text::uuid, $3, '{}', '{}', 1, '1', now())`,
      [sync.firmId, sync.syncId, ids.get(name)],
    )
  await link('Ana')
  await link('Ben')
  const run = await insertRun(app, sync, { state: 'done', endedAt: new Date() })
  await insertChange(app, sync, run, {
    ...{ name: 'Ben', kind: 'update', group: 'update' },
    more: {
      state: 'failed',
      localId: ids.get('Ben'),
      error: { kind: 'rejected', message: 'x', field: null },
    },
  })
  await page.goto('/contacts')
  await show.getByRole('link', { name: 'Synced', exact: true }).click()
  await expect(names(page)).toHaveText(['Ana', 'Ben'])
  await show.getByRole('link', { name: 'Not synced' }).click()
  await expect(names(page)).toHaveText(['Benson LLP', 'Lima LLP'])
  await show.getByRole('link', { name: 'Needs attention' }).click()
  await expect(names(page)).toHaveText(['Ben'])
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByLabel('Search contacts').fill('lima')
  await expect(page.getByText('No contact that needs attention matches “lima”')).toBeVisible()
})

test('a click anywhere on a row opens it, and its text can be selected', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  await insertContacts(app, ['Ana', 'Ben'])
  await page.reload()
  const row = page.getByRole('row', { name: 'Ana' })
  const box = await row.boundingBox()
  if (!box) throw new Error('no row')
  await page.mouse.click(box.x + box.width - 4, box.y + box.height / 2)
  await expect(page.getByRole('heading', { name: 'Ana' })).toBeVisible()
  await page.goBack()
  const email = row.getByText('ana@example.com')
  const text = await email.boundingBox()
  if (!text) throw new Error('no address')
  await page.mouse.move(text.x + 1, text.y + text.height / 2)
  await page.mouse.down()
  await page.mouse.move(text.x + text.width - 1, text.y + text.height / 2, { steps: 5 })
  await page.mouse.up()
  expect(await page.evaluate(() => String(window.getSelection()))).toContain('@example')
  await expect(page.getByRole('heading', { name: 'Contacts', exact: true })).toBeVisible()
  await page.getByRole('row', { name: 'Ben' }).getByText('ben@example.com').click()
  await expect(page.getByRole('heading', { name: 'Ben' })).toBeVisible()
  await page.goBack()
  await row.getByLabel('Select Ana').check()
  await expect(page.getByText('1 selected')).toBeVisible()
})

test('several contacts are deleted after a question, but for those of matters, and come back', async ({
  page,
  app,
}) => {
  await startSignedIn(page, app, ANA)
  const ids = await insertContacts(app, ['Ana', 'Ben', 'Cho', 'Dov'])
  await app.database.query(
    `insert into "Matter" (id, "firmId", number, description, "clientId", "sortKey", search)
     select gen_random_uuid(), "firmId", '7', 'Lease', id, '7', '7' from "Contact" where id = $1`,
    [ids.get('Cho')],
  )
  await page.goto('/contacts?sort=name-desc')
  for (const name of ['Ana', 'Ben', 'Cho']) await page.getByLabel(`Select ${name}`).check()
  await page.getByRole('button', { name: 'Delete selected' }).click()
  await expect(page.getByRole('heading', { name: 'Delete 2 contacts?' })).toBeVisible()
  await expect(page.getByRole('list', { name: 'To be deleted' })).toContainText('Ana')
  await expect(page.getByRole('list', { name: 'Not deleted' })).toContainText('Cho')
  await expect(page.getByRole('listitem').filter({ hasText: 'Client: Cho' })).toContainText('Lease')
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('button', { name: 'Delete 2 contacts' }).click()
  await expect(page.getByRole('alert').filter({ hasText: '2 contacts were deleted' })).toBeVisible()
  await expect(names(page)).toHaveText(['Dov', 'Cho'])
  await expect(page).toHaveURL(/\/contacts\?sort=name-desc$/)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('2 contacts were restored.')).toBeVisible()
  await expect(names(page)).toHaveText(['Dov', 'Cho', 'Ben', 'Ana'])
})

test('the selected contacts are exported, and nobody else', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  await insertContacts(app, ['Ana', 'Ben', 'Cho'])
  await page.reload()
  await page.getByLabel('Select Ana').check()
  await page.getByLabel('Select Cho').check()
  const files = { 'Export vCard': /^FN/m, 'Export CSV': /^First Name/m }
  for (const [name, heading] of Object.entries(files)) {
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name }).click()
    const text = await readFile(await (await download).path(), 'utf8')
    expect(text).toMatch(heading)
    expect(text).toContain('ana@example.com')
    expect(text).toContain('cho@example.com')
    expect(text).not.toContain('ben@example.com')
  }
  await expect(page.getByText('2 selected')).toBeVisible()
})

test('without script the list is sorted and filtered, and several contacts are deleted', async ({
  browser,
  app,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: app.url })
  const page = await context.newPage()
  await signIn(page, ANA)
  await insertContacts(app, ['Ana', 'Ben', 'Lima LLP'])
  await page.goto('/contacts')
  await page.getByRole('navigation', { name: 'Show' }).getByRole('link', { name: 'People' }).click()
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('link').click()
  await expect(names(page)).toHaveText(['Ben', 'Ana'])
  await page.getByLabel('Select Ana').check()
  await page.getByRole('button', { name: 'Delete selected' }).click()
  await page.getByRole('button', { name: 'Delete 1 contact' }).click()
  await expect(page.getByText('Ana was deleted')).toBeVisible()
  await expect(names(page)).toHaveText(['Ben'])
  await context.close()
})
