// What must hold once nothing happens any more: both sides agree except where a person must decide, no value is lost that nobody removed,
// nobody is duplicated, and nothing is deleted that no person deleted. Each violation is a sentence.

import { type Contact, displayName } from '@/lib/domains/contacts/value/contact'
import { sameValue } from '@/lib/domains/contacts/value/diff'
import { FIELD_NAMES, type FieldName } from '@/lib/domains/contacts/value/fields'
import { mayWrite } from '@/lib/engine/direction'
import { project } from '@/lib/providers/google/person'
import { asContact } from '@/lib/store/address-book/values'
import { db } from '@/lib/store/database/client'
import type { Change, Link } from '@/lib/store/database/generated/client'
import { parseContactBody } from '@/testing/contacts/stored-body'
import { duplicates } from './duplicates'
import { isBornAt, marksOf, type Oracle, SINGLES, sayKey } from './oracle'
import { unseen } from './unseen'
import type { Seen, World } from './world'

export async function breaches(people: readonly World[]): Promise<readonly string[]> {
  const [world] = people
  if (!world) return []
  const { oracle, fixture } = world
  const { firmId } = fixture.actor
  const here = await world.here()
  const gone = await db(firmId).contact.findMany({ where: { firmId, deletedAt: { not: null } } })
  const each = await Promise.all(people.map((one) => breachesOf(one, here)))
  return [
    ...each.flat(),
    ...lost(
      oracle,
      here,
      people.flatMap((one) => one.there()),
      people.every(({ choices }) => choices.direction === 'both'),
    ),
    ...doubled(oracle, here, 'here'),
    ...(await duplicates(firmId)),
    ...gone.flatMap(({ id }) => (oracle.deleted.has(id) ? [] : [`${id} was deleted here by nobody`])),
  ]
}

/** What the sync wrote on the side that its direction leaves alone. */
export async function wrongWrites({ fixture, pushed, choices }: World): Promise<readonly string[]> {
  const { firmId } = fixture.sync
  const byUs = await db(firmId).contactEdit.findMany({ where: { firmId, changeId: { not: null } } })
  return [
    ...(mayWrite('remote', choices) ? [] : pushed.map(({ kind }) => `${kind} in the account`)),
    ...(mayWrite('local', choices) ? [] : byUs.map(({ kind }) => `${kind} here`)),
  ]
}

/** Between the firm and one person's account. */
async function breachesOf(world: World, here: readonly Seen[]): Promise<readonly string[]> {
  const { firmId, id: syncId } = world.fixture.sync
  const there = world.there()
  const links = await db(firmId).link.findMany({ where: { syncId } })
  const waiting = await db(firmId).change.findMany({ where: { syncId, state: 'waiting' } })
  const failed = await db(firmId).change.findMany({ where: { syncId, state: 'failed' } })
  const { direction } = world.choices
  return [
    ...(direction === 'both' ? disagreements(links, waiting, here, there) : []),
    ...strangers(
      links,
      waiting,
      mayWrite('remote', { direction }) ? here : [],
      mayWrite('local', { direction }) ? there : [],
    ),
    ...doubled(world.oracle, withoutKept(world, links, there), `in ${world.account}`),
    ...failed.map(({ name, error }) => `${name} failed: ${JSON.stringify(error)}`),
    ...world.faults(),
    ...(await unseen(world)),
  ]
}

function disagreements(
  links: readonly Link[],
  waiting: readonly Change[],
  here: readonly Seen[],
  there: readonly Seen[],
): readonly string[] {
  return links.flatMap((link) => {
    const local = here.find(({ id }) => id === link.localId)
    const remote = there.find(({ id }) => id === link.remoteId)
    if (link.tombstone !== null) return []
    if (!local || !remote)
      return isAskedAbout(link, waiting) ? [] : [`a live link has ${local ? 'no end there' : 'no end here'}`]
    const rests = waiting.filter(({ linkId, localId }) => linkId === link.id || localId === link.localId)
    // The outcome differs from what was shown, so all of it waits until its person has looked.
    if (rests.some(({ outdated }) => outdated)) return []
    const open = new Set(
      rests.flatMap((change) => parseContactBody(change).conflicts.map(({ field }) => field)),
    )
    const held = project(local.contact)
    const differs = (field: FieldName) =>
      !sameValue(field, held, remote.contact) && !isLabelledApart(link, field, held, remote.contact)
    return FIELD_NAMES.filter((field) => !open.has(field) && differs(field)).map(
      (field) =>
        `${displayName(local.contact)}: ${field} is ${JSON.stringify(held[field])} here, ${JSON.stringify(remote.contact[field])} there`,
    )
  })
}

