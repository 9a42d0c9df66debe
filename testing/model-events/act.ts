// One act of a scenario. It names its target by its position, so that it still applies to a shrunk scenario.
import type { World } from './world'

export interface Act {
  run(world: World): Promise<unknown>
  toString(): string
}

export const act = (name: string, run: Act['run']): Act => ({ run, toString: () => name })
export const nth = <T>(all: readonly T[], place: number): T | undefined =>
  all[place % Math.max(1, all.length)]
