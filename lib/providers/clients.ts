// The client of every provider in the registry. A missing client does not compile.
import type { Connected } from './connected'
import { createPacing, isLocal, type Pacing, quotasAt } from './google/pacing'
import { googleProvider } from './google/provider'
import type { Provider } from './provider'
import type { ProviderName } from './registry'

/** One per process: usage counted against Google's quotas outlives the provider object of one connection. */
const pacings = new Map<boolean, Pacing>()

function pacingOf(rootUrl: string): Pacing {
  const known = pacings.get(isLocal(rootUrl)) ?? createPacing(quotasAt(rootUrl))
  pacings.set(isLocal(rootUrl), known)
  return known
}

const LOCAL_LAG_MS = 3_000

export const CLIENTS: Readonly<Record<ProviderName, (connected: Connected) => Provider>> = {
  google: (connected) => {
    // Writes to an emulated Google show at once, unless its own switch delays them, so tests and the demo need not wait minutes.
    const lag = isLocal(connected.rootUrl) ? { lagMs: LOCAL_LAG_MS } : {}
    return googleProvider({ ...lag, ...connected }, pacingOf(connected.rootUrl))
  },
}