/** The link stays as it is until a person decides what replaced its lost end. */
const isAskedAbout = (link: Link, waiting: readonly Change[]): boolean =>
  waiting.some(
    ({ kind, localId, remoteId }) =>
      kind === 'question' && (localId === link.localId || remoteId === link.remoteId),
  )

/** Two that were linked with a common address each keep their own label for it, which is part of the base. */
function isLabelledApart(link: Link, field: FieldName, here: Contact, there: Contact): boolean {
  if (field !== 'emails') return false
  const unlabelled = ({ emails, ...rest }: Contact) => ({
    ...rest,
    emails: emails.map((one) => ({ ...one, label: '' })),
  })
  return (
    sameValue(field, project(asContact(link.baseLocal)), here) &&
    sameValue(field, asContact(link.baseRemote), there) &&
    sameValue(field, unlabelled(here), unlabelled(there))
  )
}

/** Unlinked contacts must be asked about. */
function strangers(
  links: readonly Link[],
  waiting: readonly Change[],
  here: readonly Seen[],
  there: readonly Seen[],
): readonly string[] {
  const known = new Set([...links, ...waiting].flatMap(({ localId, remoteId }) => [localId, remoteId]))
  const say = (side: string) => (seen: Seen) =>
    known.has(seen.id) ? [] : [`${displayName(seen.contact)} is only ${side}, and nobody is asked why`]
  return [...here.flatMap(say('here')), ...there.flatMap(say('there'))]
}

/** `bothWays`: false where an edit may stay on its side, so that the other one still has what was there before. */
function lost(
  oracle: Oracle,
  here: readonly Seen[],
  there: readonly Seen[],
  bothWays: boolean,
): readonly string[] {
  const all = [...here, ...there]
  const found = new Set(all.flatMap(({ contact }) => contact.emails.map(({ value }) => value)))
  const emails = [...oracle.kept].filter((value) => !found.has(value)).map((value) => `${value} is lost`)
  if (!bothWays) return emails
  // If a contact was deleted here, each account keeps its own copy, and nothing is synced between them.
  const kept = new Set(here.flatMap(({ contact }) => marksOf(contact)))
  const shared = all.filter(({ contact }) => marksOf(contact).some((mark) => kept.has(mark)))
  return [...emails, ...shared.flatMap(({ contact }) => invented(oracle, contact))]
}

/** A single value must be one that a person entered last on one side or the other; contacts that people mixed are ignored. */
function invented({ written, spread }: Oracle, contact: Contact): readonly string[] {
  const marks = marksOf(contact)
  if (marks.some((mark) => spread.has(mark))) return []
  return SINGLES.flatMap((field) => {
    const last = marks.flatMap((mark) => Object.values(written.get(sayKey(mark, field)) ?? {}))
    return last.length === 0 || last.includes(contact[field])
      ? []
      : [
          `${displayName(contact)}: ${field} is ${JSON.stringify(contact[field])}, but people said ${JSON.stringify(last)}`,
        ]
  })
}

/**
 * Without contacts that were deleted here and that the account kept beside another one which people added there too. That one replaces
 * the
 * deleted one here, also in other accounts, so it may have both marks. A copy that only a sync added does not count.
 */
function withoutKept(
  { oracle, account }: World,
  links: readonly Link[],
  there: readonly Seen[],
): readonly Seen[] {
  const kept = new Set(links.flatMap(({ tombstone, remoteId }) => (tombstone === 'local' ? [remoteId] : [])))
  return there.filter((one) => {
    const marks = marksOf(one.contact)
    const isSuccessor = ({ id, contact }: Seen) =>
      !kept.has(id) &&
      marksOf(contact).some((mark) => marks.includes(mark)) &&
      isBornAt(oracle, account, contact, marks)
    return !kept.has(one.id) || !there.some(isSuccessor)
  })
}

function doubled(oracle: Oracle, seen: readonly Seen[], where: string): readonly string[] {
  const counts = new Map<number, number>()
  for (const { contact } of seen)
    for (const mark of marksOf(contact)) counts.set(mark, (counts.get(mark) ?? 0) + 1)
  return [...counts].flatMap(([mark, count]) =>
    count > 1 && !oracle.spread.has(mark) ? [`birth ${mark} is ${count} contacts ${where}`] : [],
  )
}
