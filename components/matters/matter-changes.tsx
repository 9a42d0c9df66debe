// What changed in a matter, field by field.
import { FromTo } from '@/components/ui/from-to'
import { FIELD_WORDS, type MatterChange } from '@/lib/domains/matters/diff'

export function MatterChanges({ changes }: { readonly changes: readonly MatterChange[] }) {
  return (
    <ul className="grid gap-1">
      {changes.map(({ field, from, to }) => (
        <li key={field} className="min-w-0 break-words">
          <span className="text-soft">{FIELD_WORDS[field]}: </span>
          <FromTo from={from} to={to} />
        </li>
      ))}
    </ul>
  )
}
