'use client'
// What will happen to labels and tags, in one line that opens to one line for each name.
import { Notice } from '@/components/ui/notice'
import type { LabelWords } from '../kinds/label-words'

export function LabelNotice({ words: { summary, lines } }: { readonly words: LabelWords }) {
  return (
    <section aria-label="Labels and tags" className="min-w-0">
      <Notice brief>
        <p data-number>
          <span className="font-medium">Labels and tags</span> — {summary}
        </p>
        {lines.length > 0 && (
          <details>
            <summary className="prose-link inline-block min-h-6 cursor-pointer">See each label</summary>
            <ul className="mt-1 grid list-disc gap-1 pl-5 break-words">
              {lines.map((line) => (
                <li key={line} data-number>
                  {line}
                </li>
              ))}
            </ul>
          </details>
        )}
      </Notice>
    </section>
  )
}
