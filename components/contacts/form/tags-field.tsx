'use client'
// The tags of a contact: one line with commas, and suggestions for the name that is being typed.
import { useId, useState } from 'react'
import { TextField } from '@/components/ui/form/field'
import { tagKey, tagsIn, tagsText } from '@/lib/domains/contacts/value/tags'

/** Suggestions shown at once. */
const MOST = 20

interface TagsFieldProps {
  readonly text: string
  /** The firm's tags. */
  readonly all: readonly string[]
  readonly error: string | undefined
}

export function TagsField({ text, all, error }: TagsFieldProps) {
  const id = useId()
  const [typed, setTyped] = useState(text)
  const done = tagsIn(typed.slice(0, typed.lastIndexOf(',') + 1))
  const chosen = new Set(done.map(tagKey))
  const names = all.filter((name) => !chosen.has(tagKey(name))).slice(0, MOST)
  return (
    <>
      <TextField
        id="tags"
        name="tags"
        label="Tags"
        hint="Separate tags with commas."
        error={error}
        defaultValue={text}
        list={id}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
      />
      <datalist id={id}>
        {names.map((name) => (
          // A browser replaces the whole line, so a suggestion repeats the tags before it.
          <option key={name} value={tagsText([...done, name])}>
            {name}
          </option>
        ))}
      </datalist>
    </>
  )
}
