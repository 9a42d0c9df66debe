// What an attacker would try while people sign in and connect accounts: with a link, from another site, with somebody else's answer from Google.
import { expect, type Page } from '@playwright/test'
import { type App, test } from './fixtures/app'
import { chooseAccount, signIn, signOut, startSignIn } from './fixtures/people'
import { ANA, SYNC_PAGE, setUpSync } from './fixtures/sync'

const BEN = 'ben@example.com'
const EVIL = 'https://evil.example'

test('cookies of a session are out of reach of scripts and of other sites', async ({ page, context }) => {
  await signIn(page, ANA)
  await page.goto(SYNC_PAGE)
  await page.getByRole('button', { name: 'Set Up Sync' }).click()
  await expect(page.getByRole('heading', { name: 'Choose an account' })).toBeVisible()
  const cookies = (await context.cookies()).filter(({ name }) => /next-auth|concord/.test(name))
  expect(cookies.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['next-auth.session-token', 'concord.connect']),
  )
  for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  const session = cookies.find(({ name }) => name === 'next-auth.session-token')
  expect((session?.expires ?? 0) * 1000).toBeLessThan(Date.now() + 8 * 24 * 3_600_000)
})

test('reached by https, Concord is asked for by https ever after, and its cookies are bound to its host', async ({
  app,
  request,
}) => {
  const address = 'https://concord.example'
  const server = await app.beside({ NEXTAUTH_URL: address })
  const page = await request.get(`${server.url}/sign-in`)
  const [script] = /\/_next\/static\/[^"]+\.js/.exec(await page.text()) ?? []
  for (const path of ['/sign-in', script, '/contacts/import/upload', '/api/health', '/none']) {
    const { headers } = await fetch(server.url + path)
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
  }
  expect(page.headers()['content-security-policy']).toContain('upgrade-insecure-requests')
  const begun = await startSignIn(request, server.url, address)
  const cookies = begun.headersArray().filter(({ name }) => name.toLowerCase() === 'set-cookie')
  expect(cookies.length).toBeGreaterThanOrEqual(4)
  for (const { value } of cookies) {
    expect(value).toMatch(/^__Host-/)
    expect(value).toMatch(/; Path=\/(;|$)/)
    for (const flag of ['Secure', 'HttpOnly', 'SameSite=Lax'])
      expect(value.toLowerCase()).toContain(`; ${flag.toLowerCase()}`)
  }
  await server.stop()
})

test.describe('who follows a link to sign in', () => {
  const links = [
    EVIL,
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    '/..//evil.example',
    'javascript:alert(1)',
  ]

  test('is not led to another site when signed in already', async ({ page, app }) => {
    await signIn(page, ANA)
    for (const next of links) {
      for (const name of ['next', 'callbackUrl']) {
        await page.goto(`/sign-in?${new URLSearchParams({ [name]: next })}`)
        expect(new URL(page.url()).origin).toBe(app.url)
      }
    }
  })

  test('is not led to another site after signing in', async ({ page, app }) => {
    for (const next of links) {
      await page.context().clearCookies()
      await page.goto(`/sign-in?${new URLSearchParams({ next })}`)
      // What the page would send, and what a forged form could.
      await page.getByRole('button', { name: 'Continue with Google' }).evaluate((button, forged) => {
        const hidden = (button as HTMLButtonElement).form?.elements.namedItem('next') as HTMLInputElement
        hidden.value = forged
      }, next)
      await page.getByRole('button', { name: 'Continue with Google' }).click()
      await chooseAccount(page, ANA)
      await expect(page).toHaveURL(`${app.url}/contacts`)
    }
  })
})

test.describe('what another site sends', () => {
  const posts = ['/sign-in/google', '/sign-out', '/connect/google/start', '/contacts/import/upload']
  for (const address of posts) {
    test(`to ${address} is refused`, async ({ page }) => {
      await signIn(page, ANA)
      for (const headers of [{ origin: EVIL }, { 'sec-fetch-site': 'cross-site' }, { origin: 'null' }, {}]) {
        const answer = await page.request.post(address, { headers, form: { next: '/' }, maxRedirects: 0 })
        expect(answer.status()).toBe(403)
      }
    })
  }

  test('to an action is refused, although it is what our own page sent', async ({ page, app }) => {
    await signIn(page, ANA)
    await page.goto('/settings/users')
    await page.getByLabel('Email').fill(BEN)
    const sent = page.waitForRequest((request) => request.method() === 'POST')
    await page.getByRole('button', { name: 'Invite' }).click()
    const request = await sent
    await expect(page.getByText(`${BEN} can now sign in`)).toBeVisible()
    await app.database.query('delete from "Invitation"')
    const again = async (origin: string) => {
      const sent = Object.entries(await request.allHeaders()).filter(
        ([name]) => !/^:|^content-length$/.test(name),
      )
      const headers = { ...Object.fromEntries(sent), origin }
      const data = request.postDataBuffer() ?? Buffer.alloc(0)
      await page.request.post('/settings/users', { headers, data, maxRedirects: 0 })
      return (await app.database.query('select 1 from "Invitation"')).rowCount
    }
    expect(await again(EVIL)).toBe(0)
    expect(await again(app.url)).toBe(1)
  })
})

test.describe('Google’s answer to the consent', () => {
  const OTHER_BROWSER = 'That took too long, or the response came from another browser'

  test.beforeEach(({ page }) => signIn(page, ANA))

  test('counts once', async ({ page, app }) => {
    const came = page.waitForRequest(/\/api\/auth\/callback\/google-contacts/)
    await setUpSync(page, ANA)
    await app.database.query('update "Connection" set "disconnectedAt" = now()')
    await page.goto((await came).url())
    await expect(page.getByText(OTHER_BROWSER)).toBeVisible()
    expect(await liveConnections(app)).toBe(0)
  })

  test('does not count with another state, or without one', async ({ page, app }) => {
    const answer = new URL(await answerOf(page, app))
    for (const state of ['made up', '']) {
      answer.searchParams.set('state', state)
      await page.goto(answer.href)
      await expect(page.getByText(OTHER_BROWSER)).toBeVisible()
    }
    expect(await liveConnections(app)).toBe(0)
  })

  test('does not count in a browser that did not ask', async ({ page, app, browser }) => {
    const answer = await answerOf(page, app)
    const context = await browser.newContext({ baseURL: app.url })
    const other = await context.newPage()
    await signIn(other, ANA)
    await other.goto(answer)
    await expect(other.getByText(OTHER_BROWSER)).toBeVisible()
    await context.close()
    expect(await liveConnections(app)).toBe(0)
  })

  test('does not count for another person in the same browser, who reads why', async ({ page, app }) => {
    await page.goto('/settings/users')
    await page.getByLabel('Email').fill(BEN)
    await page.getByRole('button', { name: 'Invite' }).click()
    await expect(page.getByText(`${BEN} can now sign in`)).toBeVisible()
    const answer = await answerOf(page, app)
    await page.goto('/contacts')
    await signOut(page)
    await signIn(page, BEN)
    await page.goto(answer)
    await expect(page.getByText('Someone else started this')).toBeVisible()
    expect(await liveConnections(app)).toBe(0)
  })

  /** The address that Google sends the person to after **Allow**; they do not get there. */
  async function answerOf(page: Page, { google }: App): Promise<string> {
    await page.goto(SYNC_PAGE)
    await page.getByRole('button', { name: 'Set Up Sync' }).click()
    await chooseAccount(page, ANA)
    let address = ''
    await page.route(`${google.url}/**`, async (route) => {
      address = (await route.fetch({ maxRedirects: 0 })).headers().location ?? ''
      await route.fulfill({ status: 204 })
    })
    await page.getByRole('button', { name: 'Allow' }).click()
    await expect.poll(() => address).toContain('code=')
    await page.unroute(`${google.url}/**`)
    return address
  }

  async function liveConnections(app: App): Promise<number | null> {
    return (await app.database.query('select 1 from "Connection" where "disconnectedAt" is null')).rowCount
  }
})

test('Google’s answer to signing in does not count in a browser that did not ask', async ({
  page,
  browser,
  app,
}) => {
  await page.goto('/sign-in')
  const came = page.waitForRequest(/\/api\/auth\/callback\/google/)
  await page.getByRole('button', { name: 'Continue with Google' }).click()
  await chooseAccount(page, ANA)
  const answer = (await came).url()
  const context = await browser.newContext({ baseURL: app.url })
  const other = await context.newPage()
  await other.goto(answer)
  await expect(other.getByText('Signing in did not work')).toBeVisible()
  await context.close()
  await page.goto(answer)
  await expect(page).not.toHaveURL(/callback/)
})
