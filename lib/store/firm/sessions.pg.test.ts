import { beforeEach, describe, expect, it } from 'vitest'
import type { OfFirm } from '@/lib/store/database/cross-tenant'
import { owner, withDatabase } from '@/testing/database/test-database'
import type { Actor } from './actor'
import { invite } from './invitations'
import {
  endSession,
  endSessions,
  IDLE_HOURS,
  openSessions,
  personOf,
  SESSION_SECONDS,
  startSession,
} from './sessions'
import { admit, removeUser } from './users'

withDatabase()

const now = new Date('2026-11-26T09:00:00Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const HOUR = 3600
const ISSUER = 'https://accounts.google.com'

let ana: Actor
let ben: Actor

beforeEach(async () => {
  await owner().firm.deleteMany()
  ana = await enter('ana')
  await invite(ana, 'ben@example.com', 'member')
  ben = await enter('ben')
})

async function enter(name: string): Promise<Actor> {
  const admission = await admit({
    issuer: ISSUER,
    subject: name,
    email: `${name}@example.com`,
    emailVerified: true,
    name,
  })
  if (admission.kind !== 'admitted') throw new Error(`${name} was not let in`)
  const { id, firmId, role } = await owner().user.findUniqueOrThrow({ where: { id: admission.userId } })
  return { userId: id, firmId, role }
}

async function signIn(name: string, browser = 'Chrome on Windows', at = now): Promise<OfFirm> {
  const session = await startSession({ issuer: ISSUER, subject: name }, browser, at)
  if (!session) throw new Error(`${name} has no session`)
  return session
}

const isIn = async (session: OfFirm, at = now) => (await personOf(session, at, true)) !== null
const row = ({ id }: OfFirm) => owner().session.findUniqueOrThrow({ where: { id } })

describe('a session', () => {
  it('identifies its person with their current role', async () => {
    const session = await signIn('ben')
    const expected = { ...ben, name: 'ben', email: 'ben@example.com', timeZone: null, sessionId: session.id }
    expect(await personOf(session, now, true)).toEqual(expected)
    await owner().user.update({ where: { id: ben.userId }, data: { role: 'admin' } })
    expect(await personOf(session, now, true)).toMatchObject({ role: 'admin' })
  })

  it('ends seven days after signing in, however much it is used', async () => {
    const session = await signIn('ana')
    for (let at = 0; at < SESSION_SECONDS; at += 6 * HOUR) expect(await isIn(session, later(at))).toBe(true)
    expect(await isIn(session, later(SESSION_SECONDS - 1))).toBe(true)
    expect(await isIn(session, later(SESSION_SECONDS))).toBe(false)
  })

  it('ends if it is not used for long, and stays ended', async () => {
    const session = await signIn('ana')
    const used = 5 * HOUR
    expect(await isIn(session, later(used))).toBe(true)
    expect(await isIn(session, later(used + IDLE_HOURS * HOUR - 1))).toBe(true)
    const left = await signIn('ana')
    expect(await isIn(left, later(IDLE_HOURS * HOUR))).toBe(false)
    expect(await isIn(left, later(IDLE_HOURS * HOUR + 1))).toBe(false)
  })

  it('does not count requests that an open page sends by itself as use', async () => {
    const session = await signIn('ana')
    for (let at = HOUR; at < IDLE_HOURS * HOUR; at += HOUR)
      expect(await personOf(session, later(at), false)).not.toBeNull()
    expect(await personOf(session, later(IDLE_HOURS * HOUR), false)).toBeNull()
  })

  it('records its use at most once a minute', async () => {
    const session = await signIn('ana')
    await isIn(session, later(59))
    expect((await row(session)).lastSeenAt).toEqual(now)
    await isIn(session, later(61))
    expect((await row(session)).lastSeenAt).toEqual(later(61))
  })

  it('is valid for its own firm only, whatever firm the cookie names', async () => {
    const session = await signIn('ana')
    const firmId = crypto.randomUUID()
    await owner().firm.create({ data: { id: firmId, name: 'Another' } })
    expect(await isIn({ ...session, firmId })).toBe(false)
    expect(await isIn({ ...session, id: crypto.randomUUID() })).toBe(false)
    expect(await endSession({ ...session, firmId }, now)).toBeNull()
    expect(await isIn(session)).toBe(true)
  })

  it('that expires, or is not used for long, is in the audit once, with the time', async () => {
    await signIn('ana')
    await signIn('ben', 'Firefox on Linux', later(SESSION_SECONDS))
    await signIn('ben', 'Firefox on Linux', later(SESSION_SECONDS + 1))
    const expired = await owner().audit.findMany({ where: { kind: 'session.expire' } })
    const at = later(IDLE_HOURS * HOUR).toISOString()
    expect(expired).toMatchObject([{ userId: ana.userId, detail: { browser: 'Chrome on Windows', at } }])
  })

  it('is deleted some time after its end', async () => {
    const old = await signIn('ana')
    await signIn('ben', 'Firefox on Linux', later(SESSION_SECONDS))
    expect(await owner().session.count()).toBe(2)
    await signIn('ben', 'Firefox on Linux', later(SESSION_SECONDS + 1))
    expect(await owner().session.findUnique({ where: { id: old.id } })).toBeNull()
  })
})

describe('signing out', () => {
  it('ends this session and no other, once', async () => {
    const [here, there] = [await signIn('ana'), await signIn('ana', 'Safari on iPhone')]
    expect(await endSession(here, now)).toBe(ana.userId)
    expect(await endSession(here, now)).toBeNull()
    expect(await isIn(here)).toBe(false)
    expect(await isIn(there)).toBe(true)
  })

  it('in another browser shows in the list of the person’s open sessions', async () => {
    const [here, there] = [await signIn('ana'), await signIn('ana', 'Safari on iPhone')]
    await signIn('ben')
    await isIn(here, later(120))
    expect(await openSessions(ana, later(120))).toEqual([
      { id: here.id, browser: 'Chrome on Windows', createdAt: now, lastSeenAt: later(120) },
      { id: there.id, browser: 'Safari on iPhone', createdAt: now, lastSeenAt: now },
    ])
    expect(await endSessions(ana, ana.userId, { only: there.id }, now)).toBe(1)
    expect((await openSessions(ana, now)).map(({ id }) => id)).toEqual([here.id])
  })

  it('everywhere else keeps this session', async () => {
    const sessions = [await signIn('ana'), await signIn('ana'), await signIn('ana')]
    const bens = await signIn('ben')
    expect(await endSessions(ana, ana.userId, { except: sessions[0]?.id ?? '' }, now)).toBe(2)
    expect(await Promise.all(sessions.map((session) => isIn(session)))).toEqual([true, false, false])
    expect(await isIn(bens)).toBe(true)
  })

  it('of another person is allowed to administrators of the same firm', async () => {
    const bens = await signIn('ben')
    const anas = await signIn('ana')
    await expect(endSessions(ben, ana.userId, 'all', now)).rejects.toThrow('administrator')
    expect(await endSessions(ben, ben.userId, { only: anas.id }, now)).toBe(0)
    const stranger: Actor = { userId: crypto.randomUUID(), firmId: crypto.randomUUID(), role: 'admin' }
    await expect(endSessions(stranger, ben.userId, 'all', now)).rejects.toThrow('administrator')
    expect([await isIn(bens), await isIn(anas)]).toEqual([true, true])
    expect(await endSessions(ana, ben.userId, 'all', now)).toBe(1)
    expect(await isIn(bens)).toBe(false)
  })
})

describe('a person who is removed', () => {
  it('is signed out everywhere, and stays signed out when invited again', async () => {
    const session = await signIn('ben')
    expect(await removeUser(ana, ben.userId)).toBe('done')
    expect(await isIn(session)).toBe(false)
    await invite(ana, 'ben@example.com', 'member')
    await enter('ben')
    expect(await isIn(session)).toBe(false)
    expect(await isIn(await signIn('ben'))).toBe(true)
  })

  it('gets no session, even when signing in at the same moment', async () => {
    const [began] = await Promise.all([
      startSession({ issuer: ISSUER, subject: 'ben' }, 'Chrome on Windows', now),
      removeUser(ana, ben.userId),
    ])
    expect(await startSession({ issuer: ISSUER, subject: 'ben' }, 'Chrome on Windows', now)).toBeNull()
    await invite(ana, 'ben@example.com', 'member')
    await enter('ben')
    if (began) expect(await isIn(began)).toBe(false)
    expect(await openSessions(ben, now)).toEqual([])
  })
})
