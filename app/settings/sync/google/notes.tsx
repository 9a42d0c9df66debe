// What just happened, said once at the top of the page: the answer of Google's consent page, or of the last action.
import { amount } from '@/components/sync/figures'
import { ConnectForm } from '@/components/sync/status/set-up'
import { Notice, type NoticeTone } from '@/components/ui/notice'
import { lookUp } from '@/lib/http/query'

interface Note {
  readonly tone: NoticeTone
  readonly title: string
  readonly text: string
}

/** By the `problem` that the consent flow gives back. */
const PROBLEMS: Readonly<Record<string, Note>> = {
  denied: {
    tone: 'info',
    title: 'You chose not to allow access',
    text: 'Nothing was connected and nothing was read. You can allow it whenever you like.',
  },
  unticked: {
    tone: 'warn',
    title: 'Google did not give access to your contacts',
    text: 'The box for contacts was left unticked on Google’s page. Without it there is nothing to sync. Ask again and tick “See, edit, download and permanently delete your contacts”.',
  },
  expired: {
    tone: 'warn',
    title: 'That took too long, or the response came from another browser',
    text: 'For your safety the answer was not used. Nothing was connected. Please try once more.',
  },
  domain: {
    tone: 'warn',
    title: 'This account does not belong to your organization',
    text: 'Concord here connects only Google accounts of the organization’s own domains. Nothing was connected, and the access was given back. Choose your work account.',
  },
  otherPerson: {
    tone: 'warn',
    title: 'Somebody else began this',
    text: 'You are signed in as another person than the one who was sent to Google, so the answer was not used. Nothing was connected. If the account is yours, please try once more.',
  },
  failed: {
    tone: 'bad',
    title: 'Google could not be reached',
    text: 'Nothing was connected and nothing was changed. Please try again in a moment.',
  },
}

const NOTES: Readonly<Record<string, Note>> = {
  already: {
    tone: 'info',
    title: 'Already started',
    text: 'The sync was started before, perhaps in another tab.',
  },
  changed: {
    tone: 'warn',
    title: 'Nothing was done',
    text: 'Something changed after that page was drawn, perhaps in another tab. Look at the numbers again, then press Continue.',
  },
  discarded: {
    tone: 'info',
    title: 'Preview discarded',
    text: 'Nothing was changed, in Clio or in Google. The preview was erased here, and so was what had been read of an account that was never synced.',
  },
  disconnected: {
    tone: 'good',
    title: 'Account disconnected',
    text: 'Concord can no longer reach it, and has erased what it read of it. All contacts stay where they are.',
  },
  notRevoked: {
    tone: 'warn',
    title: 'Account disconnected here, but Google could not be told',
    text: 'We forgot the access. To take it back at Google as well, remove Concord at myaccount.google.com/permissions.',
  },
}

interface NotesProps {
  readonly problem: string | null
  readonly note: string | null
  readonly connected: boolean
  /** Contacts that the sync leaves alone. */
  readonly excluded: number
}

export function Notes({ problem, note, connected, excluded }: NotesProps) {
  const bad = lookUp(PROBLEMS, problem)
  const said = lookUp(NOTES, note)
  const shown = bad ?? said
  if (!shown) return null
  return (
    <Notice
      tone={shown.tone}
      title={shown.title}
      alert={bad !== undefined}
      actions={bad && (connected || problem !== 'denied') && <ConnectForm>Ask Google again</ConnectForm>}
    >
      {shown.text}
      {note === 'discarded' && excluded > 0 && <StillExcluded n={excluded} />}
    </Notice>
  )
}

/** To leave somebody out is said of the contact, not of one preview: it outlives the preview, and not unseen. */
const StillExcluded = ({ n }: { readonly n: number }) => (
  <p>
    {amount(n, 'excluded contact')} {n === 1 ? 'stays' : 'stay'} excluded.{' '}
    <a href="#excluded" className="prose-link">
      See and include again
    </a>
  </p>
)
