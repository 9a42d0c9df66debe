// Limits the list of contacts to one tag. A plain form, so that it works without script.

import { ListForm } from '@/components/list/list-form'
import { Button } from '@/components/ui/button'
import { SelectField } from '@/components/ui/form/field'
import { Link } from '@/components/ui/links/link'
import type { TagWithCount } from '@/lib/store/tags/tags'

interface TagFilterProps {
  readonly tags: readonly TagWithCount[]
  readonly chosen: TagWithCount | null
  /** What else the list is limited to and how it is sorted, as parameters. */
  readonly others: Readonly<Record<string, string>>
}

export function TagFilter({ tags, chosen, others }: TagFilterProps) {
  return (
    <ListForm path="/contacts" others={others} className="flex flex-wrap items-end gap-2">
      <SelectField key={chosen?.id ?? ''} id="tag" name="tag" label="Tag" defaultValue={chosen?.id ?? ''}>
        <option value="">All contacts</option>
        {tags.map(({ id, name, contacts }) => (
          <option key={id} value={id}>
            {name} ({contacts})
          </option>
        ))}
      </SelectField>
      <Button type="submit">Filter</Button>
      <Link href="/contacts/tags" className="prose-link inline-flex min-h-8 items-center">
        Manage tags
      </Link>
    </ListForm>
  )
}
