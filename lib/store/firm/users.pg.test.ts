import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setEnv } from '@/lib/env'
import { owner, withDatabase } from '@/testing/database/test-database'
import type { Actor } from './actor'
import { invite, pendingInvitations, renewInvitation, revokeInvitation } from './invitations'
import { startSession } from './sessions'
import { administrators, admit, changeRole, invitingFirms, listUsers, removeUser } from './users'

withDatabase()

const account = (name: string, emailVerified = true, issuer = 'https://accounts.google.com') => ({
  issuer,
  subject: `sub-${name}`,
  email: `${name}@Example.com`,
  emailVerified,
  name,
})

async function enter(name: string): Promise<Actor> {
  const admission = await admit(account(name))
  if (admission.kind !== 'admitted') throw new Error(`${name} was not let in`)
  const { id, firmId, role } = await person(admission.userId)
  return { userId: id, firmId, role }
}

/** An administrator who has never signed in. */
const adminRow = ({ userId, firmId }: Actor) =>
  ({
    id: userId,
    firmId,
    subject: userId,
    email: `${userId}@example.com`,
    name: 'boss',
    role: 'admin',
  }) as const

const person = (id: string) => owner().user.findUniqueOrThrow({ where: { id } })

beforeEach(async () => {
  await owner().firm.deleteMany()
})

describe('who is admitted', () => {
  it('the first person creates the firm and is its administrator', async () => {
    expect((await enter('ana')).role).toBe('admin')
    expect(await owner().firm.count()).toBe(1)
  })

  it('of many first people at once, one creates the firm, and the others are not invited', async () => {
    const names = ['ana', 'bob', 'cem', 'dee', 'eve']
    const kinds = (await Promise.all(names.map((name) => admit(account(name))))).map((one) => one.kind)
    expect(kinds.filter((kind) => kind === 'admitted')).toHaveLength(1)
    expect(await owner().firm.count()).toBe(1)
    expect(await owner().user.count()).toBe(1)
  })

  it('later people are admitted once by an invitation of their address, in upper or lower case', async () => {
    const ana = await enter('ana')
    expect(await admit(account('bob'))).toEqual({ kind: 'refused', reason: 'notInvited' })
    await invite(ana, 'BOB@example.COM', 'member')
    expect(await enter('bob')).toMatchObject({ role: 'member', firmId: ana.firmId })
    expect(await pendingInvitations(ana.firmId)).toEqual([])
    const duplicate = { ...account('bob'), subject: 'someone else with the same address' }
    expect((await admit(duplicate)).kind).toBe('refused')
  })

  it('an unverified address admits nobody', async () => {
    expect(await admit(account('mallory', false))).toEqual({ kind: 'refused', reason: 'unverified' })
    const ana = await enter('ana')
    await invite(ana, 'mallory@example.com', 'admin')
    expect(await admit(account('mallory', false))).toEqual({ kind: 'refused', reason: 'unverified' })
  })

  it('a revoked invitation admits nobody', async () => {
    const ana = await enter('ana')
    await invite(ana, 'bob@example.com', 'member')
    const [invitation] = await pendingInvitations(ana.firmId)
    await revokeInvitation(ana, invitation?.id ?? '')
    expect((await admit(account('bob'))).kind).toBe('refused')
  })

  it('an invitation is valid for two weeks; then it can be renewed or sent again', async () => {
    const ana = await enter('ana')
    const expire = () => owner().invitation.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } })
    await invite(ana, 'bob@example.com', 'member')
    const [invitation] = await pendingInvitations(ana.firmId)
    const days = ((invitation?.expiresAt.getTime() ?? 0) - Date.now()) / 86_400_000
    expect(days).toBeGreaterThan(13.9)
    expect(days).toBeLessThanOrEqual(14)
    await expire()
    expect(await admit(account('bob'))).toEqual({ kind: 'refused', reason: 'expired' })
    await renewInvitation(ana, invitation?.id ?? '')
    expect((await admit(account('bob'))).kind).toBe('admitted')
    await invite(ana, 'cem@example.com', 'member')
    await expire()
    await invite(ana, 'cem@example.com', 'member')
    expect((await admit(account('cem'))).kind).toBe('admitted')
  })

  it('only ASCII letters are equal in both cases: a Kelvin sign is not a k', async () => {
    const ana = await enter('ana')
    await invite(ana, 'kim@example.com', 'admin')
    const stranger = { ...account('kim'), email: '\u212Aim@example.com' }
    expect(await admit(stranger)).toEqual({ kind: 'refused', reason: 'notInvited' })
    await owner().user.update({ where: { id: ana.userId }, data: { email: '\u212Aay@example.com' } })
    expect(await invite(ana, 'kay@example.com', 'member')).toBe('done')
  })

  it('a subject is valid at its own issuer only: the same subject elsewhere is another person', async () => {
    const ana = await enter('ana')
    const elsewhere = account('ana', true, 'https://id.example')
    expect(await admit(elsewhere)).toEqual({ kind: 'refused', reason: 'notInvited' })
    expect(await startSession(elsewhere, 'Chrome on Windows', new Date())).toBeNull()
    await invite(ana, 'ana2@example.com', 'member')
    const second = await admit({ ...elsewhere, email: 'ana2@example.com' })
    expect(second).toEqual({ kind: 'admitted', userId: expect.not.stringContaining(ana.userId) })
    expect(await admit(elsewhere)).toEqual(second)
    expect(await admit(account('ana'))).toEqual({ kind: 'admitted', userId: ana.userId })
  })

  it('a person whose email address changed is still the same person', async () => {
    const ana = await enter('ana')
    const again = await admit({ ...account('ana'), email: 'ana.lima@example.org' })
    expect(again).toEqual({ kind: 'admitted', userId: ana.userId })
    expect((await person(ana.userId)).email).toBe('ana.lima@example.org')
  })
})

