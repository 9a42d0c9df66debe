// What Start Sync would do now, in numbers, and roughly how long it would take.
import { parseBody, type StoredBody } from '@/lib/engine/change-body'
import type { Write } from '@/lib/engine/model'
import { env } from '@/lib/env'
import { db } from '@/lib/store/database/client'
import type { OfFirm } from '@/lib/store/database/cross-tenant'
import { Prisma } from '@/lib/store/database/generated/client'
import { type Actor, ownSyncs } from '@/lib/store/firm/actor'
import type { SyncKind, Value } from '@/lib/store/kinds/kind'
import { kindOf, WITH_KIND } from '@/lib/store/kinds/registry'
import { STEP } from '@/lib/store/review/changes'
import { included, inScope, type Scope, unapproved } from '@/lib/store/review/preview'
import { addsHere, addsMine, writes, writesLocal, writesRemote } from '@/lib/store/review/writes'

export interface Totals {
  /** Items that are written on one side or on both. */
  readonly changes: number
  readonly toLocal: number
  readonly toRemote: number
  /** Those of them that are written on both sides. */
  readonly both: number
  readonly deletes: number
  /** Contacts added here that were not here before. */
  readonly newHere: number
  /** The default of the sync for contacts that it adds here: only the person's, or everyone's; null for events. */
  readonly addsOnlyMine: boolean | null
  /** Contacts added here that will be only the person's. */
  readonly onlyMine: number
  readonly open: number
  /** Open ones whose other fields are written anyway. */
  readonly partly: number
  /** Not among the open ones: they only need to be reviewed. */
  readonly outdated: number
  readonly excluded: number
  /** A rough estimate; 0 if nothing is written. */
  readonly takesMs: number
  /** Null if everything fits. */
  readonly full: Full | null
}

/** The account cannot store everything that would be added. Deleting there makes no room, since its bin counts too. */
export interface Full {
  readonly adds: number
  readonly held: number
  readonly most: number
  /** How many of `adds` will be rejected. */
  readonly over: number
}

type Counted = Omit<Totals, 'takesMs' | 'full' | 'addsOnlyMine'> & {
  readonly addsRemote: number
  readonly deletesRemote: number
}

/** The other fields of an item are synced while one of its fields waits for a decision. */
const goes = Prisma.sql`c.state = 'planned' and not c.outdated and (not c.undecided or c.kind not in ('question', 'createRemote'))`

export async function totalsOf(actor: Actor, scope: Scope): Promise<Totals> {
  const [counted] = await db(actor.firmId).$queryRaw<[Counted]>`
    select count(*) filter (where ${goes} and ${writes})::int as changes,
      count(*) filter (where ${goes} and ${writesLocal})::int as "toLocal",
      count(*) filter (where ${goes} and ${writesRemote})::int as "toRemote",
      count(*) filter (where ${goes} and ${writesLocal} and ${writesRemote})::int as both,
      count(*) filter (where ${goes} and c.kind = 'createRemote')::int as "addsRemote",
      count(*) filter (where ${goes} and c.kind in ('deleteLocal', 'deleteRemote'))::int as deletes,
      count(*) filter (where ${goes} and c.kind = 'deleteRemote')::int as "deletesRemote",
      count(*) filter (where ${goes} and ${addsHere(scope.syncId)})::int as "newHere",
      count(*) filter (where ${goes} and ${addsMine(scope.syncId)})::int as "onlyMine",
      count(*) filter (where ${included} and c.undecided)::int as open,
      count(*) filter (where ${goes} and c.undecided and ${writes})::int as partly,
      count(*) filter (where ${included} and ${unapproved})::int as outdated,
      count(*) filter (where c.state = 'excluded')::int as excluded
    from "Change" c where ${inScope(actor, scope)}`
  const { addsRemote, deletesRemote: _, ...totals } = counted
  const sync = await db(actor.firmId).sync.findFirst({
    where: { id: scope.syncId, ...ownSyncs(actor) },
    include: WITH_KIND,
  })
  if (!sync) return { ...totals, addsOnlyMine: null, takesMs: 0, full: null }
  const kind = kindOf(sync)
  return {
    ...totals,
    addsOnlyMine: sync.kind === 'contacts' ? sync.addsOnlyMine : null,
    takesMs: await takesMs(actor, scope, counted, kind),
    full: await fullBy(sync, addsRemote, kind.there.can.limits.maxItems),
  }
}

async function fullBy({ id, firmId }: OfFirm, adds: number, most: number | null): Promise<Full | null> {
  if (most === null || adds === 0) return null
  const held = await db(firmId).item.count({ where: { firmId, syncId: id, deleted: false } })
  const over = Math.min(adds, held + adds - most)
  return over > 0 ? { adds, held, most, over } : null
}

/** Writing an item here with its history and its link: 25,000 took 33 s on two busy cores. */
const HERE_MS = 1.3

async function takesMs(
  actor: Actor,
  scope: Scope,
  { toLocal, toRemote, addsRemote, deletesRemote: deletes }: Counted,
  kind: SyncKind,
): Promise<number> {
  const updated = toRemote - addsRemote - deletes
  const groups = updated > 0 ? await updatesAlike(actor, scope, kind, updated) : []
  const writes = { creates: addsRemote, updates: groups, deletes }
  return toLocal * HERE_MS + kind.there.writingMs(writes, kind.there.rootUrl(env()))
}

/** Updates that are sampled to estimate the rest. */
const SAMPLE = 300

/** Sizes of the groups that change the same fields, one step of a worker after the other. */
async function updatesAlike(
  actor: Actor,
  scope: Scope,
  { domain }: SyncKind,
  count: number,
): Promise<readonly number[]> {
  const rows = await db(actor.firmId).$queryRaw<StoredBody[]>`
    select c.id, c.body, c."bodyVersion" from "Change" c
    where ${inScope(actor, scope)} and ${goes} and c.kind in ('update', 'question') and ${writesRemote} limit ${SAMPLE}`
  const sizes = new Map<string, number>()
  for (const row of rows) {
    const { remote } = parseBody(domain, row)
    const key = remote ? altered(domain, remote) : ''
    sizes.set(key, (sizes.get(key) ?? 0) + 1)
  }
  const steps = Math.ceil(count / STEP)
  const inStep = [...sizes.values()].map((size) => Math.round((size / rows.length) * (count / steps)))
  return Array.from({ length: steps }, () => inStep).flat()
}

const altered = ({ fields, sameField }: SyncKind['domain'], { from, to }: Write<Value>): string =>
  from && to ? fields.filter((field) => !sameField(field, from, to)).join() : ''
