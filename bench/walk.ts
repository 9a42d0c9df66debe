// One sync at rest, measured: preview, start, a run without changes, a run with changes. Uses the real worker steps on a real Postgres,
// without the queue, since waiting is not measured.
import { closeDatabase, setDatabase } from '@/lib/store/database/client'
import { type Owner, openAsOwner } from '@/lib/store/database/owner'
import { closeQueue } from '@/lib/store/database/queue'
import type { Actor } from '@/lib/store/firm/actor'
import { continueRun, startPreview, startSync, syncNow } from '@/lib/store/runs/runs'
import { advance } from '@/lib/worker/advance'
import type { Deps } from '@/lib/worker/step-context'
import { freshDatabase } from '@/testing/database/fresh-databases'
import { noCalendar } from '@/testing/scenarios/fixture'
import { type Figures, measure } from './measure'

export interface WalkFigures {
  readonly created: { readonly here: number; readonly there: number }
  readonly linked: number
  readonly asked: number
  readonly preview: Figures
  readonly start: Figures
  readonly noChange: Figures
  readonly changes: Figures
}

export interface Walk {
  readonly owner: Owner
  readonly actor: Actor
  readonly syncId: string
  readonly open: Deps['open']
  /** Calls to the account so far. */
  readonly calls: () => number
  /** The smallest possible number of calls. */
  readonly least: {
    readonly preview: () => number | Promise<number>
    /** `planned`: the number of changes of a kind in the preview. */
    readonly start: (runId: string, planned: (kind: string) => number) => number | Promise<number>
    readonly changes: number
  }
  /** The first check after the start reads what the start wrote; it is run before the one without changes is measured. */
  readonly readsOwnWrites?: boolean
  readonly edit: () => Promise<void>
}

/** Runs the work on a database of its own and prints its result, and nothing else, to stdout. */
export async function printFigures(work: (owner: Owner, url: string) => Promise<unknown>): Promise<void> {
  const fresh = await freshDatabase()
  await setDatabase(fresh.url)
  const owner = openAsOwner(fresh.url)
  try {
    process.stdout.write(JSON.stringify(await work(owner, fresh.url)))
  } finally {
    await closeQueue()
    await closeDatabase()
    await owner.close()
    await fresh.drop()
  }
}

export async function walk(given: Walk): Promise<WalkFigures> {
  const { owner, actor, syncId, calls, least } = given
  const deps: Deps = {
    now: () => new Date(),
    newId: () => crypto.randomUUID(),
    log: (event, facts) => {
      if (event === 'step failed') console.error(event, facts)
    },
    intervalMs: 3_600_000,
    create: noCalendar,
    open: given.open,
  }
  const until = async (runId: string, state: string) => {
    for (;;) {
      await advance(runId, deps)
      const run = await owner.client.run.findUniqueOrThrow({ where: { id: runId } })
      if (run.state === state) return
      if (run.state === 'failed') throw new Error('the run failed')
      if (run.waitKind === 'guard') await continueRun(actor, runId, run.revision)
    }
  }
  let runId = ''
  const preview = await measure(calls, least.preview, async () => {
    runId = (await startPreview(actor, syncId)) ?? ''
    await until(runId, 'ready')
  })
  const groups = await owner.client.change.groupBy({ by: ['kind'], where: { runId }, _count: true })
  const planned = (kind: string) => groups.find((group) => group.kind === kind)?._count ?? 0
  const start = await measure(
    calls,
    () => least.start(runId, planned),
    async () => {
      const { revision } = await owner.client.run.findUniqueOrThrow({ where: { id: runId } })
      await startSync(actor, runId, revision)
      await until(runId, 'done')
    },
  )
  const again = async () => until((await syncNow(actor, syncId)) ?? '', 'done')
  if (given.readsOwnWrites) await again()
  const noChange = await measure(calls, () => 1, again)
  await given.edit()
  const changes = await measure(calls, () => least.changes, again)
  return {
    created: { here: planned('createLocal'), there: planned('createRemote') },
    linked: planned('link') + planned('update'),
    asked: planned('question'),
    ...{ preview, start, noChange, changes },
  }
}
