// The invariant of what people see: a run writes exactly what its person saw when they pressed Start Sync or Continue; if nobody was
// asked, it writes no more than the thresholds allow. Writes are taken from the calls to the account and from the history here, not
// from the sync's own records.

import type { Contact } from '@/lib/domains/contacts/value/contact'
import { sameContact } from '@/lib/domains/contacts/value/diff'
import { asContact } from '@/lib/store/address-book/values'
import { db } from '@/lib/store/database/client'
import type { Change } from '@/lib/store/database/generated/client'
import { parseContactBody } from '@/testing/contacts/stored-body'
import type { ShownChange } from './screen'
import type { World } from './world'

/** One write, with its change. */
interface Act {
  readonly change: Change
  readonly kind: 'create' | 'update' | 'delete'
  readonly at: 'here' | 'there'
  /** null if it was deleted. */
  readonly to: Contact | null
}

/** Each violation is a sentence. */
export async function unseen(world: World): Promise<readonly string[]> {
  const { firmId, id: syncId } = world.fixture.sync
  const runs = await db(firmId).run.findMany({ where: { syncId }, orderBy: { createdAt: 'asc' } })
  const changes = await db(firmId).change.findMany({ where: { syncId } })
  const acts = await actsOf(world, changes)
  const erased = erasedEarly(acts)
  if (erased.length > 0) return erased
  return runs.flatMap(({ id, kind, createdAt }) => {
    const own = acts.filter(({ change }) => change.runId === id)
    const page = world.screen.pressed.get(id)
    // Nothing of a preview is carried out before Start Sync.
    if (page || kind === 'first') return beside(page?.changes ?? new Map(), own)
    const earlier = changes.filter((change) => change.runId !== id && change.createdAt < createdAt)
    return beyond(world, own, earlier)
  })
}

async function actsOf({ fixture, pushed }: World, changes: readonly Change[]): Promise<readonly Act[]> {
  const { firmId } = fixture.sync
  const byId = new Map(changes.map((change) => [change.id, change]))
  const edits = await db(firmId).contactEdit.findMany({
    where: { firmId, changeId: { in: [...byId.keys()] } },
  })
  const acts = [
    ...pushed.map((push) => ({ ...push, id: push.ref, at: 'there' as const })),
    ...edits.map(({ changeId, kind, to }) => ({
      id: changeId ?? '',
      kind: kind === 'edit' ? ('update' as const) : kind === 'delete' ? kind : ('create' as const),
      at: 'here' as const,
      to: to === null ? null : asContact(to),
    })),
  ]
  return acts.flatMap(({ id, kind, at, to }) => {
    const change = byId.get(id)
    return change ? [{ change, kind, at, to }] : []
  })
}

/**
 * Values that the clean-up has erased. No scenario lasts as long as history is kept, so the clean-up or the scenario's clock is wrong. An
 * erased value differs from every page, so nothing else can be concluded.
 */
const erasedEarly = (acts: readonly Act[]): readonly string[] =>
  acts.flatMap(({ change, kind, at, to }) =>
    change.erasedAt !== null || (to === null && kind !== 'delete')
      ? [
          `change ${change.id}: its values were erased before their time, so nobody can tell whether its ${kind} ${at} was shown`,
        ]
      : [],
  )

/** What a run did that was not on the page of its person. */
function beside(shown: ReadonlyMap<string, ShownChange>, acts: readonly Act[]): readonly string[] {
  return acts.flatMap(({ change, kind, at, to }) => {
    const body = (shown.get(change.id) ?? ofTheSame(shown, change))?.body
    const half = at === 'here' ? body?.local : body?.remote
    const isAsShown = half && (half.to === null || to === null ? half.to === to : sameContact(half.to, to))
    return isAsShown ? [] : [`${change.name}: ${kind} ${at} was not on the page that its person pressed on`]
  })
}

/** The same contact shown under another id counts. */
const ofTheSame = (shown: ReadonlyMap<string, ShownChange>, { localId, remoteId }: Change) =>
  [...shown.values()].find((one) =>
    one.localId === null ? one.remoteId === remoteId : one.localId === localId,
  )

/** What a run did beyond the thresholds although nobody was asked. */
function beyond(world: World, acts: readonly Act[], earlier: readonly Change[]): readonly string[] {
  const { few, share, flood, floodShare } = world.thresholds
  // No more contacts can be linked than people created.
  const most = world.oracle.births.length
  const count = (is: (act: Act) => boolean) => new Set(acts.filter(is).map(({ change }) => change.id)).size
  // What an earlier run left open was counted then.
  const isNew = ({ change: { localId, remoteId } }: Act, at: Act['at']) =>
    !earlier.some((one) => (at === 'there' ? one.localId === localId : one.remoteId === remoteId))
  const adds = (at: Act['at']) =>
    count(
      (act) => act.kind === 'create' && act.at === at && ADDITIONS[at] === act.change.kind && isNew(act, at),
    )
  const counts: readonly (readonly [string, number, number])[] = [
    ['deleted there', count(({ kind }) => kind === 'delete'), Math.max(few, most * share)],
    ['written over', count(overwrites), Math.max(few, most * share)],
    ['added there', adds('there'), Math.max(flood, most * floodShare)],
    ['added here', adds('here'), Math.max(flood, most * floodShare)],
  ]
  return counts.flatMap(([what, found, limit]) =>
    found > limit ? [`${found} were ${what} by one run, and nobody was asked beyond ${limit}`] : [],
  )
}

/** Only what was linked when it was planned counts: two items that a change links have a link as soon as its first half is written. */
const overwrites = ({ change, kind }: Act): boolean =>
  kind === 'update' &&
  change.kind === 'update' &&
  parseContactBody(change).reasons.some((reason) => reason.kind === 'edited')

const ADDITIONS = { here: 'createLocal', there: 'createRemote' } as const