describe('who may create the firm', () => {
  const settings = (values: Record<string, string>) =>
    setEnv({ FOUNDER_EMAIL: '', NEXTAUTH_URL: '', ...values })
  afterEach(() => settings({}))

  it('is only the person with FOUNDER_EMAIL, in upper or lower case', async () => {
    settings({ FOUNDER_EMAIL: 'Ana@example.com' })
    expect(await admit(account('mallory'))).toEqual({ kind: 'refused', reason: 'notFounder' })
    expect(await admit(account('ana', false))).toEqual({ kind: 'refused', reason: 'unverified' })
    expect((await enter('ana')).role).toBe('admin')
    expect(await admit(account('mallory'))).toEqual({ kind: 'refused', reason: 'notInvited' })
  })

  it('is nobody if others can reach Concord and FOUNDER_EMAIL is not set', async () => {
    settings({ NEXTAUTH_URL: 'https://concord.example.com' })
    expect(await admit(account('ana'))).toEqual({ kind: 'refused', reason: 'notFounder' })
    expect(await owner().firm.count()).toBe(0)
  })
})

describe('roles', () => {
  it('a member cannot change anybody', async () => {
    const ana = await enter('ana')
    await invite(ana, 'bob@example.com', 'member')
    const bob = await enter('bob')
    await expect(changeRole(bob, bob.userId, 'admin')).rejects.toThrow('administrator')
    await expect(removeUser(bob, ana.userId)).rejects.toThrow('administrator')
    await expect(invite(bob, 'eve@example.com', 'admin')).rejects.toThrow('administrator')
  })

  it('the last administrator can neither step down nor be removed', async () => {
    const ana = await enter('ana')
    expect(await changeRole(ana, ana.userId, 'member')).toBe('lastAdmin')
    expect(await removeUser(ana, ana.userId)).toBe('lastAdmin')
  })

  it('two administrators who demote each other at once leave one', async () => {
    const ana = await enter('ana')
    await invite(ana, 'bob@example.com', 'admin')
    const bob = await enter('bob')
    const done = await Promise.allSettled([
      changeRole(ana, bob.userId, 'member'),
      changeRole(bob, ana.userId, 'member'),
    ])
    // The second one was no longer an administrator.
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await administrators(ana.firmId)).toHaveLength(1)
  })

  it('an administrator of another firm cannot change anybody here', async () => {
    const ana = await enter('ana')
    const stranger: Actor = { userId: crypto.randomUUID(), firmId: crypto.randomUUID(), role: 'admin' }
    await owner().firm.create({ data: { id: stranger.firmId, name: 'Theirs' } })
    await owner().user.create({ data: adminRow(stranger) })
    expect(await removeUser(stranger, ana.userId)).toBe('missing')
    expect(await changeRole(stranger, ana.userId, 'member')).toBe('missing')
    expect((await listUsers(stranger.firmId)).map(({ id }) => id)).toEqual([stranger.userId])
  })
})

