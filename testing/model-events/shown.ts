// What each side of a sync of calendars shows in a few months: a line for each occurrence.

import { expand } from '@/lib/domains/events/recurrence/expand'
import { type CalendarEvent, isCancelled } from '@/lib/domains/events/value/event'
import { spanOf } from '@/lib/domains/events/value/time'
import type { Collection, CollectionItem, Page } from '@/lib/engine/collection'

export type Item = CollectionItem<CalendarEvent>

/** Everything that is not deleted. */
export async function allOf(collection: Pick<Collection<CalendarEvent>, 'pull'>): Promise<readonly Item[]> {
  const found = new Map<string, Item>()
  let page: string | null = null
  do {
    const pulled: Page<CalendarEvent> = await collection.pull(null, page)
    for (const item of pulled.items) found.set(item.id, item)
    page = pulled.nextPage
  } while (page !== null)
  return [...found.values()].filter(({ deleted }) => !deleted)
}

const WINDOW = { from: '2026-11-20', to: '2027-04-30', zone: 'UTC' }

/** What the firm's calendar shows in a few months. */
export function shown(items: readonly Item[]): readonly string[] {
  return items
    .filter(({ value }) => !isCancelled(value))
    .flatMap((item) => {
      const except = new Set(
        items.filter(({ parentId }) => parentId === item.id).map(({ slot }) => slot ?? ''),
      )
      return expand(item.value, WINDOW, except).occurrences.map(({ time }) => line(item.value, time))
    })
    .sort()
}

const line = (
  { title, location, description }: Pick<CalendarEvent, 'title' | 'location' | 'description'>,
  time: CalendarEvent['time'],
): string => {
  const { start, end } = time.kind === 'day' ? time : spanOf(time, 'UTC')
  return JSON.stringify([title, location, description, start.replace('.000', ''), end.replace('.000', '')])
}

const instant = (point: { date?: string; dateTime?: string } | undefined) =>
  point?.date ?? new Date(point?.dateTime ?? '').toISOString().replace('.000', '')

export function shownThere(
  events: readonly {
    summary?: string
    location?: string
    description?: string
    start?: object
    end?: object
  }[],
): readonly string[] {
  return events
    .map(({ summary = '', location = '', description = '', start, end }) =>
      JSON.stringify([summary, location, description, instant(start), instant(end)]),
    )
    .sort()
}
