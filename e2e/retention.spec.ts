// Data retention and Erase this person, as administrators and members meet them.

import { expect, type Page } from '@playwright/test'
import { DAY } from '@/lib/time'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { type App, test } from './fixtures/app'
import { signIn, startSignedIn } from './fixtures/people'
import { contact, insertChange, insertPair, insertRun, insertSync } from './fixtures/sync-rows'

const ANA = 'ana@example.com'
const ago = (days: number) => new Date(Date.now() - days * DAY)

/** A contact added by hand; the address of its page. */
async function addContact(page: Page, lastName: string): Promise<string> {
  await page.goto('/contacts/new')
  await page.getByLabel('First name').fill('Erika')
  await page.getByLabel('Last name').fill(lastName)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: `Erika ${lastName}` })).toBeVisible()
  return new URL(page.url()).pathname
}

async function letBenIn(page: Page): Promise<void> {
  await page.goto('/settings/users')
  await page.getByLabel('Email').fill('ben@example.com')
  await page.getByRole('button', { name: 'Invite' }).click()
  await expect(page.getByText('can now sign in')).toBeVisible()
}

/** A run of forty days ago that changed one contact, and one of 25 days ago that did nothing. */
async function oldHistory(app: App): Promise<void> {
  const rows = await insertSync(app, ANA, { state: 'stopped', startedAt: ago(50) })
  const over = { state: 'done', createdAt: ago(40), endedAt: ago(40) }
  const run = await insertRun(app, rows, over)
  await insertRun(app, rows, { ...over, kind: 'scheduled', createdAt: ago(25), endedAt: ago(25) })
  await insertRun(app, rows, { ...over, kind: 'scheduled', createdAt: ago(1), endedAt: ago(1) })
  const to = contact({ firstName: 'Old', lastName: 'Change' })
  await insertChange(app, rows, run, {
    ...{ name: 'Old Change', kind: 'createLocal', group: 'addLocal' },
    body: { local: { from: null, to } },
    more: { state: 'applied', createdAt: ago(40) },
  })
}

test('an administrator reads what is kept how long, sees what a shorter time erases, and decides', async ({
  page,
  app,
}) => {
  await startSignedIn(page, app, ANA)
  await oldHistory(app)
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('link', { name: 'Data retention' }).click()
  await expect(page.getByRole('heading', { name: 'Data retention' })).toBeVisible()
  await expect(page.getByText('Administrators can see and restore them for 30 days')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)

  const history = page.getByLabel('Days that history keeps its values')
  await expect(history).toHaveValue('365')
  await history.fill('12')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Write a whole number of days from 30 to 3,650.')).toBeVisible()
  await expect(history).toHaveValue('12')

  await history.fill('30')
  await page.getByLabel('Days that sync runs without any change are kept').fill('20')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const ask = page.getByRole('alert').filter({ hasText: 'The next clean-up would erase more' })
  await expect(ask).toContainText('the values of 1 change of syncs')
  await expect(ask).toContainText('1 sync run that did nothing')
  await expectAccessible(page)
  await ask.getByRole('link', { name: 'Keep as it was' }).click()
  await expect(history).toHaveValue('365')

  await history.fill('30')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('button', { name: 'Save and erase' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.reload()
  await expect(history).toHaveValue('30')
})

test('a deleted contact is gone for members, and for administrators after 30 days', async ({
  page,
  app,
  browser,
  baseURL,
}) => {
  await startSignedIn(page, app, ANA)
  await letBenIn(page)
  const address = await addContact(page, 'Deleted')
  const context = await browser.newContext({ baseURL: baseURL ?? '' })
  const bens = await context.newPage()
  await signIn(bens, 'ben@example.com')
  await bens.goto(address)
  await expect(bens.getByRole('heading', { name: 'Erika Deleted' })).toBeVisible()
  await expect(bens.getByRole('button', { name: 'Erase this person' })).toHaveCount(0)
  const id = address.split('/').at(-1)
  await app.database.query(`update "Contact" set "deletedAt" = now() where id = $1`, [id])
  for (const path of [address, `${address}/edit`, `${address}/delete`]) {
    const answer = await bens.goto(path)
    expect(answer?.status()).toBe(404)
    expect(await bens.content()).not.toContain('Erika')
  }
  expect((await bens.goto(`${address}/erase`))?.status()).toBe(403)
  await page.goto(address)
  await expect(page.getByText('This contact was deleted')).toBeVisible()
  await app.database.query(`update "Contact" set "deletedAt" = now() - interval '31 days' where id = $1`, [
    id,
  ])
  expect((await page.goto(address))?.status()).toBe(404)
  expect((await page.goto(`${address}/erase`))?.status()).toBe(404)
  await context.close()
})

test('Erase this person says what goes, what stays and whose account has it, and then it is gone', async ({
  page,
  app,
}) => {
  await startSignedIn(page, app, ANA)
  const rows = await insertSync(app, ANA, { state: 'stopped', startedAt: ago(5) })
  const person = { firstName: 'Erika', lastName: 'Musterfrau' }
  const ends = await insertPair(app, rows, person, person)
  await app.database.query(
    `insert into "Link" (id, "firmId", "syncId", "localId", "remoteId", "baseLocal", "baseRemote", "localVersion", "remoteVersion", "baseAt")
     values (gen_random_uuid(), $1, $2, $3, $4, $5, $5, 1, '1', now())`,
    [rows.firmId, rows.syncId, ends.localId, ends.remoteId, JSON.stringify(contact(person))],
  )
  await page.goto(`/contacts/${ends.localId}`)
  await page.getByRole('button', { name: 'Erase this person' }).click()
  await expect(page.getByRole('heading', { name: 'Erase Erika Musterfrau for good?' })).toBeVisible()
  await expect(page.getByText(`Ana Lima’s account ${ANA}`)).toBeVisible()
  await expect(page.getByText('backups that were made before')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('button', { name: 'Erase for good' }).click()
  await expect(page.getByText('The person was erased.')).toBeVisible()
  expect((await page.goto(`/contacts/${ends.localId}`))?.status()).toBe(404)
  const { rows: left } = await app.database.query(
    `select 1 from "Contact" where id = $1 union all select 1 from "Item" where "remoteId" = $2`,
    [ends.localId, ends.remoteId],
  )
  expect(left).toEqual([])
})
