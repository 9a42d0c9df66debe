// What must hold once a sync has come to rest, whatever was killed meanwhile: every contact exactly once on each side, every
// difference and every later edit on both, nothing left to do, and nothing written any more.
import { setTimeout as sleep } from 'node:timers/promises'
import { syncNow } from '@/lib/store/runs/runs'
import type { Expected, KillFirm } from './firm'
import { type KillWorld, persist } from './world'

export interface Losses {
  readonly lost: readonly string[]
  readonly doubled: readonly string[]
  readonly other: readonly string[]
}

type Values = { readonly key: string } & Expected

const FIELDS = ['nickname', 'title', 'department', 'notes'] as const
const PATIENCE_MS = 150_000
/** Longer than the account's lists lag behind its writes. */
const REST_MS = 3_500

/** After the first run: looked at again until nothing is left to do, then once more. */
export async function lossesOf(world: KillWorld, firm: KillFirm): Promise<Losses> {
  const restless = await comeToRest(world, firm)
  const [here, there] = [await valuesHere(world, firm), valuesThere(world, firm)]
  const before = await writes(world, firm)
  const after = restless.length === 0 ? [...(await comeToRest(world, firm))] : []
  const still = (await writes(world, firm)) === before ? [] : ['it writes although everything is in step']
  const overlaps = world.google.counts().overlaps
  return {
    lost: [...lost(firm, here, 'here'), ...lost(firm, there, 'there')],
    doubled: [...doubled(firm, here, 'here'), ...doubled(firm, there, 'there')],
    other: [
      ...restless,
      ...after,
      ...still,
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

async function runIsOver(world: KillWorld, { syncId }: KillFirm, until: number): Promise<void> {
  while (Date.now() < until) {
    const [row] = await world.ask<{ open: number }>(
      `select count(*)::int as open from "Run" where "syncId" = $1 and "endedAt" is null`,
      [syncId],
    )
    if (row?.open === 0) return
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

const valuesHere = (world: KillWorld, { actor }: KillFirm): Promise<readonly Values[]> =>
  world.ask<{ key: string }>(
    `select value->'emails'->0->>'value' as key, value->>'nickname' as nickname, value->>'title' as title,
       value->>'department' as department, value->>'notes' as notes from "Contact"
     where "firmId" = $1 and "deletedAt" is null`,
    [actor.firmId],
  )

const valuesThere = ({ google }: KillWorld, { account }: KillFirm): readonly Values[] =>
  google.persons({ account }).map((person) => ({
    key: person.emailAddresses?.[0]?.value ?? '',
    nickname: person.nicknames?.[0]?.value ?? '',
    title: person.organizations?.[0]?.title ?? '',
    department: person.organizations?.[0]?.department ?? '',
    notes: person.biographies?.[0]?.value ?? '',
  }))

function lost({ expected }: KillFirm, values: readonly Values[], where: string): readonly string[] {
  const byKey = new Map(values.map((one) => [one.key, one]))
  return [...expected].flatMap(([key, wanted]) => {
    const found = byKey.get(key)
    if (!found) return [`${key} is not ${where}`]
    return FIELDS.filter((field) => (found[field] ?? '') !== (wanted[field] ?? '')).map(
      (field) => `${key}: ${field} is ${found[field] || 'empty'} ${where}, not ${wanted[field] ?? 'empty'}`,
    )
  })
}

function doubled({ expected }: KillFirm, values: readonly Values[], where: string): readonly string[] {
  const counts = new Map<string, number>()
  for (const { key } of values) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts].flatMap(([key, count]) =>
    count > 1 || !expected.has(key)
      ? [`${key || 'somebody without an address'} is ${count} contacts ${where}`]
      : [],
  )
}

/** Tells one state of both sides from another: every write leaves a version behind. */
async function writes({ google, ask }: KillWorld, { actor, account }: KillFirm): Promise<string> {
  const [row] = await ask<{ sum: string }>(
    `select sum(version)::text as sum from "Contact" where "firmId" = $1`,
    [actor.firmId],
  )
  return `${row?.sum} here, there ${JSON.stringify(google.persons({ account }))}`
}
