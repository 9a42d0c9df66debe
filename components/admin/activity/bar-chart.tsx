// Bars by day, drawn by the server. Decoration: the same numbers stand in a table below.
import type { Bar } from './activity-words'

/** The smallest bar that can be seen, as a share of the height. */
const LEAST = 0.02

export function BarChart({ bars }: { readonly bars: readonly Bar[] }) {
  const most = Math.max(0, ...bars.map(({ n }) => n))
  return (
    <div
      aria-hidden
      className="grid h-40 grid-cols-[auto_minmax(0,1fr)] grid-rows-[minmax(0,1fr)_auto] gap-x-2 gap-y-1 text-xs text-soft"
    >
      <span data-number>{most > 0 && bars.find(({ n }) => n === most)?.words}</span>
      <svg
        viewBox={`0 0 ${bars.length} 1`}
        preserveAspectRatio="none"
        className="size-full border-b border-line fill-accent"
      >
        <title>Bars by day</title>
        {bars.map(({ day, n, words }, at) => {
          const height = n > 0 ? Math.max(LEAST, n / most) : 0
          return (
            <g key={day} className="group">
              <title>{`${day}: ${words}`}</title>
              <rect x={at} width={1} height={1} className="fill-transparent group-hover:fill-sunken" />
              <rect x={at + 0.15} width={0.7} y={1 - height} height={height} />
            </g>
          )
        })}
      </svg>
      <span className="col-start-2 flex justify-between">
        {[bars[0], bars.at(-1)].map((bar) => bar && <span key={bar.day}>{bar.day}</span>)}
      </span>
    </div>
  )
}
