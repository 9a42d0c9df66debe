// **Import**, first step: choosing a file.
import type { Metadata } from 'next'
import { ImportPage } from '@/components/ui/form/import-page'
import { UploadForm } from '@/components/ui/form/upload-form'
import { requireUser } from '@/lib/auth/session'
import { lookUp, one, type Query } from '@/lib/http/query'

export const metadata: Metadata = { title: 'Import contacts' }

const problems: Readonly<Record<string, string>> = {
  tooLarge: 'The file is larger than 25 MB. Export it without pictures, or in parts.',
  noFile: 'No file was chosen, or it is empty. Choose a file first.',
  busy: 'Someone at your firm is importing a file right now. Nothing was changed. Choose your file again in a minute.',
  lost: 'That file is no longer available. Choose it again.',
}

export default async function Import({ searchParams }: { readonly searchParams: Promise<Query> }) {
  await requireUser('/contacts/import')
  const sentence = lookUp(problems, one((await searchParams).problem))
  return (
    <ImportPage
      title="Import contacts"
      problem={sentence}
      refused="The file was not read"
      form={
        <UploadForm
          action="/contacts/import/upload"
          hint="vCard or Google CSV, up to 25 MB"
          accept=".vcf,.vcard,.csv,text/vcard,text/x-vcard,text/csv"
        />
      }
    >
      <div className="grid gap-2 text-soft">
        <p>
          Concord reads vCard files (.vcf, versions 2.1, 3.0 and 4.0, any number of cards) and Google’s
          contact CSV, with commas, semicolons or tabs between the columns.
        </p>
        <p>
          From Outlook, Apple Contacts or a phone, export as vCard. From Google Contacts, choose Export, then
          Google CSV or vCard.
        </p>
      </div>
    </ImportPage>
  )
}
