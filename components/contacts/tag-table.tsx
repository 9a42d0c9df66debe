// The tags of the firm as a list: each with its contacts, and a fold with what can be done to it.

import { TagColor } from '@/components/contacts/tag-list'
import { tagPath } from '@/components/list/list-address'
import { amount } from '@/components/sync/figures'
import { SubmitButton } from '@/components/ui/button'
import { SelectField, TextField } from '@/components/ui/form/field'
import { Link } from '@/components/ui/links/link'
import { LONGEST_TAG } from '@/lib/domains/contacts/value/tags'
import { COLORS } from '@/lib/store/calendar/colors'
import type { TagWithCount } from '@/lib/store/tags/tags'

type Action = (form: FormData) => Promise<void>

interface TagTableProps {
  readonly tags: readonly TagWithCount[]
  readonly save: Action
  readonly merge: Action
  readonly remove: Action
}

export function TagTable({ tags, ...actions }: TagTableProps) {
  return (
    <ul className="divide-y divide-line">
      {tags.map((tag) => (
        <li key={tag.id} className="grid gap-2 px-4 py-3">
          <div className="flex min-w-0 flex-wrap items-center justify-between gap-2">
            <Link href={tagPath(tag.id)} className="flex min-h-6 min-w-0 items-center gap-2 hover:underline">
              {tag.color && <TagColor color={tag.color} />}
              <span className="truncate font-medium">{tag.name}</span>
            </Link>
            <span className="text-soft">{amount(tag.contacts, 'contact')}</span>
          </div>
          <details>
            <summary className="min-h-6 text-soft">
              Change <span className="sr-only">{tag.name}</span>
            </summary>
            <Forms tag={tag} others={tags.filter(({ id }) => id !== tag.id)} {...actions} />
          </details>
        </li>
      ))}
    </ul>
  )
}

interface FormsProps extends Omit<TagTableProps, 'tags'> {
  readonly tag: TagWithCount
  readonly others: readonly TagWithCount[]
}

function Forms({ tag, others, save, merge, remove }: FormsProps) {
  const hidden = <input type="hidden" name="id" value={tag.id} />
  const of = <span className="sr-only"> {tag.name}</span>
  return (
    <div className="grid gap-3 pt-2">
      <form action={save} className="flex flex-wrap items-end gap-2">
        {hidden}
        <TextField
          id={`name-${tag.id}`}
          name="name"
          label="Name"
          defaultValue={tag.name}
          maxLength={LONGEST_TAG}
          required
        />
        <SelectField id={`color-${tag.id}`} name="color" label="Color" defaultValue={tag.color ?? ''}>
          <option value="">None</option>
          {COLORS.map((color) => (
            <option key={color} value={color}>
              {color}
            </option>
          ))}
        </SelectField>
        <SubmitButton look="secondary">Save{of}</SubmitButton>
      </form>
      {others.length > 0 && (
        <form action={merge} className="flex flex-wrap items-end gap-2">
          {hidden}
          <SelectField id={`into-${tag.id}`} name="into" label="Merge into">
            {others.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
          <SubmitButton look="secondary">Merge{of}</SubmitButton>
        </form>
      )}
      <form action={remove} className="flex flex-wrap items-center gap-2">
        {hidden}
        <SubmitButton look="secondary">Delete{of}</SubmitButton>
        <p className="text-soft">Its contacts stay.</p>
      </form>
    </div>
  )
}
