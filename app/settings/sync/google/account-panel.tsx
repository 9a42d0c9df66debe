// Which Google account is connected, and the way to disconnect it.
import { DisconnectAccount } from '@/components/sync/status/disconnect-account'
import type { ConnectionView } from '@/lib/store/sync/connections'
import { disconnectAction } from './actions'

export const AccountPanel = ({ connection }: { readonly connection: ConnectionView }) => (
  <section
    aria-label="Google account"
    className="panel flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4 py-3"
  >
    <p>
      You are currently authorized as <strong className="font-medium">{connection.accountEmail}</strong>
    </p>
    <DisconnectAccount account={connection.accountEmail} action={disconnectAction} />
  </section>
)
