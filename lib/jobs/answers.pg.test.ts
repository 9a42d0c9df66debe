// Many answers at once: each is one transaction on one connection, so that a pool of any size serves them all.

import { afterAll, describe, expect, it } from 'vitest'
import type { Contact } from '@/lib/contacts/contact'
import { decideAllAsShown, decideAsShown } from '@/lib/db/as-shown'
import { withTransaction } from '@/lib/db/client'
import { FirmPool, PoolExhausted } from '@/lib/db/firm-pool'
import type { Change } from '@/lib/db/generated/client'
import { closeQueue } from '@/lib/db/queue'
import { owner, withDatabase } from '@/lib/db/testing'
import { asAnswers, asBody } from '@/lib/db/values'
import { person, setStage } from './stage'

const database = withDatabase()
afterAll(closeQueue)

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
/** Of whom nobody resembles another. */
const nameOf = (at: number) => [FIRST[at % 5] ?? '', LAST[Math.floor(at / 5)] ?? ''] as const
const all = { view: 'all', q: '' } as const

/** As many questions as answers: the same name and phone number, other e-mail addresses. */
async function questions() {
  const stage = await setStage()
  for (const at of numbers) {
    const same = { phones: [{ value: `+1 212 555 ${String(1000 + at)}`, label: '' }] }
    const of = (domain: string): Contact =>
      person(...nameOf(at), { ...same, emails: [{ value: `x@${domain}${at}.example.com`, label: '' }] })
    await stage.addHere(of('here'))
    stage.account.add(of('there'))
  }
  const run = await stage.preview()
  const asked = (await stage.changes(run.id)).filter(({ kind }) => kind === 'question')
  expect(asked).toHaveLength(MANY)
  return { stage, run, asked }
}

/** As many conflicts: titles that differ. */
async function conflicts(count = MANY) {
  const stage = await setStage()
  for (const at of numbers.slice(0, count)) {
    await stage.addHere(person(...nameOf(at), { title: 'Judge' }))
    stage.account.add(person(...nameOf(at), { title: 'Clerk' }))
  }
  const run = await stage.preview()
  const asked = (await stage.changes(run.id)).filter(({ undecided }) => undecided)
  expect(asked).toHaveLength(count)
  return { stage, run, asked, scope: { syncId: stage.sync.id, runId: run.id } }
}

const allLocal = ({ body }: Pick<Change, 'body'>) =>
  Object.fromEntries(asBody(body).conflicts.map(({ id }) => [id, 'local' as const]))

describe('fifty answers at once', () => {
  it.each(['link', 'separate'] as const)('all arrive: %s', async (samePerson) => {
    const { stage, run, asked } = await questions()
    const done = await Promise.all(asked.map(({ id }) => decideAsShown(stage.actor, id, { samePerson })))
    expect(done).toEqual(asked.map(() => true))
    const now = await stage.changes(run.id)
    expect(now.filter(({ answers }) => asAnswers(answers).samePerson === samePerson)).toHaveLength(MANY)
    const added = now.filter(({ kind }) => kind === 'createLocal' || kind === 'createRemote')
    expect(added).toHaveLength(samePerson === 'separate' ? 2 * MANY : 0)
  })

  it('to conflicts of one preview all arrive, and everybody else is served meanwhile', async () => {
    const { stage, run, asked } = await conflicts()
    const answers = asked.map((change) =>
      decideAsShown(stage.actor, change.id, { conflicts: allLocal(change) }),
    )
    expect(await stage.here()).toHaveLength(MANY)
    expect(await Promise.all(answers)).toEqual(asked.map(() => true))
    expect((await stage.changes(run.id)).filter(({ undecided }) => undecided)).toEqual([])
  })
})

describe('one side wins every conflict', () => {
  it('in one transaction for many, and once', async () => {
    const { stage, run, scope } = await conflicts()
    const before = await owner().run.findUniqueOrThrow({ where: { id: run.id } })
    expect(await decideAllAsShown(stage.actor, scope, all, 'remote')).toBe(MANY)
    const after = await owner().run.findUniqueOrThrow({ where: { id: run.id } })
    expect(after.revision).toBe(before.revision + 1)
    expect(await decideAllAsShown(stage.actor, scope, all, 'local')).toBe(0)
    await stage.start(after)
    expect((await stage.here()).map(({ title }) => title)).toEqual(numbers.map(() => 'Clerk'))
  })

  it('but not those that were answered before, nor another person’s', async () => {
    const { stage, run, asked, scope } = await conflicts(3)
    const [first] = asked
    if (!first) throw new Error('nothing was asked')
    await decideAsShown(stage.actor, first.id, { conflicts: allLocal(first) })
    const stranger = { ...stage.actor, userId: crypto.randomUUID() }
    expect(await decideAllAsShown(stranger, scope, all, 'remote')).toBe(0)
    expect(await decideAllAsShown(stage.actor, scope, all, 'remote')).toBe(2)
    await stage.start(run)
    expect((await stage.here()).map(({ title }) => title).sort()).toEqual(['Clerk', 'Clerk', 'Judge'])
  })
})

describe('a pool whose connections are all in use', () => {
  it('says so in time, and serves whoever comes afterwards', async () => {
    const pool = new FirmPool(database.url(), 1, {}, 200)
    const held = await pool.connect()
    await expect(pool.query('select 1')).rejects.toThrow(PoolExhausted)
    await expect(pool.query('select 1')).rejects.toThrow('All 1 connections to the database were in use')
    held.release()
    expect((await pool.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }])
    await pool.end()
  })

  it('never is by a transaction that asks for one more', async () => {
    const firmId = crypto.randomUUID()
    const ask = () => withTransaction(firmId, () => withTransaction(firmId, async () => 1))
    const asked = await Promise.allSettled(numbers.map(ask))
    expect(asked.map(({ status }) => status)).toEqual(numbers.map(() => 'rejected'))
    expect(await withTransaction(firmId, async () => 1)).toBe(1)
  })
})
