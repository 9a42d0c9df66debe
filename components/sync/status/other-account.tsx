// Another account than the one that was synced until now: whose contacts meet here, in numbers, before anything is written.
import { amount } from '@/components/sync/figures'
import { Notice } from '@/components/ui/notice'
import type { PreviousAccount } from '@/lib/store/sync/connections'

interface OtherAccountProps {
  readonly email: string
  readonly previous: PreviousAccount
  /** Of the provider whose account it is. */
  readonly label: string
}

export const OtherAccount = ({ email, previous, label }: OtherAccountProps) => (
  <Notice tone="warn" title={`This is a different ${label} account`}>
    <p data-number>
      Until now you synced {amount(previous.contacts, 'contact')} with {previous.email}. Now you are connected
      as {email}. What only one of Clio and {email} has would be added to the other; {previous.email} stays as
      it is.
    </p>
    <p>
      You see every change before it is made. To continue with {previous.email}, disconnect and set up with
      that account.
    </p>
  </Notice>
)
