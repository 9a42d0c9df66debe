// What the syncs did on each of the last days: charts, each with the same numbers as a table.
import { Panel } from '@/components/ui/page'
import { ACTIVITY_DAYS, type ActivityDay } from '@/lib/store/oversight/days'
import { type Bar, barsOf, callsWords, type Measure, measures } from './activity-words'
import { LazyChart } from './lazy-chart'

interface ActivityPanelProps {
  readonly days: readonly ActivityDay[]
  /** Of the providers whose API is called. */
  readonly label: string
}

export function ActivityPanel({ days, label }: ActivityPanelProps) {
  const calls = callsWords(days)
  return (
    <Panel
      title="Activity"
      intro={`The last ${ACTIVITY_DAYS} days (UTC). A run counts on the day on which it ended.`}
    >
      {days.every(({ runs, apiCalls }) => runs + apiCalls === 0) ? (
        <p className="text-soft">No run has ended in these days.</p>
      ) : (
        <div className="grid min-w-0 gap-6 lg:grid-cols-3">
          {measures(label).map((measure) => (
            <Chart key={measure.title} measure={measure} bars={barsOf(days, measure)} />
          ))}
        </div>
      )}
      {calls && <p className="mt-4 text-soft">Of the calls: {calls}.</p>}
    </Panel>
  )
}

function Chart({ measure, bars }: { readonly measure: Measure; readonly bars: readonly Bar[] }) {
  const { title, unit } = measure
  return (
    <figure className="grid min-w-0 content-start gap-2">
      <figcaption className="font-medium">{title}</figcaption>
      <LazyChart bars={bars} />
      <details>
        <summary className="min-h-6 text-soft">
          Numbers<span className="sr-only"> of {title}</span>
        </summary>
        <table className="mt-1 w-full border-collapse text-left">
          <caption className="sr-only">{title} by day</caption>
          <thead>
            <tr className="text-xs text-soft">
              <th scope="col" className="py-1 font-medium">
                Day
              </th>
              <th scope="col" className="py-1 text-right font-medium">
                {unit}
              </th>
            </tr>
          </thead>
          <tbody>
            {bars.map(({ day, words }) => (
              <tr key={day} className="border-t border-line">
                <th scope="row" className="py-1 font-normal">
                  {day}
                </th>
                <td data-number className="py-1 text-right">
                  {words}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}
