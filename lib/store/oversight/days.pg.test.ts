// What runs did on each day is counted once, however they end, and stays when runs are erased.
import { beforeAll, expect, it } from 'vitest'
import { tookWords } from '@/components/sync/runs/run-words'
import { db } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { type FirmRows, setFirm } from '@/testing/database/firm-rows'
import { owner, ownerPool, withDatabase } from '@/testing/database/test-database'
import { activityDays, daysStatement } from './days'

withDatabase()

const NOW = new Date('2026-11-28T12:00:00Z')
let firm: FirmRows
let admin: Actor

beforeAll(async () => {
  firm = await setFirm('ours')
  admin = { userId: firm.user, firmId: firm.firm, role: 'admin' }
  await owner().syncDay.deleteMany({})
})

const busy = async (syncId?: string) =>
  (await activityDays(admin, NOW, syncId)).filter(({ runs, apiCalls }) => runs + apiCalls > 0)

async function run(data: { readonly createdAt: Date } & Prisma.RunUncheckedCreateInput): Promise<string> {
  await owner().run.create({ data })
  return data.id
}

const begun = (id: string, createdAt: Date) =>
  ({
    id,
    firmId: firm.firm,
    syncId: firm.sync,
    kind: 'scheduled',
    state: 'applying',
    full: false,
    createdAt,
  }) as const

it('a run counts on the day on which it ended, with what its last step adds after that', async () => {
  const [late, early] = [crypto.randomUUID(), crypto.randomUUID()]
  await owner().run.updateMany({ where: { syncId: firm.sync }, data: { state: 'done' } })
  const createdAt = new Date('2026-11-26T23:59:00Z')
  await run(begun(late, createdAt))
  await owner().run.update({ where: { id: late }, data: { apiCalls: 3, quotaWaits: 1, callsRefused: 1 } })
  const ended = {
    endedAt: new Date('2026-11-27T00:01:00Z'),
    state: 'done',
    written: 7,
    waitedSeconds: 30,
  } as const
  const { waitedSeconds } = await owner().run.update({ where: { id: late }, data: ended })
  await owner().run.update({ where: { id: late }, data: { apiCalls: { increment: 2 } } })
  await owner().run.update({ where: { id: late }, data: { revision: { increment: 1 } } })
  await run(begun(early, new Date('2026-11-27T10:00:00Z')))
  await owner().run.update({
    where: { id: early },
    data: { endedAt: new Date('2026-11-27T10:00:01Z'), state: 'failed', callsFailed: 1, apiCalls: 1 },
  })
  expect(await busy()).toEqual([
    {
      ...{
        day: '2026-11-27',
        runs: 2,
        failedRuns: 1,
        written: 7,
        apiCalls: 6,
        callsRefused: 1,
        callsFailed: 1,
      },
      workedMs: 120_000 - waitedSeconds * 1000 + 1_000,
    },
  ])
  expect(
    tookWords({ createdAt, readyAt: null, applyingAt: null, endedAt: ended.endedAt, waitedSeconds }),
  ).toBe('2 min')
  await owner().run.deleteMany({ where: { id: { in: [late, early] } } })
  expect(await busy(firm.sync)).toHaveLength(1)
  expect(await busy(firm.running)).toEqual([])
})

it('has fourteen days, without those before', async () => {
  const days = await activityDays(admin, NOW)
  expect([days.length, days[0]?.day, days[13]?.day]).toEqual([14, '2026-11-15', '2026-11-28'])
  await expect(activityDays({ ...admin, role: 'member' }, NOW)).rejects.toThrow()
})

it('of thousands of syncs, only the rows of these days are read', async () => {
  await ownerPool().query(
    `insert into "SyncDay" ("firmId", "syncId", day, runs) select $1, $2, date '2020-01-01' + n, 1 from generate_series(1, 2000) n`,
    [firm.firm, firm.running],
  )
  await ownerPool().query('analyze')
  const rows = await db(firm.firm).$queryRaw<{ 'QUERY PLAN': string }[]>(
    Prisma.sql`explain ${daysStatement(firm.firm, NOW, null)}`,
  )
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).not.toContain('Seq Scan on "SyncDay"')
})
