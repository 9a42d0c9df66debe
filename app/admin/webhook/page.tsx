// **Webhook**, for administrators: the address that Concord notifies when a sync needs attention, the secret that signs each request, and the latest deliveries.
import type { Metadata } from 'next'
import { ColumnHeads } from '@/components/admin/column-heads'
import { WebhookForm } from '@/components/admin/webhook-form'
import { OneButton } from '@/components/sync/status/small-forms'
import { Page, Panel } from '@/components/ui/page'
import { ScrollFrame } from '@/components/ui/scroll-frame'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { requireAdmin } from '@/lib/auth/session'
import { openSecret } from '@/lib/notify/webhook/deliver'
import type { Webhook, WebhookDelivery } from '@/lib/store/database/generated/client'
import { webhookOf } from '@/lib/store/notify/webhook'
import { removeWebhookAction, replaceSecretAction, saveWebhookAction, testWebhookAction } from './actions'

export const metadata: Metadata = { title: 'Webhook' }

export default async function WebhookPage() {
  const user = await requireAdmin('/admin/webhook')
  const { webhook, deliveries } = await webhookOf(user)
  return (
    <Page
      title="Webhook"
      intro="Concord notifies this address when a sync needs attention, and when it no longer does. It sends IDs only, no contact data."
      width="narrow"
    >
      <Panel title="Address">
        <WebhookForm url={webhook?.url ?? ''} save={saveWebhookAction} />
      </Panel>
      {webhook && <Secret webhook={webhook} />}
      {webhook && <Deliveries rows={deliveries} />}
    </Page>
  )
}

const Secret = ({ webhook }: { readonly webhook: Webhook }) => (
  <Panel title="Secret">
    <div className="grid gap-4">
      <p>
        Each request has the header <code>Concord-Signature: t=TIME,v1=SIGNATURE</code>. The signature is the
        HMAC-SHA256, in hexadecimal, of the time, a dot and the body, with this secret as its key. Refuse
        times that are older than five minutes.
      </p>
      <details>
        <summary className="min-h-6">Show the secret</summary>
        <code className="block break-all select-all">{openSecret(webhook)}</code>
      </details>
      {webhook.oldSecretUntil && webhook.oldSecretUntil > new Date() && (
        <p className="text-soft">
          The previous secret also signs requests until <RelativeTime at={webhook.oldSecretUntil} />.
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <OneButton action={testWebhookAction} fields={{}}>
          Send a test
        </OneButton>
        <OneButton action={replaceSecretAction} fields={{}}>
          New secret
        </OneButton>
        <OneButton action={removeWebhookAction} fields={{}}>
          Remove webhook
        </OneButton>
      </div>
    </div>
  </Panel>
)

const COLUMNS = ['Event', 'When', 'Tries', 'Result'] as const

const Deliveries = ({ rows }: { readonly rows: readonly WebhookDelivery[] }) => (
  <Panel title="Deliveries" flush>
    {rows.length === 0 ? (
      <p className="p-4 text-soft">No requests have been sent yet.</p>
    ) : (
      <ScrollFrame label="Deliveries">
        <table className="w-full border-collapse text-left">
          <caption className="sr-only">The latest deliveries</caption>
          <thead>
            <tr className="text-xs text-soft">
              <ColumnHeads names={COLUMNS} />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} className="border-t border-line">
                <th scope="row" className="px-4 py-2 font-medium whitespace-nowrap">
                  {row.event}
                </th>
                <td className="px-4 py-2 whitespace-nowrap">
                  <RelativeTime at={row.createdAt} />
                </td>
                <td className="px-4 py-2">{row.attempts}</td>
                <td className="px-4 py-2">{resultOf(row)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
    )}
  </Panel>
)

function resultOf({ deliveredAt, attempts, nextAt, status, problem }: WebhookDelivery): string {
  if (deliveredAt) return `Delivered (${status})`
  if (attempts === 0) return 'Waiting to be sent'
  const why =
    problem === 'answer'
      ? `Answered ${status}`
      : problem === 'refusedAddress'
        ? 'The address is not public'
        : 'No answer'
  return nextAt ? `${why}; we’ll retry` : `${why}; no more retries`
}
