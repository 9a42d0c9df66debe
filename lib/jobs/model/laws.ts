// What must hold once everything is quiet: both sides agree except where a person must decide, no value is lost that nobody
// removed, nobody is doubled, nothing is deleted that no person deleted. Each breach is a sentence.
import { type Contact, displayName } from '@/lib/contacts/contact'
import { sameValue } from '@/lib/contacts/diff'
import { FIELD_NAMES } from '@/lib/contacts/fields'
import { db } from '@/lib/db/client'
import type { Change, Link } from '@/lib/db/generated/client'
import { asBody } from '@/lib/db/values'
import { holds } from '@/lib/providers/google/person'
import { marksOf, SINGLES, sayKey } from './ledger'
import type { Seen, World } from './world'

export async function breaches(world: World): Promise<readonly string[]> {
  const { sync, actor } = world.stage
  const here = await world.here()
  const there = world.there()
  const links = await db(actor.firmId).link.findMany({ where: { syncId: sync.id } })
  const waiting = await db(actor.firmId).change.findMany({ where: { syncId: sync.id, state: 'waiting' } })
  const failed = await db(actor.firmId).change.findMany({ where: { syncId: sync.id, state: 'failed' } })
  const gone = await db(actor.firmId).contact.findMany({
    where: { firmId: actor.firmId, deletedAt: { not: null } },
  })
  return [
    ...disagreements(links, waiting, here, there),
    ...strangers(links, waiting, here, there),
    ...lost(world, here, there),
    ...doubled(world, here, 'here'),
    ...doubled(world, there, 'there'),
    ...gone.flatMap(({ id }) =>
      world.ledger.deleted.local.has(id) ? [] : [`${id} was deleted here by nobody`],
    ),
    ...failed.map(({ name, error }) => `${name} failed: ${JSON.stringify(error)}`),
    ...world.faults(),
  ]
}

function disagreements(
  links: readonly Link[],
  waiting: readonly Change[],
  here: readonly Seen[],
  there: readonly Seen[],
): readonly string[] {
  return links.flatMap((link) => {
    const local = here.find(({ id }) => id === link.contactId)
    const remote = there.find(({ id }) => id === link.remoteId)
    if (link.tombstone !== null) return []
    if (!local || !remote) return [`a live link has ${local ? 'no end there' : 'no end here'}`]
    const rests = waiting.filter(
      ({ linkId, contactId }) => linkId === link.id || contactId === link.contactId,
    )
    const open = new Set(rests.flatMap(({ body }) => asBody(body).conflicts.map(({ field }) => field)))
    const held = holds(local.contact)
    return FIELD_NAMES.filter((field) => !open.has(field) && !sameValue(field, held, remote.contact)).map(
      (field) =>
        `${displayName(local.contact)}: ${field} is ${JSON.stringify(held[field])} here, ${JSON.stringify(remote.contact[field])} there`,
    )
  })
}

/** Who is linked to nobody must be asked about. */
function strangers(
  links: readonly Link[],
  waiting: readonly Change[],
  here: readonly Seen[],
  there: readonly Seen[],
): readonly string[] {
  const known = new Set([...links, ...waiting].flatMap(({ contactId, remoteId }) => [contactId, remoteId]))
  const say = (side: string) => (seen: Seen) =>
    known.has(seen.id) ? [] : [`${displayName(seen.contact)} is only ${side}, and nobody is asked why`]
  return [...here.flatMap(say('here')), ...there.flatMap(say('there'))]
}

function lost({ ledger }: World, here: readonly Seen[], there: readonly Seen[]): readonly string[] {
  const all = [...here, ...there]
  const found = new Set(all.flatMap(({ contact }) => contact.emails.map(({ value }) => value)))
  const emails = [...ledger.kept].filter((value) => !found.has(value)).map((value) => `${value} is lost`)
  return [...emails, ...all.flatMap(({ contact }) => invented(ledger, contact))]
}

/** A single value is one that somebody said last, on one side or the other; of contacts that people mixed nobody can tell. */
function invented({ said, spread }: World['ledger'], contact: Contact): readonly string[] {
  const marks = marksOf(contact)
  if (marks.some((mark) => spread.has(mark))) return []
  return SINGLES.flatMap((field) => {
    const last = marks.flatMap((mark) => Object.values(said.get(sayKey(mark, field)) ?? {}))
    return last.length === 0 || last.includes(contact[field])
      ? []
      : [
          `${displayName(contact)}: ${field} is ${JSON.stringify(contact[field])}, but people said ${JSON.stringify(last)}`,
        ]
  })
}

function doubled({ ledger }: World, seen: readonly Seen[], where: string): readonly string[] {
  const counts = new Map<number, number>()
  for (const { contact } of seen)
    for (const mark of marksOf(contact)) counts.set(mark, (counts.get(mark) ?? 0) + 1)
  return [...counts].flatMap(([mark, count]) =>
    count > 1 && !ledger.spread.has(mark) ? [`birth ${mark} is ${count} contacts ${where}`] : [],
  )
}
