// Access to calendars: asked for apart from contacts, and what one of them allows or refuses leaves the other as it was.
import { describe, expect, it } from 'vitest'
import { freshAccessToken } from '@/lib/auth/consent/tokens'
import { google } from '@/lib/providers/google/descriptor'
import { connectionOf } from '@/lib/store/sync/connections'
import { answerAtGoogle, beginWalk, endWalk } from '@/testing/auth/consent-walk'
import { withGoogle } from '@/testing/auth/google-fixture'
import { owner } from '@/testing/database/test-database'
import { isGranted, PURPOSES, type Purpose, scopesFor } from './purpose'

const fixture = withGoogle()
const now = new Date()
const WORK = 'work@example.com'
const OFFICE = 'office@example.com'
const scopes = (purpose: Purpose) => scopesFor(google, purpose)
const problem = (name: string) => ({ kind: 'problem', problem: name })

interface Walk {
  readonly email?: string
  readonly step?: 'allow' | 'cancel'
  /** All that is asked for, if not given. */
  readonly checked?: readonly string[]
}

/** Asks for access, answers on Google's pages and comes back. */
async function ask(purpose: Purpose, { email = WORK, step = 'allow', checked }: Walk = {}) {
  const known = email === WORK ? await connection() : null
  const begun = await beginWalk(fixture.ana(), now, { purpose, known })
  const asked = new URL(begun.url).searchParams.get('scope')?.split(' ')
  const boxes = checked ?? asked ?? []
  const query = await answerAtGoogle(fixture.google().url, { url: begun.url, email, step, scopes: boxes })
  return endWalk(fixture.ana(), now, query, begun)
}

const connection = () => connectionOf(fixture.ana(), 'google')

/** The purposes that the connection allows, as stored, and whether its token is good for reading contacts and listing calendars. */
async function allowed() {
  const found = await connection()
  if (!found) return null
  const token = await freshAccessToken({ id: found.id, firmId: fixture.ana().firmId })
  const works = async (path: string) =>
    (await fetch(`${fixture.google().url}${path}`, { headers: { authorization: `Bearer ${token}` } })).ok
  return {
    account: found.accountEmail,
    purposes: PURPOSES.filter((purpose) => isGranted(found, purpose)),
    contacts: await works('/v1/people/me/connections?personFields=names'),
    calendars: await works('/calendar/v3/users/me/calendarList'),
  }
}

describe('calendar access', () => {
  it('is asked for at the address that the firm has registered, with no word of contacts', async () => {
    const asked = new URL((await beginWalk(fixture.ana(), now, { purpose: 'calendars' })).url).searchParams
    expect(asked.get('scope')).toBe(`openid email ${scopes('calendars').join(' ')}`)
    expect(asked.get('include_granted_scopes')).toBe('true')
    expect(asked.get('access_type')).toBe('offline')
    expect(asked.get('code_challenge_method')).toBe('S256')
    expect(asked.get('redirect_uri')).toBe('http://localhost:3000/api/auth/callback/google-contacts')
  })

  it.each([['ownCalendars'], ['otherCalendars']] as const)('%s asks for one scope more', async (purpose) => {
    const asked = new URL((await beginWalk(fixture.ana(), now, { purpose })).url).searchParams
    expect(asked.get('scope')).toBe(`openid email ${scopes(purpose)[0]}`)
  })

  it('is added to what a connection allows already', async () => {
    const first = await ask('contacts')
    expect(await ask('calendars')).toEqual(first)
    const rest = { account: WORK, contacts: true, calendars: true }
    expect(await allowed()).toEqual({ ...rest, purposes: ['contacts', 'calendars'] })
    expect(await ask('ownCalendars')).toEqual(first)
    expect((await allowed())?.purposes).toEqual(['contacts', 'calendars', 'ownCalendars'])
    expect(await ask('otherCalendars')).toEqual(first)
    expect(await allowed()).toEqual({
      ...rest,
      purposes: ['contacts', 'calendars', 'ownCalendars', 'otherCalendars'],
    })
  })

  it('can come first, and contacts later', async () => {
    const first = await ask('calendars')
    expect(await allowed()).toEqual({
      account: WORK,
      purposes: ['calendars'],
      contacts: false,
      calendars: true,
    })
    expect(await ask('contacts')).toEqual(first)
    expect((await allowed())?.purposes).toEqual(['contacts', 'calendars'])
  })

  it.each([
    ['the person said no', { step: 'cancel' }, 'denied'],
    ['no box was checked', { checked: [] }, 'unticked'],
    ['only the list of calendars was allowed', { checked: [scopes('calendars')[1] ?? ''] }, 'unticked'],
    ['only new calendars were allowed', { checked: [scopes('calendars')[0] ?? ''] }, 'unticked'],
  ] as const)('leaves contacts as they are when %s', async (_, walk, name) => {
    await ask('contacts')
    const before = await owner().connection.findFirst()
    expect(await ask('calendars', walk)).toEqual(problem(name))
    expect(await owner().connection.findFirst()).toEqual(before)
    expect(await allowed()).toEqual({
      account: WORK,
      purposes: ['contacts'],
      contacts: true,
      calendars: false,
    })
  })

  it('connects nothing when it is refused before anything else was allowed', async () => {
    expect(await ask('calendars', { checked: [] })).toEqual(problem('unticked'))
    expect(await connection()).toBeNull()
  })

  it('goes on when contacts are refused', async () => {
    await ask('calendars')
    expect(await ask('contacts', { checked: [] })).toEqual(problem('unticked'))
    expect(await ask('contacts', { step: 'cancel' })).toEqual(problem('denied'))
    expect(await allowed()).toMatchObject({ purposes: ['calendars'], calendars: true })
  })
})

