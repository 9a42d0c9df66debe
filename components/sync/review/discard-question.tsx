// Discard where answers were given: they stay, so it is asked first, above the preview, with and without script.
import { SubmitButton } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Notice } from '@/components/ui/notice'
import type { ItemKind } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'

interface DiscardQuestionProps {
  readonly runId: string
  /** Address of the preview. */
  readonly preview: string
  readonly discard: (form: FormData) => Promise<void>
  /** Of the provider whose account it is. */
  readonly label: string
  readonly kind: ItemKind
}

export function DiscardQuestion({ runId, preview, discard, label, kind }: DiscardQuestionProps) {
  return (
    <Notice
      tone="warn"
      title="Discard this preview and keep your answers?"
      alert
      actions={
        <>
          <ButtonLink href={preview}>Keep preview</ButtonLink>
          <form action={discard}>
            <input type="hidden" name="runId" value={runId} />
            <input type="hidden" name="confirmed" value="yes" />
            <SubmitButton look="danger">Discard preview</SubmitButton>
          </form>
        </>
      }
    >
      <p>
        Concord erases the preview. Your answers about conflicts and possible matches stay, and the next
        preview starts with them. If an answer is wrong, change it first. Nothing is changed in Clio or in{' '}
        {label}. Excluded {wordsOf(kind).many} stay excluded.
      </p>
    </Notice>
  )
}
