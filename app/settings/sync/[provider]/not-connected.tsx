// Before the consent: what the sync is for, what it reads, writes and never does, and the button that asks the provider.
import { Headline } from '@/components/sync/status/headline'
import { ConnectForm, Promises } from '@/components/sync/status/set-up'
import { Panel } from '@/components/ui/page'
import type { ProviderDescriptor } from '@/lib/providers/descriptor'
import { KIND } from './kind'

interface NotConnectedProps {
  readonly provider: Pick<ProviderDescriptor, 'name' | 'label' | 'account'>
}

export const NotConnected = ({ provider }: NotConnectedProps) => (
  <Panel title="Clio Contacts">
    <div className="grid gap-6">
      <Headline
        status={{ kind: 'notConnected' }}
        facts={{
          planned: 0,
          lastSuccessAt: null,
          nextCheckAt: null,
          stoppedBy: null,
          pausedBy: null,
          waitingEdits: null,
          restoredTo: null,
          startedBefore: false,
        }}
        label={provider.label}
        kind={KIND}
      />
      <p className="text-soft">“Clio” means the firm contacts you see under Contacts.</p>
      <Promises label={provider.label} account={provider.account} kind={KIND} />
      <div className="grid justify-items-start gap-2">
        <ConnectForm provider={provider.name}>Set Up Sync</ConnectForm>
        <p className="text-soft">
          {provider.label} asks you to allow access. Nothing is copied before you review and approve a
          preview.
        </p>
      </div>
    </div>
  </Panel>
)
