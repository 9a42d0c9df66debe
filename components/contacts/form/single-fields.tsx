// The fields of a contact that hold one value each. Values are kept exactly as typed, so nothing is corrected on the way.
import type { FormFault, Typed } from '@/components/contacts/form/typed'
import { TextArea, TextField } from '@/components/ui/form/field'
import { FIELDS, SINGLE_FIELDS, type SingleField } from '@/lib/domains/contacts/value/fields'

interface SingleFieldsProps {
  readonly typed: Typed
  readonly faults: readonly FormFault[]
}

const widths: Readonly<Partial<Record<SingleField, string>>> = {
  prefix: 'sm:col-span-1',
  middleName: 'sm:col-span-2',
  suffix: 'sm:col-span-1',
  nickname: 'sm:col-span-2',
  notes: 'sm:col-span-6',
}

export function SingleFields({ typed, faults }: SingleFieldsProps) {
  const order = typed.kind === 'company' ? companyFirst : SINGLE_FIELDS
  return (
    <fieldset className="grid gap-4 sm:grid-cols-6">
      <legend className="sr-only">{typed.kind === 'company' ? 'Company' : 'Person'}</legend>
      {order.map((field) => (
        <div key={field} className={widths[field] ?? 'sm:col-span-3'}>
          <Single field={field} typed={typed} error={errorOf(faults, field)} />
        </div>
      ))}
    </fieldset>
  )
}

const companyFirst: readonly SingleField[] = [
  'company',
  ...SINGLE_FIELDS.filter((field) => field !== 'company'),
]

interface SingleProps {
  readonly field: SingleField
  readonly typed: Typed
  readonly error: string | undefined
}

function Single({ field, typed, error }: SingleProps) {
  const shared = {
    id: field,
    name: field,
    label: FIELDS[field].label,
    error,
    defaultValue: typed[field],
    autoComplete: 'off',
  }
  if (field === 'notes') return <TextArea {...shared} className="min-h-20" />
  if (field === 'birthday') return <TextField {...shared} hint="1980-03-12 or 12 March; year optional" />
  return <TextField {...shared} />
}

export function errorOf(
  faults: readonly FormFault[],
  field: FormFault['field'],
  entry: number | null = null,
) {
  return faults.find((fault) => fault.field === field && fault.entry === entry)?.message
}
