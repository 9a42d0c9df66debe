'use client'
import { type ReactNode, useRef, useState } from 'react'
import { errorOf } from '@/components/contacts/form/single-fields'
import type { FormFault } from '@/components/contacts/form/typed'
import { ADDRESS_PARTS } from '@/components/contacts/form/typed'
import { Button } from '@/components/ui/button'
import { TextArea, TextField } from '@/components/ui/form/field'
// Rows that can be added and removed: email addresses, phones, websites, postal addresses. The first row is there from the
// start, so that the form is useful before and without script; blank rows are dropped when it is saved.
import { Plus, X } from '@/components/ui/icons'
import { announce } from '@/components/ui/live-region'
import type { Address, LabelledValue } from '@/lib/domains/contacts/value/contact'
import { FIELDS, type ListField } from '@/lib/domains/contacts/value/fields'

const lists = {
  emails: { legend: 'Email addresses', one: 'email', type: 'email' },
  phones: { legend: 'Phone numbers', one: 'phone', type: 'tel' },
  websites: { legend: 'Websites', one: 'website', type: 'url' },
  addresses: { legend: 'Addresses', one: 'address', type: 'text' },
} as const

interface ValueRowsProps {
  readonly list: 'emails' | 'phones' | 'websites'
  readonly rows: readonly LabelledValue[]
  readonly faults: readonly FormFault[]
}

export function ValueRows({ list, rows, faults }: ValueRowsProps) {
  return (
    <Rows list={list} count={rows.length} faults={faults}>
      {(at, error) => (
        <div className="grid min-w-0 flex-1 gap-3 sm:grid-cols-[2fr_1fr]">
          <TextField
            id={`${list}-${at}`}
            name={`${list}.value`}
            label={FIELDS[list].label}
            // Not type="email": it would trim what was typed.
            inputMode={lists[list].type}
            defaultValue={rows[at]?.value ?? ''}
            error={error}
            autoComplete="off"
          />
          <LabelField list={list} at={at} value={rows[at]?.label} />
        </div>
      )}
    </Rows>
  )
}

interface AddressRowsProps {
  readonly rows: readonly Address[]
  readonly faults: readonly FormFault[]
}

const parts = {
  street: 'Street',
  city: 'City',
  region: 'Region',
  postalCode: 'Postal code',
  country: 'Country',
} as const

export function AddressRows({ rows, faults }: AddressRowsProps) {
  return (
    <Rows list="addresses" count={rows.length} faults={faults}>
      {(at, error) => (
        <div className="grid min-w-0 flex-1 gap-3 sm:grid-cols-2">
          {ADDRESS_PARTS.map((part) => {
            const field = {
              id: `addresses-${at}-${part}`,
              name: `addresses.${part}`,
              label: parts[part],
              defaultValue: rows[at]?.[part] ?? '',
              autoComplete: 'off',
            }
            // Only the street has lines; its error stands for the whole address.
            if (part === 'street') return <TextArea key={part} {...field} error={error} rows={1} />
            return <TextField key={part} {...field} />
          })}
          <LabelField list="addresses" at={at} value={rows[at]?.label} />
        </div>
      )}
    </Rows>
  )
}

/** Suggested; a label can be any text. */
const LABELS: Readonly<Record<ListField, readonly [string, ...string[]]>> = {
  emails: ['Work', 'Home', 'Other'],
  phones: ['Mobile', 'Work', 'Home', 'Fax', 'Other'],
  websites: ['Work', 'Home', 'Other'],
  addresses: ['Work', 'Home', 'Other'],
}

interface LabelFieldProps {
  readonly list: ListField
  readonly at: number
  readonly value: string | undefined
}

function LabelField({ list, at, value = '' }: LabelFieldProps) {
  return (
    <TextField
      id={`${list}-${at}-label`}
      name={`${list}.label`}
      label="Label"
      defaultValue={value}
      placeholder={LABELS[list][0]}
      list={`${list}-labels`}
      autoComplete="off"
    />
  )
}

interface RowsProps {
  readonly list: ListField
  readonly count: number
  readonly faults: readonly FormFault[]
  readonly children: (at: number, error: string | undefined) => ReactNode
}

function Rows({ list, count, faults, children }: RowsProps) {
  const box = useRef<HTMLFieldSetElement>(null)
  const { legend, one } = lists[list]
  const [shown, setShown] = useState(() => Array.from({ length: Math.max(count, 1) }, (_, at) => at))
  const focusOn = (selector: string) =>
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(selector)?.focus())

  const add = () => {
    const next = Math.max(-1, ...shown) + 1
    setShown([...shown, next])
    focusOn(`[data-row="${next}"] :is(input, textarea)`)
  }
  const remove = (row: number) => {
    setShown(shown.filter((other) => other !== row))
    announce(`${one} removed`)
    focusOn('[data-add]')
  }

  return (
    <fieldset ref={box} className="grid gap-3 border-t border-line pt-5">
      <legend className="float-left mb-1 text-sm font-semibold">{legend}</legend>
      <datalist id={`${list}-labels`}>
        {LABELS[list].map((label) => (
          <option key={label} value={label} />
        ))}
      </datalist>
      {shown.map((row) => (
        <div key={row} data-row={row} className="clear-both flex items-start gap-2">
          {children(row, errorOf(faults, list, row))}
          <Button look="quiet" className="mt-6 w-8 px-0! text-soft" onClick={() => remove(row)}>
            <X className="size-4" />
            <span className="sr-only">Remove {one}</span>
          </Button>
        </div>
      ))}
      <div>
        <Button data-add onClick={add}>
          <Plus className="size-4" />
          Add {one}
        </Button>
      </div>
    </fieldset>
  )
}
