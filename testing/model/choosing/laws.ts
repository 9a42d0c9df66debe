// What must hold however people choose what is synced: leaving the choice deletes nothing, ordinary writes leave labels alone, a direction
// leaves one side alone, and with labels and tags in step both sides have the same. Each violation is a sentence.

import { displayName } from '@/lib/domains/contacts/value/contact'
import { chosenIn } from '@/lib/engine/choice'
import { mayWrite } from '@/lib/engine/direction'
import type { Person } from '@/lib/providers/google/raw'
import { db } from '@/lib/store/database/client'
import { wrongWrites } from '@/testing/model/invariants'
import { isBornAt } from '@/testing/model/oracle'
import type { World } from '@/testing/model/world'
import { groupsOf, labelledBy } from './acts'

/** Nobody deletes a contact in these scenarios. */
export async function disappeared({ fixture, pushed }: World): Promise<readonly string[]> {
  const { firmId } = fixture.sync
  const gone = await db(firmId).contact.findMany({ where: { firmId, deletedAt: { not: null } } })
  return [
    ...gone.map(({ id }) => `${id} was deleted here by nobody`),
    ...pushed.flatMap(({ kind, ref }) => (kind === 'delete' ? [`${ref} was deleted in the account`] : [])),
  ]
}

/** What was written on a side that the direction leaves alone, and labels and tags that nothing keeps in step. */
export async function sidesWritten(world: World): Promise<readonly string[]> {
  const { fixture, choices } = world
  const { firmId } = fixture.sync
  const follows = (side: 'local' | 'remote') => choices.keepLabels && mayWrite(side, choices)
  const tagged = await db(firmId).contactTagEdit.count({ where: { firmId, userId: null } })
  return [
    ...(await wrongWrites(world)),
    ...(follows('local') || tagged === 0 ? [] : [`${tagged} times a sync changed tags`]),
    ...(follows('remote') ? [] : rewritten(world)),
  ]
}

/** Contacts that people added to the account, and whose labels are not those that people gave them. */
function rewritten(world: World): readonly string[] {
  const { emulator, account, oracle } = world
  const labels = new Set(emulator.groups({ account }).map(({ resourceName }) => resourceName))
  return world.there().flatMap(({ id, contact }) => {
    if (!isBornAt(oracle, account, contact, [])) return []
    const has = labelsThere(world, id)
    const given = [...(labelledBy(world).get(id) ?? [])].filter((label) => labels.has(label)).sort()
    return has.join() === given.join()
      ? []
      : [`${displayName(contact)} has the labels ${has.join()}, but people gave ${given.join()}`]
  })
}

function labelsThere({ emulator, account }: World, id: string): readonly string[] {
  const labels = new Set(emulator.groups({ account }).map(({ resourceName }) => resourceName))
  const raw = (emulator.person({ account, resourceName: id }) ?? {}) as Person
  return groupsOf(raw)
    .filter((group) => labels.has(group))
    .sort()
}

const linked = ({ fixture: { sync } }: World) =>
  db(sync.firmId).link.findMany({ where: { syncId: sync.id, tombstone: null } })

/** Contacts that the choice takes and that are left out, and the other way around. */
export async function wronglyChosen(world: World): Promise<readonly string[]> {
  const { firmId, id: syncId } = world.fixture.sync
  const rows = await db(firmId).exclusion.findMany({ where: { syncId, byChoice: true } })
  const out = new Set(rows.map(({ localId }) => localId))
  const byPerson = await db(firmId).exclusion.findMany({ where: { syncId, byChoice: false } })
  const others = new Set(byPerson.map(({ localId }) => localId))
  const taken = await takenNow(world)
  return (await world.here()).flatMap(({ id, contact }) => {
    if (others.has(id) || taken(id) !== out.has(id)) return []
    return [`${displayName(contact)} is ${out.has(id) ? 'left out, but chosen' : 'synced, but not chosen'}`]
  })
}

async function takenNow(world: World): Promise<(id: string) => boolean> {
  const [here, there] = [await takenHere(world), await takenThere(world)]
  return (id) => here(id) && there(id)
}

/** Linked contacts whose other end has none of the chosen labels are not taken. */
async function takenThere(world: World): Promise<(id: string) => boolean> {
  const labels = chosenIn(world.choices.only)
  if (!labels) return () => true
  const left = (await linked(world)).filter(
    ({ remoteId }) => !labelsThere(world, remoteId).some((label) => labels.includes(label)),
  )
  const isLeft = among(left.map(({ localId }) => localId))
  return (id) => !isLeft(id)
}

async function takenHere(world: World): Promise<(id: string) => boolean> {
  const { sync, actor } = world.fixture
  const { firmId } = actor
  const { only } = world.choices
  switch (only?.kind) {
    case undefined:
    case 'labels':
      return () => true
    case 'hand': {
      const rows = await db(firmId).handChosen.findMany({ where: { syncId: sync.id } })
      return among(rows.map(({ localId }) => localId))
    }
    case 'clients': {
      const where = { firmId, responsibleId: actor.userId, deletedAt: null }
      const rows = await db(firmId).matter.findMany({ where })
      return among(rows.map(({ clientId }) => clientId))
    }
    case 'tags': {
      const rows = await db(firmId).contactTag.findMany({ where: { firmId, tagId: { in: [...only.ids] } } })
      return among(rows.map(({ contactId }) => contactId))
    }
  }
}

function among(ids: readonly (string | null)[]): (id: string) => boolean {
  const set = new Set(ids)
  return (id) => set.has(id)
}

/** Linked contacts that have a tag and not its label, or the label and not its tag. */
export async function outOfStep(world: World): Promise<readonly string[]> {
  const { firmId, id: syncId } = world.fixture.sync
  const joined = await db(firmId).tagLabel.findMany({ where: { syncId, labelId: { not: null } } })
  const tags = await db(firmId).contactTag.findMany({ where: { firmId } })
  const has = among(tags.map(({ contactId, tagId }) => `${contactId} ${tagId}`))
  const pairs = await linked(world)
  return pairs.flatMap(({ localId, remoteId }) => {
    const there = labelsThere(world, remoteId)
    return joined.flatMap(({ tagId, labelId, name }) =>
      has(`${localId} ${tagId}`) === there.includes(labelId ?? '')
        ? []
        : [`${localId} has ${name} ${there.includes(labelId ?? '') ? 'there' : 'here'} only`],
    )
  })
}
