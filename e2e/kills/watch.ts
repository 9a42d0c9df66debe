// What a person sees of a run, looked at all the time: the progress is true, never goes back without a reason, and never says more than
// there is.
import { setTimeout as sleep } from 'node:timers/promises'
import { continueRun, startPreview, startSync } from '@/lib/store/runs/runs'
import type { KillFirm } from './firm'
import { type KillWorld, persist } from './world'

export interface Seen {
  readonly id: string
  readonly kind: string
  readonly state: string
  readonly done: number
  readonly total: number | null
  readonly apiCalls: number
  readonly pageToken: string | null
  readonly planned: number
  readonly sent: number
  readonly revision: number
  readonly waitKind: string | null
}

export interface Watch {
  readonly runId: string
  /** A comparison that was cut off is made again, and counted again. */
  readonly killed: () => void
  readonly breaches: readonly string[]
  /** Milliseconds from the request until the preview was ready; until then, the time so far. */
  readonly previewMs: () => number
  /** The longest that it did not move while it was no person's turn. */
  readonly longestRestMs: () => number
  /** Once the run is over. */
  readonly over: Promise<void>
  readonly isOver: () => boolean
}

const LOOK_MS = 200
const ORDER = ['reading', 'comparing', 'ready', 'applying', 'done']

// What progress counts: changes that write on either side.
const WRITES = `(c.kind in ('createLocal', 'createRemote', 'deleteLocal', 'deleteRemote')
  or (c.kind in ('update', 'question') and 'object' in (jsonb_typeof(c.body->'local'), jsonb_typeof(c.body->'remote'))))`

export const look = async (world: KillWorld, runId: string): Promise<Seen | undefined> => {
  const [seen] = await world.ask<Seen & Record<string, unknown>>(
    `select r.id, r.kind, r.state, r.done, r.total, r."apiCalls", r."pageToken", r.revision, r."waitKind",
       count(c.id) filter (where c.state = 'planned' and ${WRITES})::int as planned,
       count(c.id) filter (where c.state = 'sent')::int as sent
     from "Run" r left join "Change" c on c."runId" = r.id
     where r.id = $1 group by r.id`,
    [runId],
  )
  return seen
}

/** Presses **Sync** for the first time. */
export async function startFirst(world: KillWorld, firm: KillFirm): Promise<Watch> {
  const runId = await persist(() => startPreview(firm.actor, firm.syncId))
  if (runId === null) throw new Error('the sync cannot be previewed')
  return watchRun(world, firm, runId)
}

/** Its person presses **Start Sync** once the preview is there, and lets a run continue that a guard stopped. */
export async function approve(
  { actor }: KillFirm,
  { id, state, waitKind, revision }: Pick<Seen, 'id' | 'state' | 'waitKind' | 'revision'>,
): Promise<void> {
  if (state === 'ready') await persist(() => startSync(actor, id, revision))
  else if (waitKind === 'guard') await persist(() => continueRun(actor, id, revision))
}

/** Watches a run that its person approves. */
export function watchRun(world: KillWorld, firm: KillFirm, runId: string): Watch {
  let latest: Seen | undefined
  let ended = false
  let again = false
  const began = Date.now()
  let previewAt: number | undefined
  let movedAt = began
  let longestRest = 0
  const breaches: string[] = []
  const watching = async () => {
    for (;;) {
      const seen = await look(world, runId)
      if (seen) {
        breaches.push(...untruths(seen), ...(latest ? backward(latest, seen, again) : []))
        if (seen.state === 'comparing' && latest && seen.done < latest.done) again = false
        if (!latest || marksOf(seen) !== marksOf(latest)) {
          longestRest = Math.max(longestRest, Date.now() - movedAt)
          movedAt = Date.now()
        }
        latest = seen
        if (seen.state === 'ready') previewAt ??= Date.now()
        await approve(firm, seen)
        if (['done', 'failed', 'stopped', 'discarded'].includes(seen.state)) break
      }
      await sleep(LOOK_MS)
    }
    ended = true
    if (latest?.state !== 'done') breaches.push(`the run ended ${latest?.state}`)
  }
  return {
    runId,
    killed: () => {
      again = true
    },
    breaches,
    previewMs: () => (previewAt ?? Date.now()) - began,
    longestRestMs: () => longestRest,
    over: watching(),
    isOver: () => ended,
  }
}

/** Whatever changes when a sync moves. */
export const marksOf = ({ state, done, total, apiCalls, pageToken }: Seen) =>
  JSON.stringify([state, done, total, apiCalls, pageToken])

function untruths({ state, done, total, planned, sent }: Seen): readonly string[] {
  if (total === null) return []
  const says = `${state} says ${done} of ${total}`
  if (done > total) return [`${says}: more than there is`]
  // What was sent without a reply may be counted or not; everything else is.
  if (state !== 'applying') return []
  const least = total - planned - sent
  return done < least || done > total - planned ? [`${says}, but ${planned} are left and ${sent} sent`] : []
}

function backward(before: Seen, now: Seen, again: boolean): readonly string[] {
  const step = ORDER.indexOf(now.state) - ORDER.indexOf(before.state)
  if (step < 0) return [`it went from ${before.state} back to ${now.state}`]
  if (step > 0 || now.done >= before.done) return []
  if (now.state === 'comparing' && again) return []
  return [`${now.state} went back from ${before.done} to ${now.done}`]
}
