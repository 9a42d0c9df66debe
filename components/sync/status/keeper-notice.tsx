// Somebody else of the firm keeps this very account in step: who, since when, and how to take it over.
import { Notice } from '@/components/ui/notice'
import { Day } from '@/components/ui/relative-time'
import type { AccountOwner } from '@/lib/store/sync/account-owner'

interface AccountOwnerNoticeProps {
  readonly accountOwner: AccountOwner
  readonly account: string
}

export const AccountOwnerNotice = ({ accountOwner: { name, since }, account }: AccountOwnerNoticeProps) => (
  <Notice tone="info" title={`${account} is kept in step already`}>
    <p>
      {name} syncs it since <Day at={since} />, so its contacts are in step for the whole firm. There is
      nothing for you to do.
    </p>
    <p>
      To sync it yourself, ask {name} to press Stop Sync first. Yours then goes on where theirs ended: nothing
      is doubled.
    </p>
  </Notice>
)
