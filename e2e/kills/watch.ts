// What a person sees of a first sync, looked at all the time: the progress is true, never goes back without a reason, and
// never says more than there is.
import { setTimeout as sleep } from 'node:timers/promises'
import { startSync } from '@/lib/store/runs/runs'
import type { KillFirm } from './firm'
import { type KillWorld, persist } from './world'

export interface Seen {
  readonly id: string
  readonly state: string
  readonly done: number
  readonly total: number | null
  readonly apiCalls: number
  readonly pageToken: string | null
  readonly planned: number
  readonly sent: number
  readonly revision: number
}

export interface Watch {
  /** A comparison that was cut off is made again, and counted again. */
  readonly killed: () => void
  readonly breaches: readonly string[]
  /** Milliseconds from the request until the preview was ready; until then, the time so far. */
  readonly previewMs: () => number
  /** The longest that it did not move while it was no person's turn. */
  readonly longestRestMs: () => number
  /** Once the first run is over. */
  readonly over: Promise<void>
  readonly isOver: () => boolean
}

const LOOK_MS = 200
const ORDER = ['reading', 'comparing', 'ready', 'applying', 'done']

// What progress counts: changes that write on either side.
const WRITES = `(c.kind in ('createLocal', 'createRemote', 'deleteRemote')
  or (c.kind in ('update', 'question') and 'object' in (jsonb_typeof(c.body->'local'), jsonb_typeof(c.body->'remote'))))`

export const look = async (world: KillWorld, { syncId }: KillFirm): Promise<Seen | undefined> => {
  const [seen] = await world.ask<Seen & Record<string, unknown>>(
    `select r.id, r.state, r.done, r.total, r."apiCalls", r."pageToken", r.revision,
       count(c.id) filter (where c.state = 'planned' and ${WRITES})::int as planned,
       count(c.id) filter (where c.state = 'sent')::int as sent
     from "Run" r left join "Change" c on c."runId" = r.id
     where r."syncId" = $1 and r.kind = 'first' group by r.id`,
    [syncId],
  )
  return seen
}

/** Watches the first run of the firm and presses **Start Sync** once the preview is there. */
export function watchFirst(world: KillWorld, firm: KillFirm): Watch {
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
      const seen = await look(world, firm)
      if (seen) {
        breaches.push(...untruths(seen), ...(latest ? backward(latest, seen, again) : []))
        if (seen.state === 'comparing' && latest && seen.done < latest.done) again = false
        if (!latest || marksOf(seen) !== marksOf(latest)) {
          longestRest = Math.max(longestRest, Date.now() - movedAt)
          movedAt = Date.now()
        }
        latest = seen
        if (seen.state === 'ready') previewAt ??= Date.now()
        if (seen.state === 'ready') await persist(() => startSync(firm.actor, seen.id, seen.revision))
        if (['done', 'failed', 'stopped', 'discarded'].includes(seen.state)) break
      }
      await sleep(LOOK_MS)
    }
    ended = true
    if (latest?.state !== 'done') breaches.push(`the run ended ${latest?.state}`)
  }
  return {
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
