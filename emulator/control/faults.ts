// Faults on demand: which call fails, how often and how. `apply-then-drop` finds duplicate creates: the write is done, but the reply
// never arrives.
import { type Preset, presetReply } from '@/emulator/errors'
import { html, json, type Reply } from '@/emulator/reply'

export interface FaultMatch {
  readonly method?: string
  /** Regular expression over the path, e.g. ":batchCreateContacts$". */
  readonly path?: string
  /** Name of the API method, e.g. people.connections.list. */
  readonly api?: string
  /** Email address of the account. */
  readonly account?: string
}

export interface Fault {
  readonly kind: 'status' | 'delay' | 'apply-then-drop' | 'drop-before' | 'html-502' | 'cut-json'
  readonly match?: FaultMatch
  /** The first matching call that fails, from 1. */
  readonly nth?: number
  /** How many calls fail from there on; 0 means all. The default is 1. */
  readonly times?: number
  readonly status?: number
  readonly preset?: Preset
  readonly headers?: Readonly<Record<string, string>>
  /** Real time to wait before anything else. */
  readonly delayMs?: number
  /** For `status` and `html-502`: the write is done anyway. */
  readonly applied?: boolean
}

export interface Asked {
  readonly method: string
  readonly path: string
  readonly api: string
  readonly account: string | undefined
}

export interface Faults {
  add(faults: readonly Fault[]): void
  list(): readonly (Fault & { readonly seen: number; readonly hit: number })[]
  clear(): void
  /** The fault for this call, counted as used. */
  meet(asked: Asked): Fault | undefined
  /** How often each kind was used, including removed faults. */
  met(): Readonly<Record<string, number>>
}

function matches(match: FaultMatch, asked: Asked): boolean {
  return (
    (match.method === undefined || match.method.toUpperCase() === asked.method) &&
    (match.path === undefined || new RegExp(match.path).test(asked.path)) &&
    (match.api === undefined || match.api === asked.api) &&
    (match.account === undefined || match.account === asked.account)
  )
}

/** Such as "unavailable" or "html-502 applied". */
const nameOf = ({ kind, preset, status, applied }: Fault): string =>
  `${preset ?? (kind === 'status' ? (status ?? kind) : kind)}${applied ? ' applied' : ''}`

export function createFaults(): Faults {
  const met: Record<string, number> = {}
  let armed: { fault: Fault; seen: number; hit: number }[] = []
  return {
    add: (faults) => {
      armed.push(...faults.map((fault) => ({ fault, seen: 0, hit: 0 })))
    },
    list: () => armed.map(({ fault, seen, hit }) => ({ ...fault, seen, hit })),
    clear: () => {
      armed = []
    },
    meet: (asked) => {
      for (const one of armed) {
        const { match = {}, nth = 1, times = 1 } = one.fault
        if (!matches(match, asked)) continue
        one.seen += 1
        if (one.seen < nth || (times !== 0 && one.hit >= times)) continue
        one.hit += 1
        met[nameOf(one.fault)] = (met[nameOf(one.fault)] ?? 0) + 1
        return one.fault
      }
      return undefined
    },
    met: () => ({ ...met }),
  }
}

const BAD_GATEWAY =
  '<!DOCTYPE html><html lang=en><title>Error 502 (Server Error)!!1</title><p><b>502.</b> <ins>That is an error.</ins></html>'

/** The reply that the caller gets instead of the real one. */
export function faultReply(fault: Fault): Reply {
  if (fault.kind === 'html-502') return html(BAD_GATEWAY, 502)
  const preset = fault.preset ? presetReply(fault.preset) : undefined
  const status = fault.status ?? preset?.status ?? 503
  const reply =
    preset ?? json({ error: { code: status, message: 'Fault on demand.', status: 'UNKNOWN' } }, status)
  return { ...reply, status, headers: { ...reply.headers, ...fault.headers } }
}
