// **Firm**: what the firm is called, and where its phone numbers are dialled. For administrators.
import type { Metadata } from 'next'
import { saveFirm } from '@/app/admin/firm/actions'
import { FirmForm } from '@/components/admin/firm-form'
import { Page, Panel } from '@/components/ui/page'
import { requireAdmin } from '@/lib/auth/session'
import { namedRegions } from '@/lib/domains/contacts/text/phone-region'
import { firmSettings } from '@/lib/store/firm/firm'

export const metadata: Metadata = { title: 'Firm' }

export default async function Firm() {
  const { firmId } = await requireAdmin('/admin/firm')
  const firm = await firmSettings(firmId)
  return (
    <Page title="Firm" intro="These settings apply to everyone in your firm." width="narrow">
      <Panel title="Settings">
        <FirmForm firm={firm} regions={namedRegions()} save={saveFirm} />
      </Panel>
    </Page>
  )
}
