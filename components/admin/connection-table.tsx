// The firm's connections, worst first: how each is, whose it is, and what an administrator can do.

import type { ReactNode } from 'react'
import { Link } from '@/components/ui/links/link'
import { ScrollFrame } from '@/components/ui/scroll-frame'
import { Status } from '@/components/ui/status'
import { RelativeTime } from '@/components/ui/time/relative-time'
import type { SyncStatus } from '@/lib/engine/status'
import { count } from '../sync/figures'
import { lookOf } from '../sync/status/status-look'
import { ColumnHeads } from './column-heads'
import { ReasonWords } from './reason-words'
import type { Reason } from './reasons'

export interface ConnectionLine {
  readonly id: string
  /** The name of the calendar that is synced; null for contacts. */
  readonly calendar: string | null
  readonly ownerName: string
  readonly accountEmail: string
  readonly status: SyncStatus
  readonly lastSuccessAt: Date | null
  readonly nextCheckAt: Date | null
  readonly items: number
  readonly failed: number
  readonly reasons: readonly Reason[]
  readonly actions: ReactNode
}

const COLUMNS = ['Status', 'Owner', 'Account', 'Last success'] as const
const NUMBERS = ['In sync', 'Failures'] as const

export function ConnectionTable({ lines }: { readonly lines: readonly ConnectionLine[] }) {
  return (
    <ScrollFrame label="Connections">
      <table className="stack-table w-full border-collapse text-left">
        <caption className="sr-only">Connections of the firm, worst first</caption>
        <thead>
          <tr className="text-xs text-soft">
            <ColumnHeads names={COLUMNS} />
            <ColumnHeads names={NUMBERS} isNumber />
            <td />
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <ConnectionRow key={line.id} line={line} />
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  )
}

function ConnectionRow({ line }: { readonly line: ConnectionLine }) {
  const { id, calendar, ownerName, accountEmail, status, lastSuccessAt, nextCheckAt, items, failed } = line
  const look = lookOf(status)
  return (
    <tr className="border-t border-line align-top">
      <td className="min-w-52 px-4 py-2.5">
        <Status tone={look.tone}>{look.word}</Status>
        {line.reasons.map((reason) => (
          <span key={reason.what} className="mt-1 block max-w-sm pl-4 text-xs text-soft">
            <ReasonWords reason={reason} />
          </span>
        ))}
      </td>
      <th scope="row" className="px-4 py-2.5 font-medium whitespace-nowrap">
        <Link href={`/admin/sync/${id}`} className="prose-link inline-block min-h-6">
          {ownerName}
        </Link>
      </th>
      <td className="min-w-44 px-4 py-2.5 wrap-anywhere">
        {accountEmail}
        <span className="block text-xs text-soft">
          {calendar === null ? 'Contacts' : `Calendar “${calendar}”`}
        </span>
      </td>
      <td data-label="Last success" className="px-4 py-2.5 whitespace-nowrap">
        {moment(lastSuccessAt)}
        {nextCheckAt && (
          <span className="block text-xs text-soft">
            Next check <RelativeTime at={nextCheckAt} />
          </span>
        )}
      </td>
      <td data-label="In sync" className="px-4 py-2.5 text-right">
        {count(items)}
      </td>
      <td
        data-label="Failures"
        className={`px-4 py-2.5 text-right ${failed > 0 ? 'font-medium text-bad' : ''}`}
      >
        {count(failed)}
      </td>
      <td className="px-4 py-1.5">
        <div className="flex justify-end gap-1 max-sm:justify-start">{line.actions}</div>
      </td>
    </tr>
  )
}

const moment = (at: Date | null) =>
  at ? (
    <RelativeTime at={at} />
  ) : (
    <span className="text-soft">
      <span aria-hidden>–</span>
      <span className="sr-only">none</span>
    </span>
  )
