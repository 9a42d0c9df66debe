// The fields of a contact that hold one value each. Values are kept exactly as typed, so nothing is corrected on the way.
import type { FormFault, Typed } from '@/components/contacts/form/typed'
import { TextArea, TextField } from '@/components/ui/form/field'
import { FIELDS, type SingleField } from '@/lib/domains/contacts/value/fields'

interface SingleFieldsProps {
  readonly typed: Typed
  readonly begins: boolean
  readonly faults: readonly FormFault[]
}

/** First and last name share a row; so do the parts of a name that few people have. */
const OF_PERSON: readonly SingleField[] = [
  ...(['firstName', 'lastName', 'prefix', 'middleName', 'suffix', 'nickname'] as const),
  ...(['company', 'title', 'department', 'birthday', 'notes'] as const),
]
const OF_COMPANY: readonly SingleField[] = ['company', 'notes']
/** Fields that a company seldom has. */
const MORE_OF_COMPANY = OF_PERSON.filter((field) => !OF_COMPANY.includes(field))

const widths: Readonly<Partial<Record<SingleField, string>>> = {
  prefix: 'sm:col-span-1',
  middleName: 'sm:col-span-2',
  suffix: 'sm:col-span-1',
  nickname: 'sm:col-span-2',
  notes: 'sm:col-span-6',
}

export function SingleFields({ typed, begins, faults }: SingleFieldsProps) {
  if (typed.kind === 'company') return <CompanyFields typed={typed} begins={begins} faults={faults} />
  return (
    <fieldset className="grid gap-4 sm:grid-cols-6">
      <legend className="sr-only">Person</legend>
      <Singles fields={OF_PERSON} typed={typed} begins={begins} faults={faults} />
    </fieldset>
  )
}

/** The fields of a person are collapsed, unless one has a value or a fault. */
function CompanyFields({ typed, begins, faults }: SingleFieldsProps) {
  const isNeeded = MORE_OF_COMPANY.some((field) => typed[field] !== '' || errorOf(faults, field))
  return (
    <fieldset className="grid gap-4">
      <legend className="sr-only">Company</legend>
      <div className="grid gap-4 sm:grid-cols-6">
        <Singles fields={OF_COMPANY} typed={typed} begins={begins} faults={faults} />
      </div>
      <details open={isNeeded}>
        <summary className="min-h-6 text-soft hover:text-ink">More fields</summary>
        <div className="mt-3 grid gap-4 sm:grid-cols-6">
          <Singles fields={MORE_OF_COMPANY} typed={typed} begins={false} faults={faults} />
        </div>
      </details>
    </fieldset>
  )
}

interface SinglesProps extends SingleFieldsProps {
  readonly fields: readonly SingleField[]
}

const Singles = ({ fields, typed, begins, faults }: SinglesProps) =>
  fields.map((field, at) => (
    <div key={field} className={widths[field] ?? 'sm:col-span-3'}>
      <Single field={field} typed={typed} focused={begins && at === 0} error={errorOf(faults, field)} />
    </div>
  ))

interface SingleProps {
  readonly field: SingleField
  readonly typed: Typed
  readonly focused: boolean
  readonly error: string | undefined
}

function Single({ field, typed, focused, error }: SingleProps) {
  const shared = {
    id: field,
    name: field,
    label: FIELDS[field].label,
    error,
    defaultValue: typed[field],
    autoComplete: 'off',
    autoFocus: focused,
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
