// Every provider by its name: one that is missing does not compile.
import type { Connected } from './connected'
import { createPacing, isLocal, UNLIMITED, USUAL_QUOTAS } from './google/pacing'
import { googleProvider } from './google/provider'
import type { Provider, ProviderName } from './provider'

/** Made once for a process: what has been counted towards Google's quotas outlives each connection's provider. */
const paced = createPacing(USUAL_QUOTAS)
const unpaced = createPacing(UNLIMITED)
const LOCAL_LAG_MS = 3_000

export const PROVIDERS: Readonly<Record<ProviderName, (connected: Connected) => Provider>> = {
  google: (connected) => {
    // Writes to an emulated Google show at once unless its own switch delays them, so nobody need wait minutes to see one.
    return isLocal(connected.rootUrl)
      ? googleProvider({ lagMs: LOCAL_LAG_MS, ...connected }, unpaced)
      : googleProvider(connected, paced)
  },
}
