// Sync tokens and page tokens of calendars: sealed, bound to their request, and expiring.
import { createHash } from 'node:crypto'
import { isObject } from '@/emulator/calendar/events/event-times'
import { Refusal } from '@/emulator/errors'
import { open, seal } from '@/emulator/oauth/seal'
import type { World } from '@/emulator/world'
import * as errors from './errors'
import type { Json } from './model'
import { refuse } from './refusal'

const DAY = 86_400_000

export interface Bound {
  readonly kind: 'events' | 'calendars' | 'instances'
  readonly account: string
  /** Id of the calendar; empty for the list of calendars. */
  readonly calendar: string
  readonly shape: string
  readonly aclVersion: number
}

export const shapeOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 12)

export interface Page extends Bound {
  /** Position in the log when the read began; later changes come with the next incremental read. */
  readonly through: number
  /** Start of the next page. */
  readonly next: number
}

export function sealSyncToken(world: World, bound: Bound, through: number): string {
  const { epoch } = world.calendars
  return seal(world.secret, { ...bound, token: 'sync', through, epoch, at: world.clock.now() })
}

export const sealPageToken = (world: World, page: Page): string =>
  seal(world.secret, { ...page, token: 'page' })

function opened(world: World, token: string, wanted: 'sync' | 'page', bad: errors.CalendarError): Json {
  try {
    const value = open(world.secret, token)
    if (isObject(value) && value.token === wanted) return value
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
  }
  throw refuse(bad)
}

const isBound = (value: Json, bound: Bound) =>
  value.kind === bound.kind &&
  value.account === bound.account &&
  value.calendar === bound.calendar &&
  value.shape === bound.shape

/** The position in the log that the token refers to. */
export function readSyncToken(world: World, token: string, bound: Bound): number {
  const value = opened(world, token, 'sync', errors.BAD_SYNC_TOKEN)
  if (!isBound(value, bound)) throw refuse(errors.BAD_SYNC_TOKEN)
  const idle = world.clock.now() - Number(value.at)
  const expired =
    value.epoch !== world.calendars.epoch ||
    value.aclVersion !== bound.aclVersion ||
    idle > world.switches.calendarTokenDays * DAY
  if (expired) throw refuse(errors.FULL_SYNC)
  return Number(value.through)
}

export function readPageToken(world: World, token: string, bound: Bound): Pick<Page, 'through' | 'next'> {
  const bad = errors.invalid('Invalid page token value.')
  const value = opened(world, token, 'page', bad)
  if (!isBound(value, bound)) throw refuse(bad)
  return { through: Number(value.through), next: Number(value.next) }
}
