// Help: what a person asks about the sync, in short answers. Everything here holds for every firm; what is so now is on the sync's own page.
import type { Metadata } from 'next'
import { Link } from '@/components/ui/links/link'
import { Page, Panel } from '@/components/ui/page'
import { requireUser } from '@/lib/auth/session'
import { ANY_PROVIDER } from '@/lib/providers/registry'
import { RESTORE_DAYS } from '@/lib/store/retention/rules'

export const metadata: Metadata = { title: 'Help' }

/** `label`: of the providers. */
const answers = (label: string): readonly (readonly [string, readonly string[]])[] => [
  [
    'What is synced?',
    [
      `Your firm’s contacts, called Clio contacts, and the contacts you saved in ${label}. An edit on either side is copied to the other, field by field.`,
      `Each person at the firm connects their own account. Contacts marked Only mine go to your account alone.`,
    ],
  ],
  [
    'Can I see what will happen first?',
    [
      'Yes. The first sync starts with a preview of every change. Nothing is written until you press Start Sync, and you can exclude any contact.',
    ],
  ],
  [
    'Why does a contact need my decision?',
    [
      'Either both sides changed the same field, or two contacts may be the same person. Only that field or that pair waits; everything else keeps syncing.',
    ],
  ],
  [
    'What is deleted?',
    [
      `Deleting a contact in ${label} never deletes it in Clio. Deleting a contact in Clio keeps it in ${label}, unless you choose otherwise in the settings of the sync.`,
      `A deleted contact can be restored for ${RESTORE_DAYS} days.`,
    ],
  ],
  [
    'What happens when I stop?',
    [
      'Stop Sync stops all copying at once. Contacts already copied stay on both sides. If you start again, you see a preview first, and there are no duplicates.',
      `Disconnect Account also ends Concord’s access to your ${label} account.`,
    ],
  ],
  [
    'A contact could not be synced. What now?',
    [
      'Open the sync’s page. It says what was refused and what to correct. After you edit the contact, it is tried again; you can also press Retry.',
    ],
  ],
  [
    'Are there keyboard shortcuts?',
    ['Press ? on any page for the list, and Ctrl K (⌘ K on a Mac) to find a contact, a page or an action.'],
  ],
]

export default async function Help() {
  await requireUser('/help')
  return (
    <Page
      title="Help"
      width="narrow"
      intro={
        <>
          How your contacts and calendars stay in sync. What is going on right now is under{' '}
          <Link href="/settings/sync" className="prose-link">
            Contact and Calendar Sync
          </Link>
          .
        </>
      }
    >
      {answers(ANY_PROVIDER).map(([question, paragraphs]) => (
        <Panel key={question} title={question}>
          <div className="grid max-w-prose gap-2">
            {paragraphs.map((text) => (
              <p key={text}>{text}</p>
            ))}
          </div>
        </Panel>
      ))}
    </Page>
  )
}
