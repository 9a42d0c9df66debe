// Which unlinked events may be the same. Automatic: the same identifier, or the only pair with the same title, time and guests. A
// question: the same start and title otherwise, or the same time with another title. Near-linear.
import type { Candidate, Item, Reason } from '@/lib/domains/events/types'
import { isDate } from '@/lib/domains/events/value/dates'
import { sameField } from '@/lib/domains/events/value/diff'
import { type CalendarEvent, isCancelled } from '@/lib/domains/events/value/event'
import { isWallTime, slotOf } from '@/lib/domains/events/value/time'
import { knownZone } from '@/lib/domains/events/value/zone'
import type { MatchOptions } from '@/lib/engine/domain'
import type { Side } from '@/lib/engine/model'

interface Pair {
  readonly local: Item
  readonly remote: Item
}

export function matchEvents(
  local: readonly Item[],
  remote: readonly Item[],
  { separate = [], linked = [] }: MatchOptions,
): readonly Candidate[] {
  const apart = new Set(separate.map(nameOf))
  const [here, there] = [local, remote].map((items) => items.filter(({ deleted }) => !deleted))
  if (!here || !there) return []
  const whole = ({ parentId }: Item) => !parentId
  const [ours, theirs] = [here.filter(whole), there.filter(whole)]
  const known = byUid(ours, theirs)
  const isFree = freeOf(known)
  const started = byStart(
    ours.filter(({ id }) => isFree('local', id)),
    theirs.filter(({ id }) => isFree('remote', id)),
  )
  const found = new Map([...started, ...known].map((one): [string, Candidate] => [nameOf(one), one]))
  const open = [...found.values()].filter((one) => !apart.has(nameOf(one)))
  const sure = open.filter(({ automatic }) => automatic)
  const pairs = [...linked, ...sure.map(({ localId, remoteId }) => ({ localId, remoteId }))]
  return [...open, ...occurrences(here, there, pairs).filter((one) => !apart.has(nameOf(one)))]
}

/** True of items that no certain match by identifier already includes. */
function freeOf(known: readonly Candidate[]): (side: Side, id: string) => boolean {
  const sure = known.filter(({ automatic }) => automatic)
  const taken = {
    local: new Set(sure.map(({ localId }) => localId)),
    remote: new Set(sure.map(({ remoteId }) => remoteId)),
  }
  return (side, id) => !taken[side].has(id)
}

/** Pairs with the same start and title. They become questions if keys cannot be trusted. */
export function namesakes(local: readonly Item[], remote: readonly Item[]): readonly Candidate[] {
  const theirs = grouped(remote, ({ value }) => fullName(value))
  return local.flatMap((one) => {
    const name = fullName(one.value)
    const others = name === '' ? [] : (theirs.get(name) ?? [])
    return others.map((other) => candidate({ local: one, remote: other }, 0.5, false))
  })
}

/** Title and start; '' if there is no title, or if the occurrence is canceled. */
export const fullName = ({ title, time, status }: CalendarEvent): string => {
  const name = folded(title)
  return isCancelled({ status }) || name === '' ? '' : JSON.stringify([name, startOf(time)])
}

const nameOf = ({ localId, remoteId }: Pick<Candidate, 'localId' | 'remoteId'>) =>
  JSON.stringify([localId, remoteId])
const folded = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

/** Also accepts an invalid time, from a file or an account. */
function startOf(time: CalendarEvent['time']): string {
  const isReal =
    time.kind === 'day' ? isDate(time.start) : isWallTime(time.start) && knownZone(time.zone) !== null
  return isReal ? slotOf(time) : time.start
}

