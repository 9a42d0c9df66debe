// The review page on a narrow screen: whatever notice stands above the list, its first row is seen without scrolling. The question that
// Discard asks is no notice: it is answered first.
import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './fixtures/accessible'
import { type App, test } from './fixtures/app'
import { PREVIEW, sceneOf } from './fixtures/states'
import { insertSync } from './fixtures/sync-rows'

interface Case {
  /** The beginning of the notice. */
  readonly notice: string | RegExp
  /** Statements that bring it about, and those that take it back. */
  readonly set: readonly string[]
  readonly unset?: readonly string[]
}

const CASES: Readonly<Record<string, Case>> = {
  'changed since it was compared': {
    notice: 'Changed since compared',
    set: [`update "Run" set "readyAt" = now() - interval '12 minutes'`],
    unset: [`update "Run" set "readyAt" = now()`],
  },
  'settings changed, and contacts': {
    notice: 'Changed since compared',
    set: [
      `update "Run" set settings = '{"onConflict":"local","onLocalDelete":"keep"}', "readyAt" = now() - interval '12 minutes'`,
    ],
    unset: [`update "Run" set settings = null, "readyAt" = now()`],
  },
  'only some are synced': {
    notice: 'Only some contacts are synced',
    set: [
      `update "Run" set "leftOut" = '{"direction":"toLocal","only":"labels","stay":{"local":12,"remote":7},"unchosen":40}'`,
    ],
    unset: [`update "Run" set "leftOut" = null`],
  },
  'one way': {
    notice: 'This sync goes one way',
    set: [`update "Run" set "leftOut" = '{"direction":"toLocal","stay":{"local":12,"remote":0}}'`],
    unset: [`update "Run" set "leftOut" = null`],
  },
  'duplicates in the account': {
    notice: '2 contacts in Google look like 1 person.',
    set: [
      `insert into "Item" ("syncId", "firmId", "remoteId", version, value, "seenAt") select id, "firmId", 'people/twin' || n, '1', '{}', now() from "Sync", generate_series(1, 2) n`,
      `insert into "AccountDuplicates" (id, "firmId", "syncId", "remoteIds", probability) select gen_random_uuid(), "firmId", id, '{people/twin1,people/twin2}', 0.9 from "Sync"`,
    ],
    unset: [`delete from "AccountDuplicates"`, `delete from "Item" where "remoteId" like 'people/twin%'`],
  },
  'an account that will be full': {
    notice: 'Your Google account will be full',
    set: [
      `insert into "Item" ("syncId", "firmId", "remoteId", version, value, "seenAt") select id, "firmId", 'people/many' || n, '1', '{}', now() from "Sync", generate_series(1, 25000) n`,
      `insert into "Change" (id, "firmId", "syncId", "runId", kind, "localId", body, "group", name, "sortKey", search) select gen_random_uuid(), "firmId", "syncId", "runId", 'createRemote', gen_random_uuid(), jsonb_set(body, '{local}', 'null') || jsonb_build_object('remote', body->'local'), 'addRemote', 'Zoe', 'zoe', 'zoe' from "Change" where kind = 'createLocal' limit 1`,
    ],
    unset: [
      `delete from "Item" where "remoteId" like 'people/many%'`,
      `delete from "Change" where name = 'Zoe'`,
    ],
  },
  'labels and tags': {
    notice: 'Labels and tags',
    set: [`update "Sync" set settings = settings || '{"keepLabels":true}'`],
    unset: [`update "Sync" set settings = settings - 'keepLabels'`],
  },
  'questions answered together': {
    notice: /^You linked 1 pair/,
    set: [
      `update "Change" set answers = answers || '{"samePerson":"link","batch":"00000000-0000-4000-8000-000000000009"}' where kind = 'question'`,
    ],
    unset: [`update "Change" set answers = '{}' where kind = 'question'`],
  },
}

async function run(app: App, statements: readonly string[] = []) {
  for (const statement of statements) await app.database.query(statement)
}

