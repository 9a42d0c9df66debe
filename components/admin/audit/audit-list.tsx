// Entries of the audit, newest first: when, who did what, to what and where, and below it what changed.
import Link from 'next/link'
import type { ReactNode } from 'react'
import { FieldChanges } from '@/components/contacts/field-changes'
import { ExactTime } from '@/components/ui/time/relative-time'
import type { AuditEntry } from '@/lib/store/audit/beside'
import { changesOf, detailWords, KIND_WORDS, whereWords, whoDid } from './audit-words'

/** Changes that are shown without being asked for. */
const FEW = 3

export const AuditList = ({ entries }: { readonly entries: readonly AuditEntry[] }) => (
  <ol className="divide-y divide-line">
    {entries.map((entry) => (
      <Entry key={String(entry.seq)} entry={entry} />
    ))}
  </ol>
)

function Entry({ entry }: { readonly entry: AuditEntry }) {
  const { at, seq, kind, contactId } = entry
  const [who, where, detail] = [whoDid(entry), whereWords(entry), detailWords(entry)]
  return (
    <li className="grid gap-1 px-4 py-3">
      <p className="flex flex-wrap gap-x-2">
        <strong className="font-medium">{KIND_WORDS[kind]}</strong>
        {contactId && <ContactOf entry={entry} />}
        {where && <span>in {where}</span>}
        {detail && <span className="min-w-0 break-words">{detail}</span>}
      </p>
      <Changes entry={entry} />
      <p className="flex flex-wrap gap-x-3 text-xs text-soft">
        <ExactTime at={at} />
        {who && <span>by {who}</span>}
        <RunLink entry={entry} />
        <span data-number>No. {String(seq)}</span>
      </p>
    </li>
  )
}

function ContactOf({ entry }: { readonly entry: AuditEntry }) {
  const { contactId, contact, contactDeleted } = entry
  const about = (name: ReactNode) => (
    <Link href={`/admin/audit?contact=${contactId}`} className="text-soft underline">
      {name}
    </Link>
  )
  if (contact === null) return about('a contact that was erased or is private')
  if (contactDeleted) return about(`${contact} (deleted)`)
  return (
    <Link href={`/contacts/${contactId}`} className="text-accent underline">
      {contact}
    </Link>
  )
}

function Changes({ entry }: { readonly entry: AuditEntry }) {
  const changes = changesOf(entry)
  if (!changes || changes.length === 0) return null
  if (changes.length <= FEW) return <FieldChanges changes={changes} />
  return (
    <details>
      <summary className="min-h-6 cursor-pointer text-soft">{changes.length} values</summary>
      <FieldChanges changes={changes} />
    </details>
  )
}

function RunLink({ entry: { sync, runId } }: { readonly entry: AuditEntry }) {
  if (!sync || !runId) return null
  return (
    <Link href={`/admin/sync/${sync.watchedId}/runs/${runId}`} className="underline">
      Run
    </Link>
  )
}
