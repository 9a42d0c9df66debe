'use client'
// The fields of one change: what Clio says, what the other account says, and the result. Only what differs, unless all is asked for.
// At 320 px each field is a block of its own.
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { FieldDiff } from '../field-diff'
import { MarkedText } from './marked-text'

interface FieldTableProps {
  readonly fields: readonly FieldDiff[]
  /** What stands in the result of a field that waits for a choice. */
  readonly choices?: Readonly<Record<string, ReactNode>>
  readonly caption: string
  /** Of the provider whose account it is. */
  readonly label: string
  /** Heads the last column. */
  readonly result?: string
  /** Every field is shown from the start, also those that agree. */
  readonly whole?: boolean
}

export function FieldTable({
  fields,
  choices = {},
  caption,
  label,
  result = 'Result',
  whole = false,
}: FieldTableProps) {
  const [all, setAll] = useState(whole)
  const matters = fields.filter(({ differs, field }) => differs || field in choices)
  const same = fields.length - matters.length
  return (
    <div className="grid gap-2">
      <table className="w-full border-collapse max-md:block">
        <caption className="sr-only">{caption}</caption>
        <thead className="max-md:sr-only">
          <tr className="border-b border-line text-left text-soft">
            <Head width="w-28">Field</Head>
            <Head width="w-1/4">Clio</Head>
            <Head width="w-1/4">{label}</Head>
            <Head width="">{result}</Head>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {(all ? fields : matters).map((diff) => (
            <FieldRow
              key={diff.field}
              diff={diff}
              choice={choices[diff.field]}
              label={label}
              result={result}
            />
          ))}
        </tbody>
      </table>
      {matters.length === 0 && !all && <p className="text-soft">Both sides are the same.</p>}
      {same > 0 && !whole && (
        <Button
          look="quiet"
          className="-ml-3 justify-self-start text-soft"
          onClick={() => setAll(!all)}
          aria-expanded={all}
        >
          {all ? 'Show only what differs' : `Show all fields (${same} more)`}
        </Button>
      )}
    </div>
  )
}

const Head = ({ width, children }: { readonly width: string; readonly children: ReactNode }) => (
  <th scope="col" className={`py-1.5 pr-4 text-xs font-medium ${width}`}>
    {children}
  </th>
)

interface FieldRowProps {
  readonly diff: FieldDiff
  readonly choice: ReactNode
  readonly label: string
  readonly result: string
}

function FieldRow({ diff, choice, label, result }: FieldRowProps) {
  return (
    <tr className="border-b border-line align-top last:border-0 max-md:grid max-md:gap-1 max-md:py-2">
      <th scope="row" className="py-1.5 pr-4 text-left font-medium max-md:py-0">
        {diff.label}
      </th>
      <Cell side="Clio">
        <Texts texts={diff.local} />
      </Cell>
      <Cell side={label}>
        <Texts texts={diff.remote} />
      </Cell>
      <Cell side={result}>
        {(!choice || diff.many) && <Result diff={diff} />}
        {choice}
      </Cell>
    </tr>
  )
}

const Cell = ({ side, children }: { readonly side: string; readonly children: ReactNode }) => (
  <td className="py-1.5 pr-4 max-md:grid max-md:grid-cols-[5rem_1fr] max-md:gap-2 max-md:py-0">
    <span aria-hidden className="text-soft md:hidden">
      {side}
    </span>
    <div className="grid min-w-0 gap-1">{children}</div>
  </td>
)

function Texts({ texts }: { readonly texts: readonly string[] }) {
  if (texts.length === 0) return <Nothing />
  return texts.map((text) => (
    <span key={text} className="whitespace-pre-line">
      {text}
    </span>
  ))
}

const Nothing = () => (
  <span className="text-soft">
    <span aria-hidden>–</span>
    <span className="sr-only">nothing</span>
  </span>
)

function Result({ diff }: { readonly diff: FieldDiff }) {
  if (diff.result.length === 0) return <Nothing />
  return diff.result.map(({ pieces, where }, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines of one field have no identity but their place
    <span key={at} className="whitespace-pre-line">
      <MarkedText pieces={pieces} />
      {where && <span className="ml-2 text-xs text-soft">{where}</span>}
    </span>
  ))
}
