// A server that dies in the middle of a preview and of a first sync.
import { expect } from '@playwright/test'
import { test } from './fixtures/app'
import { startSignedIn } from './fixtures/people'
import { ANA, contactsPanel, expectInSync, person, SYNC_PAGE, setUpSync } from './fixtures/sync'

test('reload, a second tab and a killed server during the preview and the first sync: it goes on, nothing is doubled', async ({
  page,
  app,
  context,
}) => {
  // Twice the account's lane rests until a dead worker's lease is over, and what that worker had sent is looked for later.
  test.setTimeout(300_000)
  const { google } = app
  await startSignedIn(page, app, ANA)
  google.addPersons({
    account: ANA,
    persons: Array.from({ length: 3_000 }, (_, at) => person(`Given${at}`, `Family${at}`)),
  })
  await app.database.query(
    `insert into "Contact" (id, "firmId", value, "sortKey", search)
     select gen_random_uuid(), f.id, jsonb_build_object('firstName', 'Ours' || n, 'lastName', 'Contact' || n,
       'emails', jsonb_build_array(jsonb_build_object('value', 'ours' || n || '@example.com', 'label', ''))), 'contact' || n, 'ours' || n
     from "Firm" f, generate_series(1, 900) n`,
  )
  google.setSwitches({ readMs: 1_500, mutationMs: 1_500 })
  await setUpSync(page, ANA)
  await contactsPanel(page).getByRole('button', { name: 'Sync' }).click()
  await expect(page.getByRole('progressbar')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('progressbar')).toBeVisible()
  const tab = await context.newPage()
  await tab.goto(SYNC_PAGE)
  await expect(tab.getByRole('progressbar')).toBeVisible()
  await app.killAndRestart()
  await page.goto(SYNC_PAGE)
  await page.getByRole('link', { name: 'Review changes' }).click({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Start Sync' }).click()
  await expect(
    contactsPanel(page)
      .getByText(/Writing/)
      .first(),
  ).toBeVisible()
  // In the middle of the writes to Google.
  await expect.poll(() => google.persons({ account: ANA }).length, { timeout: 60_000 }).toBeGreaterThan(3_000)
  await app.killAndRestart()
  google.setSwitches({ readMs: 0, mutationMs: 0 })
  await page.goto(SYNC_PAGE)
  await expect.poll(() => google.persons({ account: ANA }).length, { timeout: 60_000 }).toBe(3_900)
  await expectInSync(page)
  // What was on its way when the server died is looked for and adopted with one of the next checks.
  const settled = async () => {
    const { rows } = await app.database.query(
      `select (select count(*)::int from "Contact") as here, (select count(*)::int from "Link") as links`,
    )
    return rows
  }
  await expect.poll(settled, { timeout: 120_000 }).toEqual([{ here: 3_900, links: 3_900 }])
  expect(google.persons({ account: ANA })).toHaveLength(3_900)
  expect(google.counts().overlaps).toBe(0)
})
