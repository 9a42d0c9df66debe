// Questions that are answered together, and the way back; why two were taken for the same, and how much each reason counts.
import { expect, type Page } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { type App, test } from './fixtures/app'
import { startSignedIn } from './fixtures/people'
import { openRow } from './fixtures/sync'
import { insertChange, insertPair, insertRun, insertSync, type SyncRows } from './fixtures/sync-rows'

const ANA = 'ana@example.com'
const PREVIEW = '/settings/sync/google/preview'

/** Three questions that are very likely one person, two that may be, twins, and one pair that was linked by the rule. */
async function preview(page: Page, app: App) {
  await startSignedIn(page, app, ANA)
  const rows = await insertSync(app, ANA)
  const run = await insertRun(app, rows, { state: 'ready', readyAt: new Date() })
  for (const name of ['Abel', 'Cain', 'Seth']) await question(app, rows, run, name, 0.98)
  for (const name of ['Enos', 'Jared']) await question(app, rows, run, name, 0.6)
  await question(app, rows, run, 'Mona', 0.98, [
    { kind: 'differs', field: 'firstName', local: 'Mona', remote: 'Lisa', weight: 'strongly against' },
  ])
  const ends = await insertPair(
    app,
    rows,
    { firstName: 'Zoe', lastName: 'Roth' },
    { firstName: 'Zoe', lastName: 'Roth' },
  )
  await insertChange(app, rows, run, {
    ...{ name: 'Zoe Roth', kind: 'link', group: 'link' },
    body: {
      reasons: [
        { kind: 'sameNameAndEmail', email: 'zoe@example.com' },
        { kind: 'agrees', field: 'emails', value: 'zoe@example.com', weight: 'very strong' },
        { kind: 'differs', field: 'phones', local: '1', remote: '2', weight: 'against' },
      ],
    },
    more: ends,
  })
}

async function question(
  app: App,
  rows: SyncRows,
  run: string,
  firstName: string,
  probability: number,
  more: readonly Record<string, string>[] = [],
) {
  const value = { firstName, lastName: 'Przybylski' }
  const ends = await insertPair(app, rows, value, value)
  await insertChange(app, rows, run, {
    ...{ name: `${firstName} Przybylski`, kind: 'question', group: 'decide' },
    body: {
      probability,
      reasons: [{ kind: 'agrees', field: 'lastName', value: 'Przybylski', weight: 'strong' }, ...more],
    },
    more: { ...ends, undecided: true },
  })
}

test('questions of a class are answered together by keyboard, and the answers are taken back after a reload', async ({
  page,
  app,
}) => {
  await preview(page, app)
  await page.goto(PREVIEW)
  await expect(page.getByRole('link', { name: '6 need a decision' })).toBeVisible()
  await expect(page.getByText('Same last name: Przybylski (strong)').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Keep all 6 separate' })).toBeVisible()
  await page.getByRole('button', { name: 'Link all 3 that are very likely' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('You linked 3 pairs.')).toBeVisible()
  await expect(page.getByRole('button', { name: /very likely/ })).toHaveCount(0)
  await expectAccessible(page)
  await expectReflow(page)

  await page.getByRole('button', { name: 'Keep all 3 separate' }).click()
  await expect(page.getByText('You kept 3 pairs separate.')).toBeVisible()
  await page.reload()
  await expect(page.getByText('You kept 3 pairs separate.')).toBeVisible()
  const undo = page.getByRole('button', { name: 'Undo', exact: true })
  await undo.press('Enter')
  await expect(page.getByText('You linked 3 pairs.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Keep all 3 separate' })).toBeVisible()
  // The first press is done once the button takes another one.
  await expect(undo).toBeEnabled()
  await undo.press('Enter')
  await expect(page.getByRole('button', { name: 'Link all 3 that are very likely' })).toBeVisible()
  await expect(page.getByText('together:')).toHaveCount(0)
})

test('a row says which question is very likely one person, and twins are asked about with what speaks against it', async ({
  page,
  app,
}) => {
  await preview(page, app)
  await page.goto(PREVIEW)
  await expect(page.getByRole('row', { name: /Abel/ }).first()).toContainText('Very likely: same last name')
  const twins = page.getByRole('row', { name: /Mona/ }).first()
  await expect(twins).toContainText('Different first name · Same last name')
  await expect(twins).not.toContainText(/very likely/i)
  await openRow(page, 'Mona Przybylski')
  await expect(page.getByText('Perhaps the same person')).toBeVisible()
  await expect(
    page.getByText(
      'Why: Different first name: Mona and Lisa (strongly against) · Same last name: Przybylski (strong)',
    ),
  ).toBeVisible()
})

test('a pair that was linked without asking says why, with how much each reason counts', async ({
  page,
  app,
}) => {
  await preview(page, app)
  await page.goto(`${PREVIEW}?view=link`)
  await openRow(page, 'Zoe Roth')
  const reason = page.getByText('Same email: zoe@example.com (very strong)')
  await expect(reason).toBeHidden()
  await page.locator('summary', { hasText: 'Why' }).press('Enter')
  await expect(reason).toBeVisible()
  await expect(page.getByText('Different phone: 1 and 2 (against)')).toBeVisible()
  await expectAccessible(page)
})
