// Every provider by its name: one that is missing does not compile.
import type { Connected } from './connected'
import { createPacing, UNLIMITED, USUAL_QUOTAS } from './google/pacing'
import { googleProvider } from './google/provider'
import type { Provider, ProviderName } from './provider'

/** Made once for a process: what has been counted towards Google's quotas outlives each connection's provider. */
const paced = createPacing(USUAL_QUOTAS)
/** An emulated Google on this machine has no project and no quota of it; one that it sets itself, it answers with 429. */
const unpaced = createPacing(UNLIMITED)
const LOCAL_LAG_MS = 3_000
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

export const PROVIDERS: Readonly<Record<ProviderName, (connected: Connected) => Provider>> = {
  google: (connected) => {
    const local = LOOPBACK.has(new URL(connected.rootUrl).hostname)
    // Its writes show at once unless its own switch delays them, so nobody need wait minutes to see one.
    return local
      ? googleProvider({ lagMs: LOCAL_LAG_MS, ...connected }, unpaced)
      : googleProvider(connected, paced)
  },
}