/** The first row, with what will happen to it, ends above the bar at the foot. */
async function expectFirstRowSeen(page: Page) {
  const row = page.getByRole('table', { name: 'Changes' }).getByRole('row').nth(1)
  await expect(row).toBeVisible()
  const end = (await row.boundingBox()) ?? { y: 0, height: 9_999 }
  const bar = await page.getByRole('region', { name: 'Start' }).boundingBox()
  expect(end.y + end.height).toBeLessThanOrEqual(bar?.y ?? 0)
}

test('the first row of a preview is within one screen of 360 x 740, whatever notice shows', async ({
  page,
  app,
}) => {
  test.setTimeout(240_000)
  await sceneOf('preview').set(page, app)
  await run(app, [`update "Run" set "readyAt" = now()`])
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(PREVIEW)
  await expect(page.getByRole('heading', { name: 'Review changes' })).toBeVisible()
  await expectFirstRowSeen(page)
  for (const [name, { notice, set, unset }] of Object.entries(CASES))
    await test.step(name, async () => {
      await run(app, set)
      await page.goto(`${PREVIEW}?view=all`)
      await expect(page.getByText(notice).first()).toBeVisible()
      await expectFirstRowSeen(page)
      await run(app, unset)
    })
  await test.step('other people who sync', async () => {
    const { rows } = await app.database.query<{ firmId: string }>(`select "firmId" from "User"`)
    await app.database.query(
      `insert into "User" (id, "firmId", subject, email, name, role) values (gen_random_uuid(), $1, 'ben', 'ben@example.com', 'Ben Okafor', 'member')`,
      [rows[0]?.firmId],
    )
    await insertSync(app, 'ben@example.com', { state: 'active', startedAt: new Date() })
    await page.goto(`${PREVIEW}?view=all`)
    await expect(page.getByText(/^Your firm/).first()).toBeVisible()
    await expectFirstRowSeen(page)
  })
  await test.step('all of it is one press away', async () => {
    await expect(page.getByText(/new contacts will also reach the account of/)).toBeVisible()
    const notice = page.getByText(/^Your firm/).first()
    const closed = (await notice.boundingBox())?.width ?? 0
    await page.getByRole('checkbox', { name: 'More of this notice' }).first().focus()
    await page.keyboard.press('Space')
    expect(closed).toBeGreaterThan(0)
    await expect(page.getByRole('checkbox', { name: 'More of this notice' }).first()).toBeChecked()
    await expectAccessible(page, ['best-practice'])
  })
})

test('the first row of what a guard stopped is within one screen of 360 x 740', async ({ page, app }) => {
  await sceneOf('preview').set(page, app)
  await app.database.query(
    `update "Run" set kind = 'scheduled', state = 'comparing', "readyAt" = null, "waitKind" = 'guard', "waitingSince" = now(),
       problem = '{"kind":"guard","guards":[{"kind":"manyOverwrites","count":9800,"of":10000}]}'`,
  )
  await app.database.query(`update "Sync" set state = 'active', "startedAt" = now()`)
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(`${PREVIEW}?view=all`)
  await expect(page.getByText('Unusual changes')).toBeVisible()
  await expectFirstRowSeen(page)
})

test('the answers to "Same person?" are seen once the row is opened, and while the person reads', async ({
  page,
  app,
}) => {
  await sceneOf('preview').set(page, app)
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(`${PREVIEW}?view=all`)
  await page.locator('tbody button[aria-expanded=false]').first().click()
  const link = page.getByRole('button', { name: 'Link', exact: true })
  const separate = page.getByRole('button', { name: 'Keep separate' })
  const bar = page.getByRole('region', { name: 'Start' })
  const expectSeen = async () => {
    const [top, first, second] = await Promise.all(
      [bar, link, separate].map(async (one) => (await one.boundingBox()) ?? { y: 0, height: 0 }),
    )
    for (const answer of [first, second]) {
      expect((answer?.y ?? 0) + (answer?.height ?? 0)).toBeLessThanOrEqual(top?.y ?? 0)
      expect(answer?.y ?? 0).toBeGreaterThanOrEqual(56)
    }
  }
  await expect(link).toBeVisible()
  expect(await page.evaluate(() => window.scrollY)).toBe(0)
  await expectSeen()
  await page.getByText('Why: Same last name').scrollIntoViewIfNeeded()
  expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(100)
  await expectSeen()
})