describe('another account', () => {
  it('cannot be chosen for calendars: contacts go on with theirs, and the grant is given back', async () => {
    await ask('contacts')
    expect(await ask('calendars', { email: OFFICE })).toEqual(problem('otherAccount'))
    expect(await allowed()).toMatchObject({ account: WORK, purposes: ['contacts'], contacts: true })
    expect(fixture.google().grants({ account: OFFICE })).toEqual([])
    expect(await owner().connection.count()).toBe(1)
  })

  it('cannot be chosen for contacts while calendars are allowed', async () => {
    await ask('calendars')
    expect(await ask('contacts', { email: OFFICE })).toEqual(problem('otherAccount'))
    expect(await allowed()).toMatchObject({ account: WORK, purposes: ['calendars'], calendars: true })
  })

  it('cannot be chosen for more calendars', async () => {
    await ask('calendars')
    expect(await ask('ownCalendars', { email: OFFICE })).toEqual(problem('otherAccount'))
    expect(await allowed()).toMatchObject({ account: WORK, purposes: ['calendars'] })
  })

  it('can be chosen where nothing but contacts is connected, as before', async () => {
    await ask('contacts')
    expect(await ask('contacts', { email: OFFICE })).toMatchObject({ kind: 'connected' })
    expect(await allowed()).toMatchObject({ account: OFFICE, purposes: ['contacts'] })
  })

  it('can be chosen for calendars after the first was disconnected', async () => {
    await ask('contacts')
    await owner().connection.updateMany({ data: { disconnectedAt: now } })
    expect(await ask('calendars', { email: OFFICE })).toMatchObject({ kind: 'connected' })
    expect(await allowed()).toMatchObject({ account: OFFICE, purposes: ['calendars'] })
  })
})

describe('after access was lost', () => {
  /** Taken back in the Google account, and noticed here. */
  async function lose() {
    fixture.google().revokeGrants({ account: WORK })
    await owner().connection.updateMany({ data: { consentLostAt: now } })
  }

  it.each([['contacts'], ['calendars']] as const)('asking for %s asks for all again', async (purpose) => {
    await ask('contacts')
    await ask('calendars')
    await ask('ownCalendars')
    await lose()
    expect(await ask(purpose)).toMatchObject({ kind: 'connected' })
    expect((await allowed())?.purposes).toEqual(['contacts', 'calendars', 'ownCalendars'])
  })

  it('to calendars alone, asking for calendars asks for all that they had', async () => {
    await ask('contacts')
    await ask('calendars')
    await ask('ownCalendars')
    await owner().connection.updateMany({ data: { calendarsLostAt: now } })
    fixture.google().revokeGrants({ account: WORK })
    expect(await ask('calendars')).toMatchObject({ kind: 'connected' })
    expect((await allowed())?.purposes).toEqual(['contacts', 'calendars', 'ownCalendars'])
    expect((await connection())?.calendarsLostAt).toBeNull()
  })

  it('what is allowed now is all that is stored', async () => {
    await ask('contacts')
    await ask('calendars')
    await lose()
    expect(await ask('contacts', { checked: scopes('contacts') })).toMatchObject({ kind: 'connected' })
    expect(await allowed()).toEqual({
      account: WORK,
      purposes: ['contacts'],
      contacts: true,
      calendars: false,
    })
  })
})

it('an answer counts for what it was asked for, whatever the account allowed before', async () => {
  await ask('contacts')
  const begun = await beginWalk(fixture.ana(), now, { purpose: 'otherCalendars' })
  const url = fixture.google().url
  const query = await answerAtGoogle(url, { url: begun.url, email: WORK, step: 'allow', scopes: [] })
  const other = await beginWalk(fixture.ana(), now, { purpose: 'contacts' })
  // The cookie of another consent of the same person does not fit the answer's state.
  expect(await endWalk(fixture.ana(), now, query, { ...begun, cookie: other.cookie })).toEqual(
    problem('expired'),
  )
  expect(await endWalk(fixture.ana(), now, query, begun)).toEqual(problem('unticked'))
})
