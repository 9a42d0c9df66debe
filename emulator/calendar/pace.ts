// Google's operational limit: fast writes to one calendar are refused for a moment.
import type { World } from '@/emulator/world'
import * as errors from './errors'
import type { Calendar } from './model'
import { refuse } from './refusal'

const recent = new WeakMap<Calendar, number[]>()

export function checkPace(world: World, calendar: Calendar): void {
  const { calendarWritesPerSecond } = world.switches
  if (calendarWritesPerSecond === 0) return
  const now = world.clock.now()
  const within = (recent.get(calendar) ?? []).filter((at) => at > now - 1000)
  if (within.length >= calendarWritesPerSecond) throw refuse(errors.RATE)
  recent.set(calendar, [...within, now])
}
