// Which of a series a person means, before they edit or delete an occurrence.

import type { ReactNode } from 'react'
import { SubmitButton } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/links/button-link'
import { GoForm } from '@/components/ui/links/link'
import { Panel } from '@/components/ui/page'
import type { Slot } from '@/lib/domains/events/value/time'

interface ScopeFormProps {
  /** An address, which gets `on` and `scope`; or what is done at once. */
  readonly action: string | ((form: FormData) => Promise<void>)
  readonly fields?: Readonly<Record<string, string>>
  readonly slot: Slot
  readonly question: string
  readonly note?: string
  readonly cancel: string
}

export function ScopeForm({ action, fields = {}, slot, question, note, cancel }: ScopeFormProps) {
  const choices = [
    { value: `this:${slot}`, label: 'Only this event' },
    { value: `following:${slot}`, label: 'This and following events' },
    { value: 'all', label: 'All events' },
  ]
  const inside: ReactNode = (
    <div className="grid gap-4">
      {Object.entries({ ...fields, on: slot }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <fieldset className="grid gap-1">
        <legend className="mb-1 font-medium">{question}</legend>
        {choices.map(({ value, label }, at) => (
          <label key={value} className="flex h-8 w-fit items-center gap-2">
            <input
              type="radio"
              name="scope"
              value={value}
              defaultChecked={at === 0}
              className="size-4 accent-accent"
            />
            {label}
          </label>
        ))}
      </fieldset>
      {note && <p className="text-soft">{note}</p>}
      <div className="flex flex-wrap gap-2">
        <SubmitButton>Continue</SubmitButton>
        <ButtonLink href={cancel}>Cancel</ButtonLink>
      </div>
    </div>
  )
  return (
    <Panel>
      {typeof action === 'string' ? (
        <GoForm action={action}>{inside}</GoForm>
      ) : (
        <form action={action}>{inside}</form>
      )}
    </Panel>
  )
}
