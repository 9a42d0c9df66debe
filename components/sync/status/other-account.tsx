// Another account than the one that was synced until now: what meets here, in numbers, before anything is written.
import { amount } from '@/components/sync/figures'
import { Notice } from '@/components/ui/notice'
import type { PreviousAccount } from '@/lib/store/sync/connections'
import type { ItemKind } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'

interface OtherAccountProps {
  readonly email: string
  readonly previous: PreviousAccount
  /** Of the provider whose account it is. */
  readonly label: string
  readonly kind: ItemKind
  /** Above a list: see Notice. */
  readonly brief?: boolean
}

export const OtherAccount = ({ email, previous, label, kind, brief = false }: OtherAccountProps) => (
  <Notice tone="warn" title={`This is a different ${label} account`} brief={brief}>
    <p data-number>
      Until now you synced {amount(previous.contacts, wordsOf(kind).one)} with {previous.email}. Now you are
      connected as {email}. What only one of Clio and {email} has would be added to the other;{' '}
      {previous.email} stays as it is.
    </p>
    <p>
      You see every change before it is made. To continue with {previous.email}, disconnect and set up with
      that account.
    </p>
  </Notice>
)
