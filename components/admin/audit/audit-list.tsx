// Entries of the audit, newest first: when, who did what, to what and where, and below it what changed.

import type { ReactNode } from 'react'
import { FromTo } from '@/components/ui/from-to'
import { Link } from '@/components/ui/links/link'
import { ExactTime } from '@/components/ui/time/relative-time'
import type { Zone } from '@/lib/domains/events/value/event'
import type { AuditEntry } from '@/lib/store/audit/beside'
import { changesOf, detailWords, KIND_WORDS, type ValueChange, whereWords, whoDid } from './audit-words'
import { undoneRunOf } from './undo-words'

/** Changes that are shown without being asked for. */
const FEW = 3

interface AuditListProps {
  readonly entries: readonly AuditEntry[]
  /** Of the reader. */
  readonly zone: Zone
}

export const AuditList = ({ entries, zone }: AuditListProps) => (
  <ol className="divide-y divide-line">
    {entries.map((entry) => (
      <Entry key={String(entry.seq)} entry={entry} zone={zone} />
    ))}
  </ol>
)

function Entry({ entry, zone }: { readonly entry: AuditEntry; readonly zone: Zone }) {
  const { at, seq, kind, contactId } = entry
  const [who, where, detail] = [whoDid(entry), whereWords(entry), detailWords(entry)]
  return (
    <li className="grid gap-1 px-4 py-3">
      <p className="flex flex-wrap gap-x-2">
        <strong className="font-medium">{KIND_WORDS[kind]}</strong>
        <OtherOf entry={entry} />
        {contactId && <ContactOf entry={entry} />}
        {where && <span>in {where}</span>}
        {detail && <span className="min-w-0 break-words">{detail}</span>}
      </p>
      <Changes changes={changesOf(entry, zone)} />
      <p className="flex flex-wrap gap-x-3 text-xs text-soft">
        <ExactTime at={at} />
        {who && <span>by {who}</span>}
        <RunLinks entry={entry} />
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

/** The event or the matter that the entry is about. */
function OtherOf({ entry: { event, matter, kind } }: { readonly entry: AuditEntry }) {
  const about = event ?? matter
  if (!about) return kind.startsWith('event.') && <span>that was erased or is not yours to see</span>
  if (about.deleted) return <span>{about.name} (deleted)</span>
  return (
    <Link
      href={event ? `/calendar/events/${about.id}` : `/matters/${about.id}`}
      className="text-accent underline"
    >
      {about.name}
    </Link>
  )
}

function Changes({ changes }: { readonly changes: readonly ValueChange[] }) {
  if (changes.length === 0) return null
  if (changes.length <= FEW) return <Values changes={changes} />
  return (
    <details>
      <summary className="min-h-6 cursor-pointer text-soft">{changes.length} values</summary>
      <Values changes={changes} />
    </details>
  )
}

const Values = ({ changes }: { readonly changes: readonly ValueChange[] }) => (
  <ul className="grid gap-1">
    {changes.map(({ label, from, to }, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the list is made once and never reordered
      <li key={at} className="min-w-0 break-words">
        <span className="text-soft">{label}: </span>
        <FromTo from={from} to={to} />
      </li>
    ))}
  </ul>
)

function RunLinks({ entry }: { readonly entry: AuditEntry }) {
  const { sync, runId } = entry
  if (!sync) return null
  const link = (id: string | null, words: string) =>
    id && (
      <Link href={`/admin/sync/${sync.watchedId}/runs/${id}`} className="underline">
        {words}
      </Link>
    )
  return (
    <>
      {link(runId, 'Run')}
      {link(undoneRunOf(entry), 'Undone run')}
    </>
  )
}
