// Another person of the firm syncs this account: who, since when, and how to take it over.
import { Notice } from '@/components/ui/notice'
import { Day } from '@/components/ui/time/relative-time'
import type { AccountOwner } from '@/lib/store/sync/account-owner'
import type { ItemKind } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'

interface AccountOwnerNoticeProps {
  readonly accountOwner: AccountOwner
  readonly account: string
  readonly kind: ItemKind
}

export const AccountOwnerNotice = ({
  accountOwner: { name, since },
  account,
  kind,
}: AccountOwnerNoticeProps) => (
  <Notice tone="info" title={`${account} is already synced`}>
    <p>
      {name} has been syncing it since <Day at={since} />, {wordsOf(kind).others.inSync}. You don’t need to do
      anything.
    </p>
    <p>
      To sync it yourself, ask {name} to press Stop Sync first. Your sync then continues where theirs ended,
      without duplicates.
    </p>
  </Notice>
)
