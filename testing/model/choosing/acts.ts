// What people do with tags, labels, matters and the choice of a sync, as commands of drawn scenarios. Nobody deletes a contact in these
// scenarios, so that a contact which disappears was deleted by a sync.
import fc from 'fast-check'
import { EMPTY_MATTER } from '@/lib/domains/matters/matter'
import { CHOICES, type Choice } from '@/lib/engine/choice'
import { createPacing, UNLIMITED } from '@/lib/providers/google/pacing'
import { googleProvider } from '@/lib/providers/google/provider'
import type { Person } from '@/lib/providers/google/raw'
import { DEFAULT_SETTINGS } from '@/lib/store/address-book/values'
import { db } from '@/lib/store/database/client'
import { deleteMatter, saveMatter } from '@/lib/store/matters/matters'
import { wakeClientChoices } from '@/lib/store/runs/runs'
import { syncByHand } from '@/lib/store/sync/hand'
import { saveTagsOf } from '@/lib/store/tags/contact-tags'
import { deleteTag, saveTag, tagsOf } from '@/lib/store/tags/tags'
import {
  answer,
  type Command,
  command,
  edit,
  fault,
  network,
  nth,
  person,
  setUp,
  worksBeside,
} from '@/testing/model/commands'
import { letPass, start, startAgain, stop } from '@/testing/model/steering'
import type { World } from '@/testing/model/world'

const NAMES = ['Court', 'Client', 'Urgent'] as const
const MY_CONTACTS = 'contactGroups/myContacts'

const labelsOf = ({ emulator, account }: World) =>
  emulator.groups({ account }).map(({ resourceName: id, name }) => ({ id, name }))

/** As the account's owner, whatever the network does to the sync. */
const ownLabels = ({ emulator, account }: World) => {
  const token = async () => emulator.issueTokens({ account }).accessToken
  const own = { account, rootUrl: `${emulator.url}/`, accessToken: token, onCall: () => undefined }
  return googleProvider(own, createPacing(UNLIMITED)).labels
}

export const groupsOf = (person: Person): readonly string[] =>
  (
    (person.memberships ?? []) as { contactGroupMembership?: { contactGroupResourceName?: string } }[]
  ).flatMap((one) => one.contactGroupMembership?.contactGroupResourceName ?? [])

const given = new WeakMap<World, Map<string, Set<string>>>()

/** The labels that people gave to contacts of the account, by contact. */
export function labelledBy(world: World): Map<string, Set<string>> {
  const labels = given.get(world) ?? new Map<string, Set<string>>()
  given.set(world, labels)
  return labels
}

/** Gives a contact of the account a label, which is made if there is none of this name, or takes it away. */
async function label(world: World, at: number, name: string, has: boolean): Promise<void> {
  const { emulator, account } = world
  const one = nth(world.there(), at)
  const raw = one && (emulator.person({ account, resourceName: one.id }) as Person | null)
  if (!one || !raw) return
  const known = labelsOf(world).find((other) => other.name === name)
  if (!known && !has) return
  const id = known?.id ?? emulator.addGroup({ account, name }).resourceName
  const others = groupsOf(raw).filter((group) => group !== id)
  const groups = has ? [...others, id] : others.length > 0 ? others : [MY_CONTACTS]
  const memberships = groups.map((contactGroupResourceName) => ({
    contactGroupMembership: { contactGroupResourceName },
  }))
  emulator.editPerson({ account, resourceName: one.id, person: { memberships } })
  const labels = labelledBy(world).get(one.id) ?? new Set()
  labels[has ? 'add' : 'delete'](id)
  labelledBy(world).set(one.id, labels)
}

async function tag(world: World, at: number, name: string, has: boolean): Promise<void> {
  const one = nth(await world.here(), at)
  if (one)
    await saveTagsOf(world.fixture.actor, one.id, { added: has ? [name] : [], removed: has ? [] : [name] })
}

/** Makes the contact a client of a matter of the sync's person, or no longer. */
async function client(world: World, at: number, is: boolean): Promise<void> {
  const { firmId, userId } = world.fixture.actor
  const one = nth(await world.here(), at)
  if (!one) return
  const [matter] = await db(firmId).matter.findMany({ where: { firmId, clientId: one.id, deletedAt: null } })
  if (matter && !is) await deleteMatter(firmId, matter.id, userId)
  if (!matter && is) {
    const value = { ...EMPTY_MATTER, number: crypto.randomUUID(), clientId: one.id, responsibleId: userId }
    await saveMatter(firmId, { id: crypto.randomUUID(), version: 0, matter: value }, userId)
  }
  await wakeClientChoices(firmId)
}

/** What a person chooses: among the contacts here, also by a label of the account or not. */
export interface Drawn {
  readonly kind: Choice['kind'] | null
  readonly alsoByLabel: boolean
}

export const drawnChoice: fc.Arbitrary<Drawn> = fc.record({
  kind: fc.constantFrom(null, ...CHOICES),
  alsoByLabel: fc.boolean(),
})

