// The state of a contact in each sync: whose account has it, what holds it up, where it was deleted, who excluded it.

import type { ReactNode } from 'react'
import { Refresh } from '@/components/admin/refresh'
import { SubmitButton } from '@/components/ui/button'
import { Link } from '@/components/ui/links/link'
import { Status, type Tone } from '@/components/ui/status'
import { Day, RelativeTime } from '@/components/ui/time/relative-time'
import { separatePage } from '@/lib/http/contact-paths'
import type { LinkStanding } from '@/lib/store/address-book/contact-links'
import { troubleWords } from './trouble-words'

interface ContactLinksProps {
  readonly localId: string
  /** The contact's, by which the review page finds it. */
  readonly name: string
  readonly links: readonly LinkStanding[]
  /** Who looks: only their own links are theirs to restore. */
  readonly userId: string
  /** Of the providers where it may be. */
  readonly labels: string
  readonly isDeleted: boolean
  /** **Restore to** the account of a link. */
  readonly restore: (form: FormData) => Promise<void>
}

export function ContactLinks({
  localId,
  name,
  links,
  userId,
  labels,
  isDeleted,
  restore,
}: ContactLinksProps) {
  if (links.length === 0)
    return (
      <p className="p-4 text-soft">
        Not in {labels}
        {isDeleted ? '.' : ' yet.'}
      </p>
    )
  return (
    <>
      {links.some(isOnItsWay) && <Refresh />}
      <ul className="divide-y divide-line">
        {links.map((link) => {
          const mine = link.userId === userId
          const { tone, words, restorable } = standing(link)
          return (
            <li key={link.id} className="grid gap-1 px-4 py-3">
              {link.trouble && <Held link={link} mine={mine} name={name} />}
              {words && (
                <Status tone={tone}>
                  <span>{words}</span>
                </Status>
              )}
              <p className="pl-4 text-soft">
                {mine ? 'Your account' : `${link.userName}’s account`} {link.accountEmail}
                {isSynced(link) && link.checkedAt && (
                  <>
                    {' · checked '}
                    <RelativeTime at={link.checkedAt} />
                  </>
                )}
              </p>
              {mine && link.url && (
                <a
                  href={link.url}
                  target="_blank"
                  rel="noreferrer"
                  className="prose-link ml-4 justify-self-start"
                >
                  Open in {link.provider.label}
                  <span className="sr-only"> (opens in a new tab)</span>
                </a>
              )}
              {mine && link.kind === 'linked' && !link.tombstone && !isDeleted && (
                <p className="pl-4 text-soft">
                  Two people?{' '}
                  <Link href={separatePage(localId, link.id)} className="prose-link">
                    Keep separate
                  </Link>
                </p>
              )}
              {restorable && mine && (
                <form action={restore} className="mt-1 pl-4">
                  <input type="hidden" name="link" value={link.id} />
                  <input type="hidden" name="id" value={localId} />
                  <SubmitButton look="secondary">{`Restore to ${link.provider.label}`}</SubmitButton>
                </form>
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}

/** Asked to be restored, and not there yet: the page follows. */
const isOnItsWay = ({ kind, active, trouble }: LinkStanding) => kind === 'unlinked' && active && !trouble

const isSynced = ({ kind, active, tombstone }: LinkStanding) => kind === 'linked' && active && !tombstone

interface HeldProps {
  readonly link: LinkStanding
  readonly mine: boolean
  readonly name: string
}

function Held({ link: { trouble, userName, provider }, mine, name }: HeldProps) {
  if (!trouble) return null
  const { text, remedy } = troubleWords(trouble, mine ? null : userName, name, provider)
  return (
    <div className="grid gap-1">
      <Status tone={trouble.kind === 'failed' || trouble.kind === 'access' ? 'bad' : 'warn'}>
        <span>{text}</span>
      </Status>
      {remedy && (
        <Link href={remedy.href} className="prose-link ml-4 justify-self-start font-medium">
          {remedy.words}
        </Link>
      )}
    </div>
  )
}

interface Standing {
  readonly tone: Tone
  /** Null where the trouble says it all. */
  readonly words: ReactNode
  readonly restorable: boolean
}

const dated = (text: string, at: Date) => (
  <>
    {text} <Day at={at} />
  </>
)

function standing(link: LinkStanding): Standing {
  const { kind, tombstone, since, active, writesThere, trouble } = link
  const { label } = link.provider
  const quiet = (words: ReactNode): Standing => ({ tone: 'quiet', words, restorable: false })
  if (kind === 'excluded') return quiet(dated('Excluded from the sync on', since))
  if (kind === 'unchosen') return quiet(dated('Left out by the sync’s settings since', since))
  if (kind === 'unlinked')
    return trouble ? quiet(null) : { tone: 'busy', words: `Adding to ${label}…`, restorable: false }
  if (tombstone?.side === 'remote')
    return {
      tone: 'warn',
      words: (
        <>
          {dated(`Deleted in ${label} on`, tombstone.at)}
          {tombstone.mergedInto && (
            <>
              {', probably merged into '}
              <Link href={`/contacts/${tombstone.mergedInto.id}`} className="prose-link">
                {tombstone.mergedInto.name || 'another contact'}
              </Link>
              {' there'}
            </>
          )}
        </>
      ),
      restorable: active && writesThere,
    }
  if (tombstone) return quiet(dated('Deleted here on', tombstone.at))
  if (!active) return quiet(<>Sync stopped (linked {<Day at={since} />})</>)
  return { tone: trouble ? 'quiet' : 'good', words: dated(`In ${label} since`, since), restorable: false }
}
