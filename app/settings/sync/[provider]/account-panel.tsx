// Which account is connected, and the way to disconnect it.
import type { ItemKind } from '@/components/sync/kinds/kind-words'
import { DisconnectAccount } from '@/components/sync/status/disconnect-account'
import type { ProviderDescriptor } from '@/lib/providers/descriptor'
import type { ConnectionView } from '@/lib/store/sync/connections'
import { disconnectAction } from './actions'
import { KIND } from './kind'

interface AccountPanelProps {
  readonly provider: Pick<ProviderDescriptor, 'label' | 'account'>
  readonly connection: ConnectionView
  /** What is in sync with it. */
  readonly kinds: readonly ItemKind[]
}

export const AccountPanel = ({ connection, provider: { label, account }, kinds }: AccountPanelProps) => (
  <section
    aria-label={account}
    className="panel flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4 py-3"
  >
    <p>
      You are currently authorized as <strong className="font-medium">{connection.accountEmail}</strong>
    </p>
    <DisconnectAccount
      label={label}
      account={connection.accountEmail}
      kinds={kinds.length > 0 ? kinds : [KIND]}
      action={disconnectAction.bind(null, connection.provider)}
    />
  </section>
)