it('a removed person is signed out at once and is admitted again only after a new invitation', async () => {
  const ana = await enter('ana')
  await invite(ana, 'bob@example.com', 'member')
  const bob = await enter('bob')
  expect(await removeUser(ana, bob.userId)).toBe('done')
  expect((await listUsers(ana.firmId)).map(({ name }) => name)).toEqual(['ana'])
  expect(await admit(account('bob'))).toEqual({ kind: 'refused', reason: 'removed' })
  await invite(ana, 'bob@example.com', 'admin')
  expect(await enter('bob')).toMatchObject({ userId: bob.userId, role: 'admin' })
})

it('a person of the firm cannot be invited', async () => {
  const ana = await enter('ana')
  expect(await invite(ana, 'Ana@example.com', 'member')).toBe('alreadyHere')
})

describe('with more than one firm', () => {
  const boss: Actor = { userId: crypto.randomUUID(), firmId: crypto.randomUUID(), role: 'admin' }
  const next: Actor = { userId: crypto.randomUUID(), firmId: crypto.randomUUID(), role: 'admin' }
  beforeEach(async () => {
    await owner().firm.create({ data: { id: boss.firmId, name: 'The other firm' } })
    await owner().firm.create({ data: { id: next.firmId, name: 'A third firm' } })
    await owner().user.createMany({ data: [adminRow(boss), adminRow(next)] })
  })

  it('a person with several invitations is asked which firm to join', async () => {
    await invite(boss, 'bob@example.com', 'member')
    await invite(next, 'bob@example.com', 'admin')
    const firms = [
      { firmId: next.firmId, name: 'A third firm' },
      { firmId: boss.firmId, name: 'The other firm' },
    ]
    expect(await admit(account('bob'))).toEqual({ kind: 'choose', firms })
    expect(await admit(account('bob'), crypto.randomUUID())).toEqual({ kind: 'choose', firms })
    expect(await invitingFirms('BOB@example.com')).toEqual(firms)
    const admission = await admit(account('bob'), boss.firmId)
    expect(await person(admission.kind === 'admitted' ? admission.userId : '')).toMatchObject({
      firmId: boss.firmId,
      role: 'member',
    })
    expect(await pendingInvitations(next.firmId)).toHaveLength(1)
  })

  it('an expired invitation is not offered', async () => {
    await invite(boss, 'bob@example.com', 'member')
    await invite(next, 'bob@example.com', 'admin')
    await owner().invitation.updateMany({
      where: { firmId: next.firmId },
      data: { expiresAt: new Date(Date.now() - 1) },
    })
    expect(await enter('bob')).toMatchObject({ firmId: boss.firmId, role: 'member' })
  })

  it('a person joins the firm of their invitation', async () => {
    await expect(enter('ana')).rejects.toThrow('not let in')
    await invite(boss, 'ana@example.com', 'member')
    expect(await enter('ana')).toMatchObject({ firmId: boss.firmId, role: 'member' })
  })

  it('a removed person who joins another firm is a new user there, and the first firm keeps their history', async () => {
    await invite(boss, 'ana@example.com', 'admin')
    await invite(boss, 'bob@example.com', 'member')
    const [ana, bob] = [await enter('ana'), await enter('bob')]
    expect(await removeUser(ana, bob.userId)).toBe('done')
    await invite(next, 'bob@example.com', 'member')
    const again = await enter('bob')
    expect(again).toMatchObject({ firmId: next.firmId })
    expect(again.userId).not.toBe(bob.userId)
    expect(await person(bob.userId)).toMatchObject({
      firmId: boss.firmId,
      name: 'bob',
      removedAt: expect.any(Date),
    })
  })

  it('an invitation by another firm does not move a member of a firm', async () => {
    await invite(boss, 'ana@example.com', 'admin')
    const ana = await enter('ana')
    await invite(next, 'ana@example.com', 'admin')
    expect(await enter('ana')).toMatchObject({ userId: ana.userId, firmId: boss.firmId })
  })
})
