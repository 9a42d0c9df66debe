// How many items stand where.
import { Link } from '@/components/ui/links/link'
import { count } from '../figures'

interface Figure {
  readonly n: number
  readonly words: string
  readonly href?: string
}

export function Numbers({ figures }: { readonly figures: readonly Figure[] }) {
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:auto-cols-fr sm:grid-flow-col sm:grid-cols-none">
      {figures.map(({ n, words, href }) => (
        <div key={words} className="grid content-start bg-canvas px-4 py-3 max-sm:last:odd:col-span-2">
          <dt className="text-soft">
            {href && n > 0 ? (
              <Link href={href} className="prose-link">
                {words}
              </Link>
            ) : (
              words
            )}
          </dt>
          <dd data-number className="order-first text-xl font-semibold">
            {count(n)}
          </dd>
        </div>
      ))}
    </dl>
  )
}
