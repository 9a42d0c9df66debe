// The database goes away in the middle of a step.
import { expect, test } from 'vitest'
import { startPreview } from '@/lib/db/runs'
import { owner, ownerPool, withDatabase } from '@/lib/db/testing'
import { createMemoryAccount } from '@/lib/providers/memory'
import { advance } from './advance'
import { person, setStage } from './stage'

withDatabase()

/** Whoever asks for an entry next waits, and while waiting loses its connection. */
async function cutNextReader(): Promise<void> {
  const blocker = await ownerPool().connect()
  await blocker.query('begin; lock table "Entry"')
  const cut = async () => {
    const { rowCount } = await ownerPool().query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'concord' and wait_event_type = 'Lock'`,
    )
    if (!rowCount) return cut()
    await blocker.query('rollback')
    blocker.release()
  }
  void cut()
}

test('a step that loses the database is no bug of the run, and is taken up again, however often that happens', async () => {
  const account = createMemoryAccount({ now: () => new Date() })
  account.add(person('Cho', 'Min-ji'))
  let cuts = 5
  const open = () => ({
    ...account.provider,
    pull: async (...args: Parameters<typeof account.provider.pull>) => {
      if (cuts > 0) await cutNextReader()
      cuts -= 1
      return account.provider.pull(...args)
    },
  })
  const stage = await setStage({ open })
  const id = (await startPreview(stage.actor, stage.sync.id)) ?? ''
  while (cuts > 0) {
    await expect(advance(id, stage.outside)).rejects.toThrow()
    const run = await owner().run.findUniqueOrThrow({ where: { id } })
    expect(run).toMatchObject({ state: 'reading', attempts: 0, waitKind: null })
  }
  expect(await stage.work()).toMatchObject({ state: 'ready' })
})
