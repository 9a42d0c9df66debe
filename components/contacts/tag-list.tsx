// The tags of a contact, each leading to the contacts that have it.

import { tagPath } from '@/components/list/list-address'
import { Link } from '@/components/ui/links/link'
import type { TagOfContact } from '@/lib/store/tags/contact-tags'

export function TagList({ tags }: { readonly tags: readonly TagOfContact[] }) {
  if (tags.length === 0) return null
  return (
    <ul aria-label="Tags" className="flex min-w-0 flex-wrap gap-1">
      {tags.map((tag) => (
        <li key={tag.id} className="min-w-0">
          <Link
            href={tagPath(tag.id)}
            className="inline-flex min-h-6 max-w-full items-center gap-1.5 rounded-full border border-edge px-2 text-xs font-normal text-ink hover:bg-surface"
          >
            {tag.color && <TagColor color={tag.color} />}
            <span className="truncate">{tag.name}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

export const TagColor = ({ color }: { readonly color: string }) => (
  <span aria-hidden data-color={color} className="calendar-dot size-2 shrink-0 rounded-full" />
)
