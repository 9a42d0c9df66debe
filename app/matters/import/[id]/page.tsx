// **Import** of matters, second step: what will be imported, what will not and why, and **Import**.
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { importMatters } from '@/app/matters/actions'
import { isId } from '@/app/matters/params'
import { LineList } from '@/components/matters/line-list'
import { amount } from '@/components/sync/figures'
import { SubmitButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Notice } from '@/components/ui/notice'
import { Page, Panel } from '@/components/ui/page'
import { requireUser } from '@/lib/auth/session'
import type { ReadyMatter } from '@/lib/domains/matters/import/resolve-matters'
import { matterName, STATUS_WORDS } from '@/lib/domains/matters/matter'
import { getMatterImport, type MatterImportView } from '@/lib/store/matters/matter-import'
import { namesIn } from '@/lib/store/matters/names'

export const metadata: Metadata = { title: 'Import matters' }

/** Matters that the page shows. */
const MOST = 100

interface PreviewProps {
  readonly params: Promise<{ readonly id: string }>
}

export default async function ImportPreview({ params }: PreviewProps) {
  const { id } = await params
  const user = await requireUser('/matters/import')
  const read = isId(id) ? await getMatterImport(user, id) : null
  if (!read) redirect('/matters/import?problem=lost')
  if (read.confirmedAt) return <Imported count={read.count} />
  const { fileName, ready, problems, existing, unknownPeople } = read
  const shown = ready.slice(0, MOST)
  const name = await namesIn(
    user.firmId,
    shown.map(({ matter }) => matter),
  )
  return (
    <Page
      title="Import matters"
      intro={`${summaryOf(read)} Nothing is imported yet.`}
      actions={
        <>
          <ButtonLink href="/matters/import">Choose another file</ButtonLink>
          {ready.length > 0 && (
            <form action={importMatters}>
              <input type="hidden" name="id" value={id} />
              <SubmitButton>Import {amount(ready.length, 'matter')}</SubmitButton>
            </form>
          )}
        </>
      }
    >
      <p className="text-soft break-words">{fileName}</p>
      {problems.length > 0 && (
        <Panel title={`${amount(problems.length, 'line')} not imported`} flush>
          <LineList lines={problems} />
          <p className="border-t border-line px-4 py-3 text-soft">
            After you add the missing contacts,{' '}
            <a href={`/matters/import/${id}`} className="prose-link">
              check this file again
            </a>
            .
          </p>
        </Panel>
      )}
      {existing.length > 0 && (
        <Panel title={`${amount(existing.length, 'matter is', 'matters are')} here already`} flush>
          <LineList lines={existing} />
        </Panel>
      )}
      {unknownPeople.length > 0 && (
        <Panel title={`${amount(unknownPeople.length, 'matter')} without a responsible person`} flush>
          <LineList lines={unknownPeople} />
        </Panel>
      )}
      <Panel title={`${amount(ready.length, 'matter')} to import`} flush>
        {ready.length === 0 ? (
          <EmptyState title="There is nothing to import in this file">
            Each matter needs a number that is not used yet, and a client who is among your contacts.
          </EmptyState>
        ) : (
          <Ready ready={shown} name={name} />
        )}
        {ready.length > MOST && (
          <p className="border-t border-line px-4 py-3 text-soft">
            And {amount(ready.length - MOST, 'more matter')}.
          </p>
        )}
      </Panel>
    </Page>
  )
}

function summaryOf({ ready, problems, existing }: MatterImportView): string {
  const parts = [
    `${amount(ready.length, 'matter')} can be imported`,
    existing.length > 0 && `${amount(existing.length, 'is', 'are')} here already`,
    problems.length > 0 && `${amount(problems.length, 'line')} cannot be imported`,
  ]
  return `${parts.filter(Boolean).join(', ')}.`
}

function Ready({
  ready,
  name,
}: {
  readonly ready: readonly ReadyMatter[]
  readonly name: (id: string) => string
}) {
  return (
    <ul className="divide-y divide-line">
      {ready.map(({ line, matter }) => (
        <li key={line} className="grid gap-0.5 px-4 py-2 break-words">
          <p className="font-medium">{matterName(matter)}</p>
          <p className="text-soft">
            {[
              `Client: ${name(matter.clientId ?? '')}`,
              STATUS_WORDS[matter.status],
              matter.responsibleId && name(matter.responsibleId),
              matter.related.length > 0 && amount(matter.related.length, 'related contact'),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </li>
      ))}
    </ul>
  )
}

const Imported = ({ count }: { readonly count: number }) => (
  <Page title="Import matters" width="narrow">
    <Notice tone="good" actions={<ButtonLink href="/matters">Matters</ButtonLink>}>
      {amount(count, 'matter was', 'matters were')} imported from this file.
    </Notice>
  </Page>
)
