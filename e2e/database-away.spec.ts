// The database goes away under an open page, and comes back.
import { expect } from '@playwright/test'
import { Client } from 'pg'
import { expectAccessible } from './fixtures/accessible'
import { type App, test } from './fixtures/app'
import { signIn } from './fixtures/people'
import { ANA, SYNC_PAGE } from './fixtures/sync'

/** Nobody reaches the app's database while the work goes on; its server serves the others. */
async function withoutDatabase({ database }: App, work: () => Promise<void>): Promise<void> {
  const { host, port, user, password, database: name } = database
  const server = new Client({
    host,
    port,
    database: 'postgres',
    ...(user && { user }),
    ...(password && { password }),
  })
  await server.connect()
  const allow = (yes: boolean) => server.query(`alter database "${name}" with allow_connections ${yes}`)
  await allow(false)
  await server.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name <> $2`,
    [name, 'the test'],
  )
  try {
    await work()
  } finally {
    await allow(true)
    await server.end()
  }
}

test('pages say that the database is away, and come back by themselves', async ({ page, app }) => {
  await signIn(page, ANA)
  await app.database.query(`set application_name = 'the test'`)
  await page.goto(SYNC_PAGE)
  await withoutDatabase(app, async () => {
    await page.reload()
    await expect(page.getByText('The database is not responding.')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Concord is not available right now' })).toBeVisible()
  })
  await expect(page.getByRole('button', { name: 'Set Up Sync' })).toBeVisible()
})

test('a form that is sent meanwhile keeps what was typed, and blames the database', async ({ page, app }) => {
  await signIn(page, ANA)
  await app.database.query(`set application_name = 'the test'`)
  await page.goto('/contacts/new?kind=person')
  await page.getByLabel('First name').fill('Ana')
  await withoutDatabase(app, async () => {
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Concord’s database is not responding right now')).toBeVisible()
    await expectAccessible(page)
  })
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'Ana', exact: true })).toBeVisible()
})
