// Where a contact's links stand: in whose Google contacts it is, where it was deleted, who excluded it.
import type { ReactNode } from 'react'
import { SubmitButton } from '@/components/ui/button'
import { Day } from '@/components/ui/relative-time'
import { Status, type Tone } from '@/components/ui/status'
import type { LinkStanding } from '@/lib/db/contact-links'

interface ContactLinksProps {
  readonly contactId: string
  readonly links: readonly LinkStanding[]
  /** Who looks: only their own links are theirs to restore. */
  readonly userId: string
  /** **Restore to Google** */
  readonly restore: (form: FormData) => Promise<void>
}

export function ContactLinks({ contactId, links, userId, restore }: ContactLinksProps) {
  if (links.length === 0) return <p className="p-4 text-soft">Not in anybody’s Google contacts.</p>
  return (
    <ul className="divide-y divide-line">
      {links.map((link) => {
        const mine = link.userId === userId
        const { tone, words, restorable } = standing(link)
        return (
          <li key={link.id} className="grid gap-1 px-4 py-3">
            <Status tone={tone}>
              <span>{words}</span>
            </Status>
            <p className="pl-4 text-soft">
              {mine ? 'Your account' : `${link.userName}’s account`} {link.accountEmail}
            </p>
            {restorable && mine && (
              <form action={restore} className="mt-1 pl-4">
                <input type="hidden" name="link" value={link.id} />
                <input type="hidden" name="id" value={contactId} />
                <SubmitButton look="secondary">Restore to Google</SubmitButton>
              </form>
            )}
          </li>
        )
      })}
    </ul>
  )
}

interface Standing {
  readonly tone: Tone
  readonly words: ReactNode
  readonly restorable: boolean
}

function standing({ kind, tombstone, since, active }: LinkStanding): Standing {
  const words = (text: string, at: Date) => (
    <>
      {text} <Day at={at} />
    </>
  )
  if (kind === 'excluded')
    return { tone: 'quiet', words: words('Excluded from the sync on', since), restorable: false }
  if (tombstone?.side === 'remote')
    return { tone: 'warn', words: words('Deleted in Google on', tombstone.at), restorable: active }
  if (tombstone) return { tone: 'quiet', words: words('Deleted here on', tombstone.at), restorable: false }
  if (!active)
    return {
      tone: 'quiet',
      words: words('Was in Google, sync stopped. Linked since', since),
      restorable: false,
    }
  return { tone: 'good', words: words('In Google since', since), restorable: false }
}