function grouped(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

function byUid(local: readonly Item[], remote: readonly Item[]): readonly Candidate[] {
  const theirs = grouped(remote, ({ uid }) => uid ?? '')
  const ours = grouped(local, ({ uid }) => uid ?? '')
  return [...ours].flatMap(([uid, own]) => {
    const others = uid === '' ? [] : (theirs.get(uid) ?? [])
    // With two copies in one calendar, only a person can tell which one matches.
    const isSure = own.length === 1 && others.length === 1
    return own.flatMap((one) =>
      others.map((other) => candidate({ local: one, remote: other }, isSure ? 0.99 : 0.5, isSure)),
    )
  })
}

/** With more alternatives on one day than this, not every combination becomes a question. */
const MOST_ALIKE = 3

function byStart(local: readonly Item[], remote: readonly Item[]): readonly Candidate[] {
  const theirs = grouped(remote, ({ value }) => startOf(value.time))
  const ours = grouped(local, ({ value }) => startOf(value.time))
  return [...ours].flatMap(([start, own]) => ofOneStart(own, theirs.get(start) ?? []))
}

function ofOneStart(local: readonly Item[], remote: readonly Item[]): readonly Candidate[] {
  const theirs = grouped(remote, ({ value }) => folded(value.title))
  const ours = grouped(local, ({ value }) => folded(value.title))
  const titled = [...ours].flatMap(([title, own]) => ofOneTitle(own, theirs.get(title) ?? []))
  const matched = new Set(
    titled.flatMap(({ localId, remoteId }) => [`local ${localId}`, `remote ${remoteId}`]),
  )
  const left = local.filter(({ id }) => !matched.has(`local ${id}`))
  const right = remote.filter(({ id }) => !matched.has(`remote ${id}`))
  if (left.length > MOST_ALIKE || right.length > MOST_ALIKE) return titled
  const others = left.flatMap((one) =>
    right
      .filter((other) => resembles(one, other))
      .map((other) => candidate({ local: one, remote: other }, 0.5, false)),
  )
  return [...titled, ...others]
}

function ofOneTitle(local: readonly Item[], remote: readonly Item[]): readonly Candidate[] {
  const isOnly = local.length === 1 && remote.length === 1
  if (local.length * remote.length > MOST_ALIKE ** 2) return inOrder(local, remote)
  return local.flatMap((one) =>
    remote.map((other) => {
      const isSure = isOnly && agrees(one.value, other.value)
      return candidate(
        { local: one, remote: other },
        isSure ? 0.98 : 0.7,
        isSure,
        local.length * remote.length,
      )
    }),
  )
}

/** Many copies of one event on both sides: each copy is paired with one of the other side. */
function inOrder(local: readonly Item[], remote: readonly Item[]): readonly Candidate[] {
  const sorted = (items: readonly Item[]) => [...items].sort((a, b) => (a.id < b.id ? -1 : 1))
  const [ours, theirs] = [sorted(local), sorted(remote)]
  return ours.flatMap((one, at) => {
    const other = theirs[at]
    return other ? [candidate({ local: one, remote: other }, 0.7, false, remote.length)] : []
  })
}

/** Whether two events of one title also agree in all identifying fields. An empty title proves nothing. */
const agrees = (a: CalendarEvent, b: CalendarEvent): boolean =>
  folded(a.title) !== '' &&
  sameField('time', a, b) &&
  sameField('repeat', a, b) &&
  emailsOf(a).join() === emailsOf(b).join()

const emailsOf = ({ guests }: CalendarEvent) => [...new Set(guests.map(({ email }) => folded(email)))].sort()

/** With different titles: the same hours of a day, or the same days and a word in common. */
function resembles({ value: a }: Item, { value: b }: Item): boolean {
  if (!sameField('time', a, b) || (a.repeat.length === 0) !== (b.repeat.length === 0)) return false
  if (a.time.kind === 'timed') return true
  const words = new Set(wordsOf(a.title))
  return wordsOf(b.title).some((word) => words.has(word))
}

const wordsOf = (title: string) => folded(title).match(/[\p{L}\p{N}]{4,}/gu) ?? []

/** Matches occurrences of one series by their original start, even if other fields differ. */
function occurrences(
  local: readonly Item[],
  remote: readonly Item[],
  series: readonly { readonly localId: string; readonly remoteId: string }[],
): readonly Candidate[] {
  const remoteSeries = new Map(series.map(({ localId, remoteId }) => [localId, remoteId]))
  const slotKey = (parent: string, { slot }: Item) => JSON.stringify([parent, slot])
  const theirs = grouped(
    remote.filter(({ parentId, slot }) => parentId && slot),
    (item) => slotKey(item.parentId ?? '', item),
  )
  return local.flatMap((one) => {
    const parent = remoteSeries.get(one.parentId ?? '')
    const others = parent === undefined || !one.slot ? [] : (theirs.get(slotKey(parent, one)) ?? [])
    return others.map((other) => candidate({ local: one, remote: other }, 0.99, others.length === 1))
  })
}

function candidate({ local, remote }: Pair, probability: number, automatic: boolean, rivals = 1): Candidate {
  const isKnown = !isCancelled(local.value) && !isCancelled(remote.value)
  const compared = isKnown ? (['title', 'time'] as const) : []
  const reasons: readonly Reason[] = compared.flatMap((field): Reason[] => {
    const [ours, theirs] = [textOf(field, local.value), textOf(field, remote.value)]
    if (sameField(field, local.value, remote.value))
      return ours === '' ? [] : [{ kind: 'agrees', field, value: ours }]
    return [{ kind: 'differs', field, local: ours, remote: theirs }]
  })
  const several: readonly Reason[] = rivals > 1 ? [{ kind: 'severalCandidates', count: rivals }] : []
  return { localId: local.id, remoteId: remote.id, probability, automatic, reasons: [...reasons, ...several] }
}

const textOf = (field: 'title' | 'time', { title, time }: CalendarEvent): string =>
  field === 'title' ? title : `${time.start.replace('T', ' ')}${time.kind === 'timed' ? ` ${time.zone}` : ''}`
