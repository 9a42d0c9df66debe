// Agreement with a list of rules that nobody here wrote: libical's `icalrecur_test.txt`, read from the path given. Each case is a rule,
// its start and the occurrences that it must give from there (START-AT is about libical's own iterator); without any, the rule
// must be refused. Prints the figures and each miss.
import { readFile } from 'node:fs/promises'
import { momentOf } from '@/lib/domains/events/recurrence/lines'
import { readRule } from '@/lib/domains/events/recurrence/read-rule'
import { type Walls, wallsOf } from '@/lib/domains/events/recurrence/walls'

interface Case {
  readonly rule: string
  readonly start: string
  readonly expected: readonly string[]
}

type Verdict = 'right' | 'wrong' | 'refused'

export async function recurrenceExam(path: string): Promise<string> {
  const cases = casesIn(await readFile(path, 'utf8'))
  const judged = cases.map((one) => ({ one, ...judge(one) }))
  const positive = judged.filter(({ one }) => one.expected.length > 0)
  const negative = judged.filter(({ one }) => one.expected.length === 0)
  const count = (verdict: Verdict) => positive.filter((one) => one.verdict === verdict).length
  const misses = judged.filter(
    ({ verdict, one }) => (verdict === 'refused') !== (one.expected.length === 0) || verdict === 'wrong',
  )
  return [
    `${positive.length} rules to expand: ${count('right')} right, ${count('wrong')} wrong, ${count('refused')} refused`,
    `${negative.length} to refuse: ${negative.filter(({ verdict }) => verdict === 'refused').length} refused`,
    ...misses.map(
      ({ one, verdict, got }) =>
        `${verdict}: ${one.rule} from ${one.start}\n  wanted ${one.expected.slice(0, 4).join(' ')}\n  got    ${got}`,
    ),
  ].join('\n')
}

function casesIn(text: string): readonly Case[] {
  return text.split(/\r?\n\r?\n/).flatMap((block) => {
    const lines = new Map(
      block
        .split(/\r?\n/)
        .filter((line) => !line.startsWith('#'))
        .map((line): [string, string] => [
          line.slice(0, line.indexOf(':')),
          line.slice(line.indexOf(':') + 1),
        ]),
    )
    const rule = lines.get('RRULE')
    if (rule === undefined) return []
    const expected = lines.get('INSTANCES') ?? ''
    return [
      {
        rule,
        start: lines.get('DTSTART') ?? '',
        expected: expected.includes('*') || expected === '' ? [] : expected.split(','),
      },
    ]
  })
}

function judge({ rule, start, expected }: Case): { readonly verdict: Verdict; readonly got: string } {
  const read = readRule(rule)
  if (!read.ok) return { verdict: 'refused', got: read.reason }
  const isDay = start.length === 8
  const wall = (text: string) => (momentOf(text) ?? '').replace('Z', '').padEnd(19, 'T00:00:00')
  const { until } = read.rule
  const bare = isDay ? { ...read.rule, byHour: [], byMinute: [], bySecond: [] } : read.rule
  const walls: Walls = wallsOf(
    {
      ...bare,
      until:
        until === null
          ? null
          : until.length === 10 && !isDay
            ? `${until}T23:59:59`
            : wall(until.replace(/[-:]/g, '')),
    },
    wall(start),
    { from: wall(start), to: wall(expected.at(-1) ?? start) },
  )
  if ('reason' in walls) return { verdict: 'refused', got: walls.reason }
  const got = walls.walls.map((one) => (isDay ? one.slice(0, 10) : one).replace(/[-:]/g, ''))
  const isRight = got.join() === expected.map((one) => one.replace('Z', '')).join()
  return { verdict: isRight ? 'right' : 'wrong', got: got.slice(0, 4).join(' ') }
}
