// What the form of a contact asks before it saves and before it is left; and how the list is searched and paged.
import { expect, type Page } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { test } from './fixtures/app'
import { signIn, startSignedIn } from './fixtures/people'

async function fill(page: Page, firstName: string, lastName: string, email = ''): Promise<void> {
  await page.goto('/contacts/new?kind=person')
  await page.getByLabel('First name').fill(firstName)
  await page.getByLabel('Last name').fill(lastName)
  if (email) await page.getByLabel('Email').first().fill(email)
}

const save = (page: Page) => page.getByRole('button', { name: 'Save' }).click()

test.describe('signed in', () => {
  test.beforeEach(({ page, app }) => startSignedIn(page, app, 'ana@example.com'))

  test('what was saved is said on the page, aloud, until the person leaves it', async ({ page }) => {
    await fill(page, 'Zoë', 'Haddad')
    await save(page)
    const added = page.getByText('The contact was added.')
    await expect(added).toBeVisible()
    await expect(page.getByRole('status')).toHaveText('The contact was added')
    await expect(page).toHaveURL(/\/contacts\/[0-9a-f-]{36}$/)
    await expectAccessible(page)
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Zoë Haddad' })).toBeVisible()
    await expect(added).toHaveCount(0)
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByLabel('Nickname').fill('Zo')
    await save(page)
    const saved = page.getByText('Your changes were saved.')
    await expect(saved).toBeVisible()
    await expect(page.getByRole('status')).toHaveText('Your changes were saved')
    await page.getByRole('link', { name: 'Back to the list' }).click()
    await page.getByRole('link', { name: 'Zoë Haddad' }).click()
    await expect(page.getByRole('heading', { name: 'Zoë Haddad' })).toBeVisible()
    await expect(saved).toHaveCount(0)
  })

  test('who is here already is named before a second one is saved, which takes a second Save', async ({
    page,
  }) => {
    await fill(page, 'Zoë', 'O’Neill', 'zoe@oneill.example')
    await save(page)
    await expect(page.getByRole('heading', { name: 'Zoë O’Neill' })).toBeVisible()
    await fill(page, 'zoe', "O'Neill", 'Zoe@ONeill.example')
    await save(page)
    const notice = page.getByRole('alert').filter({ hasText: 'this may be here already' })
    await expect(notice.getByText('has the same name and email address')).toBeVisible()
    await expect(notice.getByRole('link', { name: 'Zoë O’Neill' })).toHaveAttribute('href', /^\/contacts\//)
    await expect(page.getByLabel('First name')).toHaveValue('zoe')
    await expectAccessible(page)
    await expectReflow(page)
    await save(page)
    await expect(page.getByRole('heading', { name: "zoe O'Neill" })).toBeVisible()
    await page.goto("/contacts?q=o'neill")
    await expect(page.getByText('2 contacts found').first()).toBeVisible()
  })

  test('who is here already is named while typing, and Save is not stopped by it once it is another person', async ({
    page,
  }) => {
    await fill(page, 'Maria', 'Silva', 'maria@silva.example')
    await save(page)
    await expect(page.getByRole('heading', { name: 'Maria Silva' })).toBeVisible()
    await page.goto('/contacts/new?kind=person')
    // The form is alive once the button adds a row.
    await page.getByRole('button', { name: 'Add phone' }).click()
    await expect(page.getByLabel('Phone', { exact: true })).toHaveCount(2)
    await page.getByLabel('First name').fill('maria')
    await page.getByLabel('Last name').fill('silva')
    const here = page.getByRole('list', { name: 'Already here' })
    await expect(here).toHaveText('Maria Silva, maria@silva.example is already here.')
    await expect(page.getByRole('status')).toHaveText('Maria Silva, maria@silva.example is already here.')
    await expectAccessible(page)
    await expectReflow(page)
    await page.getByLabel('Email').first().fill('other@silva.example')
    await expect(here).toBeHidden()
    await save(page)
    await expect(page.getByRole('heading', { name: 'maria silva' })).toBeVisible()
  })

  test('a new person starts with the names side by side, a company without the fields of a person', async ({
    page,
  }) => {
    await page.goto('/contacts/new?kind=person')
    await expect(page.getByLabel('First name')).toBeFocused()
    const [first, last] = await Promise.all(
      ['First name', 'Last name'].map((label) => page.getByLabel(label).boundingBox()),
    )
    expect(last?.y).toBe(first?.y)
    await page.goto('/contacts/new?kind=company')
    await expect(page.getByLabel('Company', { exact: true })).toBeFocused()
    await expect(page.getByLabel('First name')).toBeHidden()
    await page.getByText('More fields').click()
    await expect(page.getByLabel('First name')).toBeVisible()
    await expectAccessible(page)
  })

  test('unsaved edits ask before a link, before Back and before closing, and not after Save or Cancel', async ({
    page,
  }) => {
    const asked: string[] = []
    let answer = false
    page.on('dialog', async (dialog) => {
      asked.push(dialog.type())
      await (answer ? dialog.accept() : dialog.dismiss())
    })
    await page.getByRole('button', { name: 'New Person' }).click()
    const name = page.getByLabel('First name')
    // The form is alive once it asks; until then a link leads away as on any page.
    await page.waitForLoadState('networkidle')
    await name.fill('Esther')
    await page.getByRole('link', { name: 'Contacts', exact: true }).click()
    await expect.poll(() => asked).toEqual(['confirm'])
    await expect(name).toHaveValue('Esther')
    await page.goBack()
    await expect.poll(() => asked).toEqual(['confirm', 'confirm'])
    await expect(name).toHaveValue('Esther')
    await page.close({ runBeforeUnload: true })
    await expect.poll(() => asked).toEqual(['confirm', 'confirm', 'beforeunload'])

    await page.getByRole('button', { name: 'Cancel' }).click()
    await expect(page.getByRole('heading', { name: 'Contacts', exact: true })).toBeVisible()
    await page.getByRole('button', { name: 'New Person' }).click()
    await page.getByLabel('First name').fill('Esther')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('heading', { name: 'Esther' })).toBeVisible()
    await page.getByRole('link', { name: 'Contacts', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Contacts', exact: true })).toBeVisible()
    expect(asked).toHaveLength(3)

    await page.getByRole('link', { name: 'Esther' }).click()
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByLabel('Last name').fill('Roth')
    answer = true
    await page.goBack()
    await expect(page.getByRole('link', { name: 'Edit' })).toBeVisible()
    expect(asked).toHaveLength(4)
  })

  test('the pager says which of all the contacts a page shows', async ({ page, app }) => {
    await app.database.query(
      `insert into "Contact" (id, "firmId", value, "sortKey", search)
       select gen_random_uuid(), f.id, jsonb_build_object('firstName', 'Given', 'lastName', 'Family ' || lpad(n::text, 3, '0')), 'family ' || lpad(n::text, 3, '0'), ''
       from "Firm" f, generate_series(1, 120) n`,
    )
    await page.goto('/contacts')
    const pager = page.getByRole('navigation', { name: 'Contacts pages' })
    await expect(pager.getByText('1–50 of 120')).toBeVisible()
    await pager.getByRole('link', { name: 'Next' }).click()
    await expect(pager.getByText('51–100 of 120')).toBeVisible()
    await pager.getByRole('link', { name: 'Next' }).click()
    await expect(pager.getByText('101–120 of 120')).toBeVisible()
    await pager.getByRole('link', { name: 'Previous' }).click()
    await expect(pager.getByText('51–100 of 120')).toBeVisible()
  })
})

test('without script who is here already is named as well', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? '' })
  const page = await context.newPage()
  await signIn(page, 'ana@example.com')
  for (const press of [1, 2]) {
    await fill(page, 'Ana', 'Costa')
    await save(page)
    if (press === 1) await expect(page.getByRole('heading', { name: 'Ana Costa' })).toBeVisible()
  }
  await expect(page.getByText('has the same name')).toBeVisible()
  await save(page)
  await expect(page.getByRole('heading', { name: 'Ana Costa' })).toBeVisible()
  await page.goto('/contacts')
  await expect(page.getByRole('link', { name: 'Ana Costa' })).toHaveCount(2)
  await context.close()
})