/** With the tags and labels that there are at this moment; without any, everything is synced. */
export async function choose(world: World, { kind, alsoByLabel }: Drawn): Promise<void> {
  const [label] = labelsOf(world).map(({ id }) => id)
  const [tag] = (await tagsOf(world.fixture.actor)).map(({ id }) => id)
  world.choices.only = choiceWith(kind, tag, label, alsoByLabel)
  await world.set(DEFAULT_SETTINGS)
}

function choiceWith(
  kind: Drawn['kind'],
  tag: string | undefined,
  label: string | undefined,
  alsoByLabel: boolean,
): Choice | null {
  const labels = alsoByLabel && label !== undefined ? { labels: [label] } : {}
  if (kind === 'hand' || kind === 'clients') return { kind, ...labels }
  if (kind === 'tags' && tag !== undefined) return { kind, ids: [tag], ...labels }
  return kind === 'labels' && label !== undefined ? { kind, ids: [label] } : null
}

const place = fc.nat(5)
const name = fc.constantFrom(...NAMES)

const ofContacts: fc.Arbitrary<Command> = fc.oneof(
  fc.nat(7).map((who) => command(`add ${who} here`, (world) => world.addHere(person(who)))),
  fc.nat(7).map((who) => command(`add ${who} there`, (world) => world.addThere(person(who)))),
  fc.tuple(place, edit).map(([at, { name, edit }]) =>
    command(`${at} here ${name}`, async (world) => {
      const one = nth(await world.here(), at)
      if (one) await world.editHere(one.id, edit)
    }),
  ),
  fc.tuple(place, edit).map(([at, { name, edit }]) =>
    command(`${at} there ${name}`, async (world) => {
      const one = nth(world.there(), at)
      if (one) await world.editThere(one.id, edit)
    }),
  ),
)

const ofTags: fc.Arbitrary<Command> = fc.oneof(
  {
    arbitrary: fc
      .tuple(place, name, fc.boolean())
      .map(([at, name, has]) =>
        command(`${has ? 'tag' : 'untag'} ${at} ${name}`, (world) => tag(world, at, name, has)),
      ),
    weight: 4,
  },
  {
    arbitrary: fc
      .tuple(place, name, fc.boolean())
      .map(([at, name, has]) =>
        command(`${has ? 'label' : 'unlabel'} ${at} ${name}`, (world) => label(world, at, name, has)),
      ),
    weight: 4,
  },
  fc.tuple(fc.nat(2), name).map(([at, name]) =>
    command(`rename tag ${at} to ${name}`, async ({ fixture: { actor } }) => {
      const one = nth(await tagsOf(actor), at)
      if (one) await saveTag(actor, one.id, { name, color: null })
    }),
  ),
  fc.nat(2).map((at) =>
    command(`delete tag ${at}`, async ({ fixture: { actor } }) => {
      const one = nth(await tagsOf(actor), at)
      if (one) await deleteTag(actor, one.id)
    }),
  ),
  fc.tuple(fc.nat(2), name).map(([at, name]) =>
    command(`rename label ${at} to ${name}`, async (world) => {
      const one = nth(labelsOf(world), at)
      if (one) await ownLabels(world)?.rename(one, name)
    }),
  ),
  fc.nat(2).map((at) =>
    command(`delete label ${at}`, async (world) => {
      const one = nth(labelsOf(world), at)
      if (one) await ownLabels(world)?.remove(one.id)
    }),
  ),
)

const ofChoice: fc.Arbitrary<Command> = fc.oneof(
  fc
    .tuple(place, fc.boolean())
    .map(([at, is]) => command(`${at} is ${is ? 'a' : 'no'} client`, (world) => client(world, at, is))),
  fc.tuple(place, fc.boolean()).map(([at, is]) =>
    command(`${is ? 'sync' : 'do not sync'} ${at}`, async (world) => {
      const one = nth(await world.here(), at)
      if (one) await syncByHand(world.fixture.actor, [one.id], is)
    }),
  ),
  {
    arbitrary: drawnChoice.map((drawn) =>
      command(`choose ${drawn.kind ?? 'all'}${drawn.alsoByLabel ? ', also by label' : ''}`, (world) =>
        choose(world, drawn),
      ),
    ),
    weight: 2,
  },
)

const action = fc.oneof(
  { arbitrary: ofContacts, weight: 3 },
  { arbitrary: ofTags, weight: 5 },
  { arbitrary: ofChoice, weight: 4 },
)
const steering: fc.Arbitrary<Command> = fc.oneof(
  answer,
  fc.constant(command('preview', startAgain)),
  fc.constant(command('start', start)),
  fc.constant(command('let pass', letPass)),
  fc.constant(command('stop', stop)),
)
const works = worksBeside(action, steering)

/** Some contacts with tags and labels, a sync, then any acts. */
export const acts = (size: number): fc.Arbitrary<Command[]> =>
  fc
    .tuple(
      fc.array(ofContacts, { minLength: 2, maxLength: 6, size: 'max' }),
      fc.array(action, { maxLength: 6, size: 'max' }),
      fc.array(fc.oneof(action, action, works, works, steering, network, fault), {
        maxLength: size,
        size: 'max',
      }),
    )
    .map(([contacts, before, after]) => [...contacts, ...before, setUp, ...after])
