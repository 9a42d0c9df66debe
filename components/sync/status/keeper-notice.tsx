// Somebody else of the firm keeps this very account in step: who, since when, and how to take it over.
import { Notice } from '@/components/ui/notice'
import { Day } from '@/components/ui/relative-time'
import type { Keeper } from '@/lib/db/keepers'

interface KeeperNoticeProps {
  readonly keeper: Keeper
  readonly account: string
}

export const KeeperNotice = ({ keeper: { name, since }, account }: KeeperNoticeProps) => (
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
