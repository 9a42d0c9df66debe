// One matter: what it says, who has to do with it, what was done to it.
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { bringBackMatter, removeMatter } from '@/app/matters/actions'
import { isId } from '@/app/matters/params'
import { MatterCard } from '@/components/matters/matter-card'
import { MatterHistory } from '@/components/matters/matter-history'
import { SubmitButton } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Notice } from '@/components/ui/notice'
import { Page, Panel } from '@/components/ui/page'
import { Saved } from '@/components/ui/saved'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { currentUser, requireUser } from '@/lib/auth/session'
import type { Matter } from '@/lib/domains/matters/matter'
import { lookUp, one, type QueryValue } from '@/lib/http/query'
import { asMatter, matterFromRow } from '@/lib/store/matters/matter-row'
import { type MatterEditWithAuthor, matterHistory, matterOf } from '@/lib/store/matters/matters'
import { contactNames, namesIn } from '@/lib/store/matters/names'
import { RESTORE_DAYS } from '@/lib/store/retention/rules'

const SAVED: Readonly<Record<string, string>> = {
  new: 'The matter was added.',
  edited: 'Your changes were saved.',
  restored: 'The matter was restored.',
}

/** Steps of history that a page shows at first, and at most. */
const RECENT = 10
const MOST = 500

interface MatterPageProps {
  readonly params: Promise<{ readonly id: string }>
  readonly searchParams: Promise<{
    readonly history?: QueryValue
    readonly refused?: QueryValue
    readonly saved?: QueryValue
  }>
}

export async function generateMetadata({ params }: MatterPageProps): Promise<Metadata> {
  const [{ id }, user] = await Promise.all([params, currentUser()])
  const row = user && isId(id) ? await matterOf(user.firmId, id) : null
  return { title: row ? `Matter ${row.number}` : 'Matter' }
}

export default async function MatterPage({ params, searchParams }: MatterPageProps) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const { history, refused } = query
  if (!isId(id)) notFound()
  const user = await requireUser(`/matters/${id}`)
  const isWhole = history === 'all'
  const [row, edits] = await Promise.all([
    matterOf(user.firmId, id),
    matterHistory(user.firmId, id, isWhole ? MOST : RECENT + 1),
  ])
  if (!row) notFound()
  const matter = matterFromRow(row)
  const named = [matter.clientId ?? [], matter.related.map(({ contactId }) => contactId)].flat()
  const [name, contacts] = await Promise.all([
    namesIn(user.firmId, [matter, ...mattersIn(edits)]),
    contactNames(user.firmId, named),
  ])
  return (
    <Page title={`Matter ${matter.number}`} actions={!row.deletedAt && <Actions id={id} />}>
      {row.deletedAt && <Deleted id={id} at={row.deletedAt} isRefused={refused === '1'} />}
      <Saved words={lookUp(SAVED, one(query.saved))} answer={query} names={['refused', 'saved']} />
      <div className="grid items-start gap-6 lg:grid-cols-[3fr_2fr]">
        <Panel title="Details" flush>
          <MatterCard matter={matter} contacts={contacts} name={name} />
        </Panel>
        <Panel title="History" flush>
          <MatterHistory edits={isWhole ? edits : edits.slice(0, RECENT)} name={name} />
          {!isWhole && edits.length > RECENT && (
            <div className="border-t border-line p-2">
              <ButtonLink href={`/matters/${id}?history=all`} look="quiet">
                Show the whole history
              </ButtonLink>
            </div>
          )}
        </Panel>
      </div>
    </Page>
  )
}

const mattersIn = (edits: readonly MatterEditWithAuthor[]): readonly Matter[] =>
  edits.flatMap(({ from, to }) => [from, to].flatMap((json) => (json === null ? [] : [asMatter(json)])))

function Actions({ id }: { readonly id: string }) {
  return (
    <>
      <form action={removeMatter}>
        <input type="hidden" name="id" value={id} />
        <SubmitButton look="secondary">Delete</SubmitButton>
      </form>
      <ButtonLink href={`/matters/${id}/edit`} look="primary">
        Edit
      </ButtonLink>
    </>
  )
}

interface DeletedProps {
  readonly id: string
  readonly at: Date
  readonly isRefused: boolean
}

function Deleted({ id, at, isRefused }: DeletedProps) {
  return (
    <Notice
      tone="warn"
      title={isRefused ? 'This matter cannot be restored now' : 'This matter was deleted'}
      alert={isRefused}
      actions={
        <form action={bringBackMatter}>
          <input type="hidden" name="id" value={id} />
          <SubmitButton look="secondary">Restore</SubmitButton>
        </form>
      }
    >
      <p>
        {isRefused
          ? 'Another matter now has its number, or one of its contacts was deleted. Change that number or restore that contact first.'
          : 'It no longer protects its contacts from being deleted.'}{' '}
        It was deleted <RelativeTime at={at} /> and can be restored for {RESTORE_DAYS} days.
      </p>
    </Notice>
  )
}
