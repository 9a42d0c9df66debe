// The numbers are those of all firms together, and no row of a firm.
import { expect, it } from 'vitest'
import { setFirm } from '@/testing/database/firm-rows'
import { owner, withDatabase } from '@/testing/database/test-database'
import { exposition } from './exposition'
import { metricsNow } from './metrics'

withDatabase()

const NOW = new Date('2026-11-28T12:00:00Z')
const lines = async () => exposition(await metricsNow(NOW)).split('\n')

it('an empty installation has every metric, at 0', async () => {
  const samples = (await lines()).filter((line) => line !== '' && !line.startsWith('#'))
  expect(samples).toContain('concord_syncs{state="active"} 0')
  expect(samples).toContain('concord_runs_waiting{for="rateDay"} 0')
  expect(samples.filter((line) => !line.endsWith(' 0'))).toEqual([])
})

it('sums over firms, counts what waits, and says nothing of its contents', async () => {
  const firms = [await setFirm('one'), await setFirm('two')]
  await owner().pendingItem.deleteMany({})
  await owner().syncDay.deleteMany({})
  for (const { firm, sync, running } of firms) {
    await owner().syncDay.create({
      data: {
        ...{ firmId: firm, syncId: sync, day: new Date('2026-11-28'), runs: 3, failedRuns: 1, written: 7 },
        ...{ apiCalls: 10, callsRefused: 2, callsFailed: 1, quotaWaits: 2, workedMs: 1_500 },
      },
    })
    await owner().run.updateMany({
      where: { syncId: running },
      data: { state: 'done', waitKind: null, waitUntil: null },
    })
    const due = { state: 'active', nextCheckAt: new Date('2026-11-28T11:59:00Z') } as const
    await owner().sync.update({ where: { id: running }, data: due })
    const edit = {
      firmId: firm,
      syncId: running,
      side: 'local',
      itemId: crypto.randomUUID(),
      at: new Date('2026-11-28T11:58:00Z'),
    }
    await owner().pendingItem.create({ data: edit })
  }
  const said = await lines()
  for (const line of [
    'concord_queue_delay_seconds 60',
    'concord_oldest_unsynced_edit_seconds 120',
    'concord_runs_total{outcome="failed"} 2',
    'concord_runs_total{outcome="other"} 4',
    'concord_items_written_total 14',
    'concord_run_seconds_total 3',
    'concord_google_calls_total{result="ok"} 14',
    'concord_google_calls_total{result="quota"} 4',
    'concord_google_calls_total{result="failed"} 2',
    'concord_quota_waits_total 4',
  ])
    expect(said).toContain(line)
  expect(said.join('\n')).not.toMatch(/one|two|@/)
})
