// The matters that a contact is tied to: on its page, and as the reason why it cannot be deleted.

import { amount } from '@/components/sync/figures'
import { Link } from '@/components/ui/links/link'
import { matterName } from '@/lib/domains/matters/matter'
import type { TiedMatter } from '@/lib/store/matters/of-contacts'
import { MatterStatusMark } from './status-mark'
import { tiedWords } from './tied-words'

/** Matters that a list shows; a client of hundreds has a page of its own for them. */
const MOST = 20

interface MattersProps {
  readonly matters: readonly TiedMatter[]
}

interface TiedMattersProps extends MattersProps {
  /** Of the contacts, by id, where the matters are those of several. */
  readonly names?: ReadonlyMap<string, string>
}

export function TiedMatters({ matters, names }: TiedMattersProps) {
  return (
    <ul className="divide-y divide-line">
      {matters.slice(0, MOST).map((matter) => (
        <li
          key={`${matter.id} ${matter.role} ${matter.contactId}`}
          className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-4 py-2"
        >
          <span className="min-w-0 break-words">
            <Link href={`/matters/${matter.id}`} className="prose-link">
              {matterName(matter)}
            </Link>{' '}
            <span className="text-soft">
              {roleWords(matter)}
              {names && `: ${names.get(matter.contactId)}`}
            </span>
          </span>
          <MatterStatusMark status={matter.status} />
        </li>
      ))}
      <More matters={matters} />
    </ul>
  )
}

/** Why a contact cannot be deleted, and what to do about it. */
export function TiedReason({ matters }: MattersProps) {
  return (
    <>
      <p>{tiedWords(matters)}</p>
      <div className="panel">
        <TiedMatters matters={matters} />
      </div>
    </>
  )
}

const roleWords = ({ role }: TiedMatter): string => (role === null ? 'Client' : role || 'Related contact')

function More({ matters }: MattersProps) {
  if (matters.length <= MOST) return null
  return (
    <li className="px-4 py-2 text-soft">
      and {amount(matters.length - MOST, 'more matter', 'more matters')}
    </li>
  )
}
