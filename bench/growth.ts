// How a cost grows with the number of contacts: the exponent of a power of the size that fits best. 1 is linear; a fixed cost makes it less.
import type { Figures } from './measure'

const PHASES = ['preview', 'start', 'noChange', 'changes'] as const
type Phase = (typeof PHASES)[number]

interface Sized extends Readonly<Record<Phase, Figures>> {
  readonly contacts: number
}

/** One line for each phase: the exponent of its processor time. None for fewer than two sizes. */
export function growth(results: readonly Sized[]): readonly string[] {
  if (results.length < 2) return []
  return PHASES.map((phase) => {
    const points = results.map((one) => [one.contacts, Math.max(one[phase].cpuSeconds, 0.01)] as const)
    return `${phase}: processor time grows as contacts to the power of ${exponent(points).toFixed(2)}`
  })
}

/** The slope of the straight line that fits best when both axes are logarithmic. */
function exponent(points: readonly (readonly [size: number, cost: number])[]): number {
  const logs = points.map(([size, cost]) => [Math.log(size), Math.log(cost)] as const)
  const mean = (at: 0 | 1) => logs.reduce((sum, one) => sum + one[at], 0) / logs.length
  const [middle, level] = [mean(0), mean(1)]
  const above = logs.reduce((sum, [x, y]) => sum + (x - middle) * (y - level), 0)
  const spread = logs.reduce((sum, [x]) => sum + (x - middle) ** 2, 0)
  return above / spread
}
