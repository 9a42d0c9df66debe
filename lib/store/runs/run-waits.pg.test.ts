// The waits of a run are the same in the database and in lib/engine/run-state.ts, and the tick finds every wait that ends by itself.
import { beforeAll, describe, expect, it } from 'vitest'
import {
  OPEN_STATES,
  type RunState,
  STEPS,
  WAIT_KINDS,
  WAITS,
  type WaitKind,
  WORKING_STATES,
} from '@/lib/engine/run-state'
import { forgottenRuns } from '@/lib/store/database/cross-tenant'
import { type FirmRows, setFirm } from '@/testing/database/firm-rows'
import { owner, withDatabase } from '@/testing/database/test-database'

withDatabase()
let ours: FirmRows
beforeAll(async () => {
  ours = await setFirm('ours')
})

const now = new Date(Date.UTC(2026, 10, 27, 9))
const later = new Date(now.getTime() + 60_000)

async function wait(state: RunState, waitKind: WaitKind | null, waitUntil: Date | null): Promise<void> {
  await owner().run.update({ where: { id: ours.held }, data: { state, waitKind, waitUntil } })
}
const isForgotten = async (at: Date) => (await forgottenRuns(at, 500)).some(({ id }) => id === ours.held)
const lose = (consentLostAt: Date | null) =>
  owner().connection.update({ where: { id: ours.otherConnection }, data: { consentLostAt } })

describe('the database', () => {
  it('has the same waits as the program', async () => {
    const rows = await owner().$queryRaw<{ kind: string }[]>`
      select unnest(enum_range(null::"WaitKind"))::text as kind`
    expect(rows.map(({ kind }) => kind).sort()).toEqual([...WAIT_KINDS].sort())
  })

  it('has the same states as the program, and the same open ones', async () => {
    const rows = await owner().$queryRaw<{ state: string }[]>`
      select unnest(enum_range(null::"RunState"))::text as state`
    expect(rows.map(({ state }) => state).sort()).toEqual(Object.keys(STEPS).sort())
    const [index] = await owner().$queryRaw<{ indexdef: string }[]>`
      select indexdef from pg_indexes where indexname = 'Run_one_open'`
    const named = [...(index?.indexdef ?? '').matchAll(/'(\w+)'::"RunState"/g)].map(([, state]) => state)
    expect(named.sort()).toEqual([...OPEN_STATES].sort())
  })

  it.each(WAIT_KINDS)(
    'keeps no wait (%s) that could last for ever, or that ends while its person is asked',
    async (kind) => {
      const isTimed = WAITS[kind] === 'time'
      await expect(wait('reading', kind, isTimed ? null : later)).rejects.toThrow(/Run_wait/)
      await expect(wait('reading', null, later)).rejects.toThrow(/Run_wait/)
    },
  )
})

describe('the time that a run waits for a person (trigger run_waits)', () => {
  const states = Object.keys(STEPS) as RunState[]
  const isAsking = (kind: WaitKind, state: RunState) =>
    WAITS[kind] !== 'time' && WORKING_STATES.includes(state)

  it.each(WAIT_KINDS.flatMap((kind) => states.map((state) => [kind, state] as const)))(
    'is counted for %s while %s as lib/engine/run-state.ts has it',
    async (kind, state) => {
      await wait('reading', null, null)
      await wait(state, kind, WAITS[kind] === 'time' ? later : null)
      const run = await owner().run.findFirstOrThrow({ where: { id: ours.held } })
      expect(run.waitingSince !== null).toBe(isAsking(kind, state))
    },
  )
})

it('a run knows since when its step fails, until it does not any more (trigger run_fails)', async () => {
  const failing = async (attempts: number) =>
    (await owner().run.update({ where: { id: ours.held }, data: { attempts } })).failingSince
  expect(await failing(0)).toBeNull()
  const since = await failing(1)
  expect(since).toBeInstanceOf(Date)
  expect(await failing(2)).toEqual(since)
  expect(await failing(0)).toBeNull()
})

describe('a run whose worker was killed before it could ask to be woken', () => {
  it.each(WAIT_KINDS.filter((kind) => WAITS[kind] === 'time'))(
    'is found once its wait (%s) is over',
    async (kind) => {
      await wait('reading', kind, later)
      expect(await isForgotten(now)).toBe(false)
      expect(await isForgotten(later)).toBe(true)
    },
  )

  it.each(WAIT_KINDS.filter((kind) => WAITS[kind] === 'person'))(
    'is not found while its person is asked (%s)',
    async (kind) => {
      await wait('comparing', kind, null)
      expect(await isForgotten(later)).toBe(false)
    },
  )

  it('is found once the consent that it waits for is given again', async () => {
    await wait('reading', 'consent', null)
    await lose(now)
    expect(await isForgotten(later)).toBe(false)
    await lose(null)
    expect(await isForgotten(later)).toBe(true)
  })

  it.each(Object.keys(STEPS) as RunState[])(
    'is found in a state that works, and in no other (%s)',
    async (state) => {
      await wait(state, null, null)
      expect(await isForgotten(now)).toBe(WORKING_STATES.includes(state))
    },
  )
})
