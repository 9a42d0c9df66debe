// The filters of the audit: a form whose answer is an address, so that it needs no script.

import { SubmitButton } from '@/components/ui/button'
import { SelectField, TextField } from '@/components/ui/form/field'
import { ButtonLink } from '@/components/ui/links/button-link'
import { GoForm } from '@/components/ui/links/link'
import { AUDIT_GROUPS, type AuditGroup } from '@/lib/store/audit/kinds'
import type { AuditProblems, AuditTyped } from './audit-filter'
import { GROUP_WORDS, KIND_WORDS } from './audit-words'

interface AuditFilterFormProps {
  readonly typed: AuditTyped
  readonly problems: AuditProblems
  /** Of the providers. */
  readonly label: string
  readonly people: readonly { readonly id: string; readonly name: string }[]
}

export function AuditFilterForm({ typed, problems, people, label }: AuditFilterFormProps) {
  return (
    <GoForm action="/admin/audit" className="grid gap-3 p-4 sm:grid-cols-3">
      {typed.about && <input type="hidden" name="about" value={typed.about} />}
      <TextField
        id="contact"
        name="contact"
        label="Contact"
        hint="Name, email or phone"
        defaultValue={typed.contact}
      />
      <SelectField
        id="person"
        name="person"
        label="Person"
        defaultValue={typed.person ?? ''}
        error={problems.person}
      >
        <option value="">Anyone</option>
        {people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField id="kind" name="kind" label="What" defaultValue={typed.kind ?? ''} error={problems.kind}>
        <option value="">Everything</option>
        {Object.entries(AUDIT_GROUPS).map(([group, kinds]) => (
          <optgroup key={group} label={GROUP_WORDS[group as AuditGroup]}>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {KIND_WORDS[kind]}
              </option>
            ))}
          </optgroup>
        ))}
      </SelectField>
      <SelectField id="side" name="side" label="Where" defaultValue={typed.side ?? ''} error={problems.side}>
        <option value="">Anywhere</option>
        <option value="local">Clio</option>
        <option value="remote">{label}</option>
      </SelectField>
      <TextField
        id="from"
        name="from"
        type="date"
        label="From"
        defaultValue={typed.from}
        error={problems.from}
      />
      <TextField
        id="until"
        name="until"
        type="date"
        label="Until"
        defaultValue={typed.until}
        error={problems.until}
      />
      <div className="flex flex-wrap gap-2 sm:col-span-3">
        <SubmitButton>Filter</SubmitButton>
        {Object.keys(typed).length > 0 && <ButtonLink href="/admin/audit">Clear filters</ButtonLink>}
      </div>
    </GoForm>
  )
}
