// Judges the output of `npm audit --json`: which known vulnerabilities are not acceptable. Pure.
import { z } from 'zod'

/** A vulnerability that we accept for a while. */
export interface Exception {
  /** From the advisory's address: GHSA-... */
  readonly advisory: string
  readonly reason: string
  /** The last day of the exception: 2026-12-31. */
  readonly until: string
}

export type Verdict =
  | { readonly kind: 'clean'; readonly lesser: number; readonly kept: readonly string[] }
  | { readonly kind: 'holes'; readonly lines: readonly string[] }
  /** There was no list to check. */
  | { readonly kind: 'unknown'; readonly why: string }

const advisory = z.object({
  url: z.string(),
  name: z.string(),
  title: z.string(),
  severity: z.string(),
})
const report = z.object({
  vulnerabilities: z.record(z.string(), z.object({ via: z.array(z.union([z.string(), advisory])) })),
})
const failure = z.object({ message: z.string() })
const exceptions = z.array(
  z.strictObject({
    advisory: z.string().regex(/^GHSA(-[0-9a-z]{4}){3}$/),
    reason: z.string().min(1),
    until: z.iso.date(),
  }),
)

/** Throws if an exception has no reason or no last day. */
export const readExceptions = (json: string): readonly Exception[] => exceptions.parse(JSON.parse(json))

const STOPS = new Set(['high', 'critical'])

/** `today` in the format of the exceptions. */
export function judge(output: string, kept: readonly Exception[], today: string): Verdict {
  const parsed = jsonOf(output)
  const read = report.safeParse(parsed)
  if (!read.success) return { kind: 'unknown', why: failure.safeParse(parsed).data?.message ?? 'no answer' }
  const found = Object.values(read.data.vulnerabilities).flatMap(({ via }) =>
    via.filter((one) => typeof one === 'object'),
  )
  const holes = [...new Map(found.map((hole) => [hole.url, hole])).values()]
  const grave = holes.filter(({ severity }) => STOPS.has(severity))
  const stays = (url: string) => kept.find(({ advisory }) => url.endsWith(`/${advisory}`))
  const lines = grave.flatMap(({ url, name, title, severity }) => {
    const exception = stays(url)
    if (exception && today <= exception.until) return []
    const late = exception ? ` (was kept until ${exception.until}: ${exception.reason})` : ''
    return [`${severity}: ${name}: ${title}, ${url}${late}`]
  })
  if (lines.length > 0) return { kind: 'holes', lines }
  const reasons = kept
    .filter(({ advisory }) => grave.some(({ url }) => url.endsWith(`/${advisory}`)))
    .map(({ advisory, reason, until }) => `${advisory} until ${until}: ${reason}`)
  return { kind: 'clean', lesser: holes.length - grave.length, kept: reasons }
}

function jsonOf(output: string): unknown {
  try {
    return JSON.parse(output)
  } catch {
    return null
  }
}
