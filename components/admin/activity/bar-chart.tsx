'use client'
// Bars by day.
import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { Bar as DayBar } from './activity-words'

const TEXT = { fill: 'var(--color-soft)', fontSize: 12 }

export function DayBars({ bars }: { readonly bars: readonly DayBar[] }) {
  const words = new Map(bars.map((bar) => [bar.n, bar.words]))
  const wordsOf = (n: unknown) => words.get(Number(n)) ?? String(n)
  const most = Math.max(...bars.map(({ n }) => n))
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={[...bars]} accessibilityLayer={false} margin={{ top: 4, right: 0, bottom: 0, left: 0 }}>
        <XAxis
          dataKey="day"
          tick={TEXT}
          tickLine={false}
          axisLine={{ stroke: 'var(--color-line)' }}
          interval="preserveStartEnd"
          minTickGap={24}
        />
        <YAxis
          tick={TEXT}
          tickLine={false}
          axisLine={false}
          ticks={most > 0 ? [most] : []}
          domain={[0, most > 0 ? most : 1]}
          tickFormatter={wordsOf}
          width={56}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--color-sunken)' }}
          contentStyle={{
            background: 'var(--color-surface)',
            borderColor: 'var(--color-line)',
            borderRadius: 6,
          }}
          labelStyle={{ color: 'var(--color-soft)' }}
          itemStyle={{ color: 'var(--color-ink)' }}
          formatter={(n) => [wordsOf(n), null]}
          separator=""
        />
        <Bar dataKey="n" fill="var(--color-accent)" radius={[2, 2, 0, 0]} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  )
}
