'use client'
// A field that finds a contact while its name is typed (ARIA combobox with a list). Arrow keys choose, Enter takes, Escape closes.
// Without script it is a text field, and the server looks the name up.
import { type KeyboardEvent, useId, useState } from 'react'
import type { FoundContact } from '@/components/contacts/found/found-contact'
import { useFoundContacts } from '@/components/contacts/found/use-found-contacts'
import { controlClass, FieldFrame } from '@/components/ui/form/field'
import { announce } from '@/components/ui/live-region'

interface ContactComboboxProps {
  readonly id: string
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly text: string
  readonly onText: (text: string) => void
  readonly onChoose: (contact: FoundContact) => void
}

export function ContactCombobox(props: ContactComboboxProps) {
  const { id, name, label, hint, error, text, onText, onChoose } = props
  const listId = useId()
  const { found, busy, search, close } = useFoundContacts()
  const [active, setActive] = useState(0)
  const open = found !== null
  const options = found ?? []
  const choose = (contact: FoundContact | undefined) => {
    if (!contact) return
    onChoose(contact)
    announce(`${contact.name} chosen`)
    close()
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' && !open) search(text)
    else if (event.key === 'ArrowDown') setActive((at) => Math.min(at + 1, options.length - 1))
    else if (event.key === 'ArrowUp' && open) setActive((at) => Math.max(at - 1, 0))
    else if (event.key === 'Enter' && options.length > 0) choose(options[active])
    else if (event.key === 'Escape' && open) close()
    else return
    event.preventDefault()
  }
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <div className="relative">
        <input
          id={id}
          name={name}
          role="combobox"
          aria-expanded={open}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={open && options[active] ? `${listId}-${active}` : undefined}
          aria-describedby={described || undefined}
          aria-invalid={error ? true : undefined}
          aria-busy={busy}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            onText(event.target.value)
            setActive(0)
            search(event.target.value)
          }}
          onKeyDown={keys}
          onBlur={close}
          className={controlClass('h-8')}
        />
        <div
          id={listId}
          role="listbox"
          aria-label="Found contacts"
          hidden={!open || options.length === 0}
          className="absolute top-full right-0 left-0 z-10 mt-1 max-h-72 overflow-auto rounded-lg border border-line bg-canvas p-1 shadow-lg"
        >
          {options.map((contact, at) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text field
            <div
              key={contact.id}
              id={`${listId}-${at}`}
              role="option"
              tabIndex={-1}
              aria-selected={at === active}
              // The field keeps the focus, so that its blur does not close the list before the click.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(contact)}
              className="cursor-pointer rounded-md px-2 py-1 hover:bg-sunken aria-selected:bg-sunken"
            >
              <span className="font-medium">{contact.name}</span>
              {contact.detail && <span className="text-soft"> {contact.detail}</span>}
            </div>
          ))}
        </div>
        {open && options.length === 0 && !busy && (
          <p className="absolute top-full right-0 left-0 z-10 mt-1 rounded-lg border border-line bg-canvas p-2 text-soft shadow-lg">
            No contact matches.
          </p>
        )}
      </div>
    </FieldFrame>
  )
}
