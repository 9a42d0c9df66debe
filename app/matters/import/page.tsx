// **Import** of matters, first step: choosing a file.
import type { Metadata } from 'next'
import { ImportPage } from '@/components/ui/form/import-page'
import { UploadForm } from '@/components/ui/form/upload-form'
import { requireUser } from '@/lib/auth/session'
import { lookUp, one, type Query } from '@/lib/http/query'

export const metadata: Metadata = { title: 'Import matters' }

const problems: Readonly<Record<string, string>> = {
  tooLarge: 'The file is larger than 10 MB. Export it in parts.',
  noFile: 'No file was chosen, or it is empty. Choose a file first.',
  lost: 'That file is no longer available. Choose it again.',
}

export default async function ImportMatters({ searchParams }: { readonly searchParams: Promise<Query> }) {
  await requireUser('/matters/import')
  const sentence = lookUp(problems, one((await searchParams).problem))
  return (
    <ImportPage
      title="Import matters"
      problem={sentence}
      refused="The file was not read"
      form={
        <UploadForm action="/matters/import/upload" hint="CSV, up to 10 MB" accept=".csv,.txt,text/csv" />
      }
    >
      <div className="grid gap-2 text-soft">
        <p>
          The first line names the columns: Number and Client, and if you have them Description, Status (Open,
          Pending or Closed), Responsible and Related contacts. Export gives a file with these columns.
        </p>
        <p>
          Clients and related contacts are found by their name or email address. Concord creates no contacts
          for them: import your contacts first. Separate several related contacts with semicolons, each with
          its role in parentheses.
        </p>
      </div>
    </ImportPage>
  )
}
