// The laws of a sync of calendars at rest: what each side shows, and what was lost.

import { seriesRules } from '@/lib/domains/events/recurrence/edit/slots'
import { changedFields } from '@/lib/domains/events/value/diff'
import { isCancelled } from '@/lib/domains/events/value/event'
import { eventProjects } from '@/lib/providers/registry'
import { calendarCollection } from '@/lib/store/calendar/collection'
import { db } from '@/lib/store/database/client'
import { isOurs } from './guests'
import { marksIn } from './marks'
import { allOf, type Item, shown, shownThere } from './shown'
import type { World } from './world'

const named = ({ id, value, slot }: Item) =>
  `${value.title || '(no title)'} (${id}${slot ? ` at ${slot}` : ''})`

export async function breaches(world: World): Promise<readonly string[]> {
  const { sync, emulator } = world
  const { firmId } = sync.actor
  const here = await allOf(calendarCollection(firmId, sync.calendarId))
  const there = await allOf(await sync.collectionThere())
  const links = await sync.links()
  const open = await db(firmId).change.findMany({
    where: { syncId: sync.syncId, state: { in: ['waiting', 'failed'] } },
  })
  const asked = new Set(
    open.flatMap(({ localId, remoteId }) => [localId, remoteId].flatMap((id) => id ?? [])),
  )
  // A series that moves waits for what is asked about its occurrences.
  const waits = new Set([
    ...asked,
    ...[...here, ...there].flatMap(({ id, parentId }) => (asked.has(id) && parentId ? [parentId] : [])),
  ])
  const parted = new Set(
    links.filter(({ tombstone }) => tombstone).flatMap(({ localId, remoteId }) => [localId, remoteId]),
  )
  const left = (item: Item): boolean =>
    [item.id, item.parentId ?? ''].some((id) => waits.has(id) || parted.has(id))
  const ours = new Map(here.map((item) => [item.id, item]))
  const theirs = new Map(there.map((item) => [item.id, item]))
  const found: string[] = [...world.faults()]

  const seen = [links.map(({ localId }) => localId), links.map(({ remoteId }) => remoteId)]
  if (seen.some((ids) => new Set(ids).size !== ids.length)) found.push('an event has two links')
  const linked = new Set(links.flatMap(({ localId, remoteId }) => [localId, remoteId]))
  // Of a canceled occurrence that its series no longer has, nothing is left to see.
  const isNothing = ({ value, parentId, slot }: Item): boolean => {
    const series = ours.get(parentId ?? '') ?? theirs.get(parentId ?? '')
    return isCancelled(value) && series !== undefined && !seriesRules.has(series.value, slot ?? '')
  }
  for (const item of [...here, ...there])
    if (!linked.has(item.id) && !left(item) && !isNothing(item))
      found.push(`${named(item)} is on ${ours.has(item.id) ? 'this' : 'that'} side only`)
  const { remote: project } = eventProjects({ provider: 'google' })
  for (const { localId, remoteId, tombstone } of links) {
    const [one, other] = [ours.get(localId), theirs.get(remoteId)]
    if (tombstone) continue
    if (!one || !other) {
      // Its series no longer has it; of a canceled one nothing is left to see.
      const rest = one ?? other
      if (rest && (isCancelled(rest.value) || left(rest))) continue
      if (!waits.has(localId) && !waits.has(remoteId))
        found.push(`${one ? named(one) : other ? named(other) : localId} is linked, and not on both sides`)
      continue
    }
    if (left(one) || left(other)) continue
    const differs = changedFields(project(one.value), project(other.value)).filter(
      (field) => field !== 'guests',
    )
    if (isCancelled(one.value) && isCancelled(other.value)) continue
    if (differs.length > 0)
      found.push(
        `${named(one)} differs in ${differs.map((f) => `${f}: ${JSON.stringify(one.value[f])} / ${JSON.stringify(other.value[f])}`).join()}`,
      )
    if (!one.parentId !== !other.parentId || (one.slot ?? '') !== (other.slot ?? ''))
      found.push(`${named(one)} has another place`)
  }
  if (waits.size + parted.size === 0) {
    const [a, b] = [shown(here), shownThere(await world.instancesThere())]
    for (const line of a) if (!b.includes(line)) found.push(`only here: ${line}`)
    for (const line of b) if (!a.includes(line)) found.push(`only there: ${line}`)
    if (a.length !== b.length) found.push(`${a.length} are shown here, ${b.length} there`)
  }
  const kept = new Set([...here, ...there].flatMap(({ value }) => (isCancelled(value) ? [] : marksIn(value))))
  for (const [mark, field] of world.marks) if (!kept.has(mark)) found.push(`${mark} of ${field} is lost`)
  for (const { value } of there)
    for (const { email } of value.guests)
      if (isOurs(email) && !world.invited.has(email)) found.push(`${email} is invited, and nobody decided so`)
  if (emulator.mails().length > 0) found.push(`mails: ${JSON.stringify(emulator.mails())}`)
  return found
}
