// The requests to the emulator: the newest calls in full, counts of all of them, and how often mutations of one account overlapped.

export interface LoggedCall {
  readonly at: number
  readonly method: string
  readonly path: string
  /** Name of the API method, e.g. people.connections.list; `oauth.token` and the like for sign-in. */
  readonly api: string
  readonly account: string | undefined
  readonly status: number
  readonly ms: number
  readonly mutation: boolean
}

export interface RequestCounts {
  readonly calls: number
  readonly mutations: number
  readonly overlaps: number
  readonly byApi: Readonly<Record<string, number>>
  readonly byStatus: Readonly<Record<string, number>>
}

export interface RequestLog {
  add(call: LoggedCall): void
  overlapped(): void
  counts(): RequestCounts
  newest(): readonly LoggedCall[]
  clear(): void
}

const KEPT = 5_000

export function createRequestLog(): RequestLog {
  let calls: LoggedCall[] = []
  let total = 0
  let mutations = 0
  let overlaps = 0
  let byApi: Record<string, number> = {}
  let byStatus: Record<string, number> = {}
  return {
    add: (call) => {
      calls.push(call)
      if (calls.length > KEPT * 2) calls = calls.slice(-KEPT)
      total += 1
      if (call.mutation) mutations += 1
      byApi[call.api] = (byApi[call.api] ?? 0) + 1
      byStatus[call.status] = (byStatus[call.status] ?? 0) + 1
    },
    overlapped: () => {
      overlaps += 1
    },
    counts: () => ({ calls: total, mutations, overlaps, byApi: { ...byApi }, byStatus: { ...byStatus } }),
    newest: () => calls.slice(-KEPT),
    clear: () => {
      calls = []
      total = mutations = overlaps = 0
      byApi = {}
      byStatus = {}
    },
  }
}
