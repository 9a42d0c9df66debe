// Requests that no page of ours makes: odd letters in addresses, methods and actions without an origin, names that tables know
// by themselves. Each gets an answer of ours, with all that an answer says.
import { request as rawRequest } from 'node:http'
import { expect } from '@playwright/test'
import { test } from './fixtures/app'
import { chooseAccount, signIn, signOut } from './fixtures/people'
import { ANA } from './fixtures/sync'

/** As it is, without what a client would mend. */
function send(url: string, method: string, path: string) {
  return new Promise<{ readonly status: number; readonly headers: NodeJS.Dict<string | string[]> }>(
    (resolve, reject) => {
      const { hostname, port } = new URL(url)
      const asked = rawRequest({ hostname, port, method, path }, (answer) => {
        answer.resume()
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers }))
      })
      asked.on('error', reject)
      asked.end()
    },
  )
}

for (const [method, path] of [
  ['GET', '/contacts/%ff'],
  ['GET', '/%'],
  ['TRACE', '/contacts'],
  ['PROPFIND', '/contacts'],
] as const)
  test(`${method} ${path} is refused with all that an answer says`, async ({ app }) => {
    const { status, headers } = await send(app.url, method, path)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
    })
  })

test('names that every table knows by itself, and names said twice, break no page', async ({ page }) => {
  const odd = ['__proto__', 'constructor', 'toString', 'a&NAME=b', '%ff', '%00', '%ed%a0%80']
  const ask = async (path: string, name: string) => {
    for (const value of odd) {
      const answer = await page.request.get(`${path}?${name}=${value.replace('NAME', name)}`)
      expect(`${answer.status()} ${path}?${name}=${value}`).toBe(`200 ${path}?${name}=${value}`)
    }
  }
  for (const name of ['problem', 'error', 'next', 'callbackUrl', 'to']) await ask('/sign-in', name)
  await signIn(page, ANA)
  await ask('/contacts/import', 'problem')
  await ask('/settings/profile', 'ended')
  for (const name of ['problem', 'note']) await ask('/settings/sync/google', name)
  for (const name of ['q', 'after', 'before', 'imported', 'deleted']) await ask('/contacts', name)
  for (const name of ['status', 'q', 'after', 'before']) await ask('/admin/sync', name)
  await ask('/slow-down', 'seconds')
})

test('an action that names no origin does nothing', async ({ page, app }) => {
  await signIn(page, ANA)
  await page.goto('/settings/users')
  await page.getByLabel('Email').fill('ben@example.com')
  const sent = page.waitForRequest((request) => request.method() === 'POST')
  await page.getByRole('button', { name: 'Invite' }).click()
  const request = await sent
  await expect(page.getByText('ben@example.com can now sign in')).toBeVisible()
  await app.database.query('delete from "Invitation"')
  const own = Object.entries(await request.allHeaders()).filter(
    ([name]) => !/^:|^content-length$|^origin$|^referer$|^sec-fetch/.test(name),
  )
  const answer = await page.request.post('/settings/users', {
    headers: Object.fromEntries(own),
    data: request.postDataBuffer() ?? Buffer.alloc(0),
    maxRedirects: 0,
  })
  expect(answer.status()).toBe(403)
  expect((await app.database.query('select 1 from "Invitation"')).rowCount).toBe(0)
})

for (const path of [
  '/contacts?q=%E6%9D%8E',
  '/contacts?q=a%26b%3Dc%2Bd',
  '/contacts?q=100%25',
  '/contacts?q=%2525',
  '/contacts?q=O%E2%80%99Neill',
])
  test(`signing in leads to ${path} to the letter`, async ({ page, app }) => {
    await page.goto(`/sign-in?${new URLSearchParams({ next: path })}`)
    await page.getByRole('button', { name: 'Continue with Google' }).click()
    await chooseAccount(page, ANA)
    await expect(page).toHaveURL(app.url + path)
    await expect(page.getByLabel('Search contacts')).toHaveValue(
      new URL(app.url + path).searchParams.get('q') ?? '',
    )
  })

test('signing out forgets where somebody wanted to go', async ({ page, context }) => {
  await signIn(page, ANA)
  expect((await context.cookies()).map(({ name }) => name)).toContain('next-auth.callback-url')
  await signOut(page)
  expect((await context.cookies()).filter(({ name }) => name.startsWith('next-auth'))).toEqual([])
})
