// The page in place of deleting or erasing a contact that is tied to matters.
import { ButtonLink } from '@/components/ui/links/button-link'
import { Page, Panel } from '@/components/ui/page'
import type { TiedMatter } from '@/lib/store/matters/of-contacts'
import { TiedReason } from './tied-matters'

interface TiedPageProps {
  readonly title: string
  readonly contactId: string
  readonly matters: readonly TiedMatter[]
}

export const TiedPage = ({ title, contactId, matters }: TiedPageProps) => (
  <Page title={title} width="narrow">
    <Panel>
      <div className="grid gap-4">
        <TiedReason matters={matters} />
        <div>
          <ButtonLink href={`/contacts/${contactId}`}>Back to the contact</ButtonLink>
        </div>
      </div>
    </Panel>
  </Page>
)
