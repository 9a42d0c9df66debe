// What must hold once a sync has come to rest, whatever was killed meanwhile: every item exactly once on each side, every
// difference and every later edit on both, nothing left to do, and nothing written any more.
import { setTimeout as sleep } from 'node:timers/promises'
import { syncNow } from '@/lib/store/runs/runs'
import type { Held, KillFirm } from './firm'
import { approve, type Seen } from './watch'
import { type KillWorld, persist } from './world'

export interface Losses {
  readonly lost: readonly string[]
  readonly doubled: readonly string[]
  readonly other: readonly string[]
}

const PATIENCE_MS = 150_000
/** Longer than the account's lists lag behind its writes. */
const REST_MS = 3_500

/** After the first run: looked at again until nothing is left to do, then once more. */
export async function lossesOf(world: KillWorld, firm: KillFirm): Promise<Losses> {
  const restless = await comeToRest(world, firm)
  const [here, there] = [await firm.here(), firm.there()]
  const before = await firm.versions()
  const after = restless.length === 0 ? [...(await comeToRest(world, firm))] : []
  const still = (await firm.versions()) === before ? [] : ['it writes although everything is in step']
  const overlaps = world.google.counts().overlaps
  return {
    lost: [...lost(firm, here, 'here'), ...lost(firm, there, 'there')],
    doubled: [...doubled(firm, here, 'here'), ...doubled(firm, there, 'there')],
    other: [
      ...restless,
      ...after,
      ...still,
      ...firm.breaches(),
      ...(overlaps > 0 ? [`${overlaps} mutations of an account overlapped`] : []),
    ],
  }
}

async function comeToRest(world: KillWorld, firm: KillFirm): Promise<readonly string[]> {
  const until = Date.now() + PATIENCE_MS
  for (;;) {
    await sleep(REST_MS)
    const runId = await persist(() => syncNow(firm.actor, firm.syncId))
    await runIsOver(world, firm, until)
    const left = await unfinished(world, firm)
    if (runId && left.length === 0) return []
    if (Date.now() > until) return runId ? left : ['the sync is not active']
  }
}
async function runIsOver(world: KillWorld, firm: KillFirm, until: number): Promise<void> {
  while (Date.now() < until) {
    const open = await world.ask<Pick<Seen, 'id' | 'state' | 'waitKind' | 'revision'>>(
      `select id, state, "waitKind", revision from "Run" where "syncId" = $1 and "endedAt" is null`,
      [firm.syncId],
    )
    if (open.length === 0) return
    for (const run of open) await approve(firm, run)
    await sleep(200)
  }
}

async function unfinished({ ask }: KillWorld, { syncId }: KillFirm): Promise<readonly string[]> {
  const changes = await ask<{ state: string; count: number }>(
    `select state, count(*)::int as count from "Change" where "syncId" = $1
       and state in ('planned', 'sent', 'failed', 'waiting') group by state`,
    [syncId],
  )
  const runs = await ask<{ state: string; waitKind: string | null }>(
    `select state, "waitKind" from "Run" where "syncId" = $1 and (state <> 'done' or "endedAt" is null)`,
    [syncId],
  )
  return [
    ...changes.map(({ state, count }) => `${count} changes are ${state}`),
    ...runs.map(({ state, waitKind }) => `a run is ${state}${waitKind ? ` and waits (${waitKind})` : ''}`),
  ]
}

function lost(firm: KillFirm, held: readonly Held[], where: string): readonly string[] {
  const byKey = new Map(held.map(({ key, fields }) => [key, fields]))
  return [...firm.expected()].flatMap(([key, wanted]) => {
    const found = byKey.get(key)
    if (!found) return [`${key} is not ${where}`]
    return Object.keys({ ...found, ...wanted })
      .filter((field) => (found[field] ?? '') !== (wanted[field] ?? ''))
      .map(
        (field) => `${key}: ${field} is ${found[field] || 'empty'} ${where}, not ${wanted[field] || 'empty'}`,
      )
  })
}

function doubled(firm: KillFirm, held: readonly Held[], where: string): readonly string[] {
  const expected = firm.expected()
  const counts = new Map<string, number>()
  for (const { key } of held) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts].flatMap(([key, count]) =>
    count > 1 || !expected.has(key) ? [`${key || 'something without a key'} ${where} ${count} times`] : [],
  )
}
