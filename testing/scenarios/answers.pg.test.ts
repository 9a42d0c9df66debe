// Many decisions at once: each is one transaction on one connection, so that a pool of any size can serve them.

import { describe, expect, it } from 'vitest'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { StoredBody } from '@/lib/engine/change-body'
import { asAnswers } from '@/lib/store/address-book/values'
import { withTransaction } from '@/lib/store/database/client'
import { FirmPool, PoolExhausted } from '@/lib/store/database/firm-pool'
import { parseContactBody } from '@/testing/contacts/stored-body'
import { owner, withDatabase } from '@/testing/database/test-database'
import { decideAllAsShown, decideAsShown } from '@/testing/scenarios/as-shown'
import { person, setUpFixture } from './fixture'

const database = withDatabase()

const MANY = 50
const numbers = Array.from({ length: MANY }, (_, at) => at)
const FIRST = ['Bako', 'Deru', 'Fimolen', 'Gastu', 'Hotekin']
const LAST = [
  'Lindar',
  'Mostek',
  'Norvil',
  'Opande',
  'Quasim',
  'Rethel',
  'Sudowa',
  'Tumanis',
  'Ulbrich',
  'Vexley',
]
/** None of them resembles another. */
const nameOf = (at: number) => [FIRST[at % 5] ?? '', LAST[Math.floor(at / 5)] ?? ''] as const
const all = { view: 'all', q: '' } as const

/** As many questions as answers: the same name and phone number, other email addresses. */
async function questions() {
  const fixture = await setUpFixture()
  for (const at of numbers) {
    const same = { phones: [{ value: `+1 212 555 ${String(1000 + at)}`, label: '' }] }
    const of = (domain: string): Contact =>
      person(...nameOf(at), { ...same, emails: [{ value: `x@${domain}${at}.example.com`, label: '' }] })
    await fixture.addHere(of('here'))
    fixture.account.add(of('there'))
  }
  const run = await fixture.preview()
  const asked = (await fixture.changes(run.id)).filter(({ kind }) => kind === 'question')
  expect(asked).toHaveLength(MANY)
  return { fixture, run, asked }
}

/** As many conflicts: different titles. */
async function conflicts(count = MANY) {
  const fixture = await setUpFixture()
  for (const at of numbers.slice(0, count)) {
    await fixture.addHere(person(...nameOf(at), { title: 'Judge' }))
    fixture.account.add(person(...nameOf(at), { title: 'Clerk' }))
  }
  const run = await fixture.preview()
  const asked = (await fixture.changes(run.id)).filter(({ undecided }) => undecided)
  expect(asked).toHaveLength(count)
  return { fixture, run, asked, scope: { syncId: fixture.sync.id, runId: run.id } }
}

const allLocal = (change: StoredBody) =>
  Object.fromEntries(parseContactBody(change).conflicts.map(({ id }) => [id, 'local' as const]))

describe('fifty decisions at once', () => {
  it.each(['link', 'separate'] as const)('all are stored: %s', async (samePerson) => {
    const { fixture, run, asked } = await questions()
    const done = await Promise.all(asked.map(({ id }) => decideAsShown(fixture.actor, id, { samePerson })))
    expect(done).toEqual(asked.map(() => true))
    const now = await fixture.changes(run.id)
    expect(now.filter(({ answers }) => asAnswers(answers).samePerson === samePerson)).toHaveLength(MANY)
    const added = now.filter(({ kind }) => kind === 'createLocal' || kind === 'createRemote')
    expect(added).toHaveLength(samePerson === 'separate' ? 2 * MANY : 0)
  })

  it('on conflicts of one preview are all stored, and other requests are served meanwhile', async () => {
    const { fixture, run, asked } = await conflicts()
    const answers = asked.map((change) =>
      decideAsShown(fixture.actor, change.id, { conflicts: allLocal(change) }),
    )
    expect(await fixture.here()).toHaveLength(MANY)
    expect(await Promise.all(answers)).toEqual(asked.map(() => true))
    expect((await fixture.changes(run.id)).filter(({ undecided }) => undecided)).toEqual([])
  })
})

describe('one side wins every conflict', () => {
  it('for many in one transaction, once', async () => {
    const { fixture, run, scope } = await conflicts()
    const before = await owner().run.findUniqueOrThrow({ where: { id: run.id } })
    expect(await decideAllAsShown(fixture.actor, scope, all, 'remote')).toBe(MANY)
    const after = await owner().run.findUniqueOrThrow({ where: { id: run.id } })
    expect(after.revision).toBe(before.revision + 1)
    expect(await decideAllAsShown(fixture.actor, scope, all, 'local')).toBe(0)
    await fixture.start(after)
    expect((await fixture.here()).map(({ title }) => title)).toEqual(numbers.map(() => 'Clerk'))
  })

  it('but not conflicts that were decided before, or another person’s', async () => {
    const { fixture, run, asked, scope } = await conflicts(3)
    const [first] = asked
    if (!first) throw new Error('nothing was asked')
    await decideAsShown(fixture.actor, first.id, { conflicts: allLocal(first) })
    const stranger = { ...fixture.actor, userId: crypto.randomUUID() }
    expect(await decideAllAsShown(stranger, scope, all, 'remote')).toBe(0)
    expect(await decideAllAsShown(fixture.actor, scope, all, 'remote')).toBe(2)
    await fixture.start(run)
    expect((await fixture.here()).map(({ title }) => title).sort()).toEqual(['Clerk', 'Clerk', 'Judge'])
  })
})

describe('a pool with all connections in use', () => {
  it('says so in time, and serves later requests', async () => {
    const pool = new FirmPool(database.url(), 1, {}, 200)
    const held = await pool.connect()
    await expect(pool.query('select 1')).rejects.toThrow(PoolExhausted)
    await expect(pool.query('select 1')).rejects.toThrow('All 1 connections to the database were in use')
    held.release()
    expect((await pool.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }])
    await pool.end()
  })

  it('is never caused by a transaction that asks for one more', async () => {
    const firmId = crypto.randomUUID()
    const ask = () => withTransaction(firmId, () => withTransaction(firmId, async () => 1))
    const asked = await Promise.allSettled(numbers.map(ask))
    expect(asked.map(({ status }) => status)).toEqual(numbers.map(() => 'rejected'))
    expect(await withTransaction(firmId, async () => 1)).toBe(1)
  })
})
