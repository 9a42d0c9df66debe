// What is unusual about a run, in numbers; and what it was before, where something made it compare again.
import { Notice } from '@/components/ui/notice'
import type { Guard } from '@/lib/engine/guard/guard'
import { guardWords } from './guard-words'
import type { ItemKind } from './kinds/kind-words'

interface GuardNoticeProps {
  readonly guards: readonly Guard[]
  readonly before: readonly Guard[] | null
  /** Of the provider whose account it is. */
  readonly label: string
  readonly kind: ItemKind
  /** Above a list: see Notice. */
  readonly brief?: boolean
}

export function GuardNotice({ guards, before, label, kind, brief = false }: GuardNoticeProps) {
  return (
    <Notice tone="warn" brief={brief} {...(brief && { title: 'Unusual changes' })}>
      {guards.map((guard) => (
        <p key={guard.kind}>{guardWords(guard, label, kind)}</p>
      ))}
      {before && (
        <details>
          <summary className="min-h-6">Compared again after the settings changed</summary>
          <p className="mt-1">With the earlier settings:</p>
          {before.map((guard) => (
            <p key={guard.kind}>{guardWords(guard, label, kind)}</p>
          ))}
        </details>
      )}
    </Notice>
  )
}
