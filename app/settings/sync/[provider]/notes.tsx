// Notices at the top of the page about what just happened: the result of the provider's consent page, or of the last action.
import { amount } from '@/components/sync/figures'
import { wordsOf } from '@/components/sync/kinds/words'
import { ConnectForm } from '@/components/sync/status/set-up'
import { Notice, type NoticeTone } from '@/components/ui/notice'
import type { Purpose } from '@/lib/auth/consent/purpose'
import { lookUp } from '@/lib/http/query'
import type { ProviderDescriptor } from '@/lib/providers/descriptor'
import { KIND } from './kind'

type Provider = Pick<ProviderDescriptor, 'name' | 'label' | 'account' | 'permissions' | 'collections'>

interface Note {
  readonly tone: NoticeTone
  readonly title: string
  readonly text: string
}

/** What was asked for, where it is not contacts, and what to check on the provider's page. */
const CALENDARS: Readonly<
  Record<Exclude<Purpose, 'contacts'>, { readonly to: string; readonly check: string }>
> = {
  calendars: { to: 'your calendars', check: 'both boxes about calendars' },
  ownCalendars: { to: 'the calendars that you own', check: 'the box about calendars that you own' },
  otherCalendars: { to: 'all calendars that you can change', check: 'the box about all your calendars' },
}

/** By the `problem` that a consent for calendars gives back, where the words differ from those for contacts. */
function calendarProblems(
  { label, account }: Provider,
  purpose: Exclude<Purpose, 'contacts'>,
): Readonly<Record<string, Note>> {
  const { to, check } = CALENDARS[purpose]
  const rest = 'Everything else keeps working.'
  return {
    denied: {
      tone: 'info',
      title: `You chose not to allow access to ${to}`,
      text: `${rest} You can allow access at any time.`,
    },
    unticked: {
      tone: 'warn',
      title: `${label} did not give access to ${to}`,
      text: `Some boxes that calendars need were not checked on ${label}’s page. ${rest} Ask again and check ${check}.`,
    },
    expired: {
      tone: 'warn',
      title: 'That took too long, or the response came from another browser',
      text: `For your safety the response was not used. ${rest} Try again.`,
    },
    failed: {
      tone: 'bad',
      title: `${label} could not be reached`,
      text: `Nothing was changed. ${rest} Try again in a moment.`,
    },
    otherAccount: {
      tone: 'warn',
      title: `You chose another ${account}`,
      text: `Calendars use the account that is connected. ${rest} Ask again and choose that account, or disconnect it first.`,
    },
  }
}

/** By the `problem` that the consent flow gives back. */
const problems = ({ label, account, collections }: Provider): Readonly<Record<string, Note>> => ({
  otherAccount: {
    tone: 'warn',
    title: `You chose another ${account}`,
    text: 'Your calendars use the connected account and keep syncing. Ask again and choose that account, or disconnect it first.',
  },
  denied: {
    tone: 'info',
    title: 'You chose not to allow access',
    text: 'Nothing was connected and nothing was read. You can allow access at any time.',
  },
  unticked: {
    tone: 'warn',
    title: `${label} did not give access to your contacts`,
    text: `The box for contacts was not checked on ${label}’s page. Without it there is nothing to sync. Ask again and check “${collections.contacts.consentBox}”.`,
  },
  expired: {
    tone: 'warn',
    title: 'That took too long, or the response came from another browser',
    text: 'For your safety the response was not used. Nothing was connected. Try again.',
  },
  domain: {
    tone: 'warn',
    title: 'This account does not belong to your organization',
    text: `Only ${account}s of your organization’s domains can be connected. Nothing was connected, and the access was revoked. Choose your work account.`,
  },
  otherPerson: {
    tone: 'warn',
    title: 'Someone else started this',
    text: 'A different person started this connection, so the response was not used. Nothing was connected. If the account is yours, try again.',
  },
  failed: {
    tone: 'bad',
    title: `${label} could not be reached`,
    text: 'Nothing was connected and nothing was changed. Try again in a moment.',
  },
})

const notes = ({ label, permissions }: Provider): Readonly<Record<string, Note>> => ({
  already: {
    tone: 'info',
    title: 'Already started',
    text: 'The sync was already started, perhaps in another tab.',
  },
  changed: {
    tone: 'warn',
    title: 'Nothing was done',
    text: 'Something changed after you opened that page, perhaps in another tab. Check the numbers again, then press Continue.',
  },
  discarded: {
    tone: 'info',
    title: 'Preview discarded',
    text: `Nothing was changed, in Clio or in ${label}. Concord erased the preview, and the data it had read if the account was never synced.`,
  },
  disconnected: {
    tone: 'good',
    title: 'Account disconnected',
    text: 'Concord can no longer access the account, and has erased the data it read from it. Everything synced with it has stopped. All contacts and events stay where they are.',
  },
  saved: {
    tone: 'good',
    title: 'Settings saved',
    text: 'The first preview will use them.',
  },
  notRevoked: {
    tone: 'warn',
    title: `Account disconnected here, but access could not be revoked at ${label}`,
    text: `Concord erased its access. To revoke it at ${label} as well, remove Concord at ${permissions}.`,
  },
})

interface NotesProps {
  readonly provider: Provider
  readonly problem: string | null
  /** What the consent was for that brought the problem; contacts if it is not given. */
  readonly purpose?: Purpose | undefined
  /** Where a consent that is asked for again leads, if not to the sync's page. */
  readonly fields?: Readonly<Record<string, string>>
  readonly note: string | null
  readonly connected: boolean
  /** Items that the sync skips. */
  readonly excluded: number
}

export function Notes(props: NotesProps) {
  const { provider, problem, purpose = 'contacts', fields = {}, note, connected, excluded } = props
  const own = purpose === 'contacts' ? {} : calendarProblems(provider, purpose)
  const bad = lookUp(own, problem) ?? lookUp(problems(provider), problem)
  const noted = lookUp(notes(provider), note)
  const shown = bad ?? noted
  if (!shown) return null
  return (
    <Notice
      tone={shown.tone}
      title={shown.title}
      alert={bad !== undefined}
      actions={
        bad &&
        (connected || problem !== 'denied') && (
          <ConnectForm
            provider={provider.name}
            purpose={purpose === 'contacts' ? undefined : purpose}
            fields={fields}
          >
            {`Ask ${provider.label} again`}
          </ConnectForm>
        )
      }
    >
      {shown.text}
      {note === 'discarded' && excluded > 0 && <StillExcluded n={excluded} />}
    </Notice>
  )
}

/** An exclusion is about the item, not about one preview. It outlives the preview, and the page says so. */
const StillExcluded = ({ n }: { readonly n: number }) => (
  <p>
    {amount(n, `excluded ${wordsOf(KIND).one}`)} {n === 1 ? 'stays' : 'stay'} excluded.{' '}
    <a href="#excluded" className="prose-link">
      See and include again
    </a>
  </p>
)
