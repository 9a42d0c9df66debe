// The question of Stop Sync as a page: for browsers without script.
import { SubmitButton } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Page, Panel } from '@/components/ui/page'
import type { ItemKind } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'
import { StopConsequences } from './stop-words'

interface StopPageProps {
  readonly syncId: string
  readonly action: (form: FormData) => Promise<void>
  readonly back: string
  readonly owner?: string
  /** Of the provider whose account it is. */
  readonly label: string
  readonly kind: ItemKind
  readonly hasOthers?: boolean
}

export function StopPage({ syncId, action, back, owner, label, kind, hasOthers }: StopPageProps) {
  return (
    <Page title={wordsOf(kind).stop.question(owner)} width="narrow">
      <Panel>
        <div className="grid gap-4">
          <StopConsequences
            left={null}
            owner={owner}
            label={label}
            kind={kind}
            form="stop"
            hasOthers={hasOthers}
          />
          <div className="flex flex-wrap gap-2">
            <ButtonLink href={back}>Keep syncing</ButtonLink>
            <form id="stop" action={action}>
              <input type="hidden" name="syncId" value={syncId} />
              <SubmitButton look="danger">Stop Sync</SubmitButton>
            </form>
          </div>
        </div>
      </Panel>
    </Page>
  )
}
