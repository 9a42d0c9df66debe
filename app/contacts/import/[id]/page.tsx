// **Import**, second step: what was read of the file and what was not, before anything is imported.
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { importContacts } from '@/app/contacts/import/actions'
import { ImportPreview } from '@/components/contacts/import-preview'
import { nextStop } from '@/components/contacts/import-words'
import { EmptyState } from '@/components/ui/empty-state'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Page, Panel } from '@/components/ui/page'
import { requireUser } from '@/lib/auth/session'
import { ANY_PROVIDER } from '@/lib/providers/registry'
import { exactDuplicates, getImport } from '@/lib/store/address-book/imports'
import { peopleSyncing } from '@/lib/store/sync/syncs'

export const metadata: Metadata = { title: 'Import contacts' }

export default async function ImportFile({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params
  const user = await requireUser(`/contacts/import/${id}`)
  const found = z.uuid().safeParse(id).success ? await getImport(user, id) : null
  if (!found) redirect('/contacts/import?problem=lost')
  if (found.confirmedAt) return <Done id={id} fileName={found.fileName} />
  const [duplicates, syncing] = await Promise.all([
    exactDuplicates(user, found.contacts),
    peopleSyncing(user.firmId),
  ])
  const leftOut = new Set([...duplicates, ...found.likely.map(({ at }) => at)]).size
  const imported = found.contacts.length - leftOut
  return (
    <Page title="Import contacts" intro={found.fileName} width="narrow">
      <ImportPreview
        found={found}
        duplicates={duplicates}
        next={nextStop({ imported, leftOut }, syncing, user.userId, ANY_PROVIDER)}
        confirm={importContacts}
      />
    </Page>
  )
}

function Done({ id, fileName }: { readonly id: string; readonly fileName: string }) {
  return (
    <Page title="Import contacts" intro={fileName} width="narrow">
      <Panel flush>
        <EmptyState
          title="This file was imported"
          actions={
            <>
              <ButtonLink href="/contacts" look="primary">
                Show contacts
              </ButtonLink>
              <ButtonLink href="/contacts/import">Import another file</ButtonLink>
              <ButtonLink href={`/contacts/activity/${id}`}>Undo this import</ButtonLink>
            </>
          }
        >
          Already imported. Nothing was imported twice.
        </EmptyState>
      </Panel>
    </Page>
  )
}
