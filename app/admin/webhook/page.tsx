// **Webhook**, for administrators: the address that Concord notifies when a sync needs attention, the secret that signs each request, and the latest deliveries.
import type { Metadata } from 'next'
import { ColumnHeads } from '@/components/admin/column-heads'
import { WebhookForm } from '@/components/admin/webhook-form'
import { OneButton } from '@/components/sync/status/small-forms'
import { ButtonLink } from '@/components/ui/links/button-link'
import { GoButton } from '@/components/ui/links/go-button'
import { Notice } from '@/components/ui/notice'
import { Page, Panel } from '@/components/ui/page'
import { Saved } from '@/components/ui/saved'
import { ScrollFrame } from '@/components/ui/scroll-frame'
import { ExactTime, RelativeTime } from '@/components/ui/time/relative-time'
import { requireAdmin } from '@/lib/auth/session'
import { lookUp, one, type Query } from '@/lib/http/query'
import { openSecret } from '@/lib/notify/webhook/deliver'
import type { Webhook, WebhookDelivery } from '@/lib/store/database/generated/client'
import { webhookOf } from '@/lib/store/notify/webhook'
import { removeWebhookAction, replaceSecretAction, saveWebhookAction, testWebhookAction } from './actions'

export const metadata: Metadata = { title: 'Webhook' }

const PATH = '/admin/webhook'

const DONE: Readonly<Record<string, string>> = {
  saved: 'Concord now notifies this address.',
  secret: 'There is a new secret. The previous one also signs requests for a day.',
  test: 'A test is being sent. Reload this page in a moment to see the result.',
  removed: 'The webhook was removed. Concord no longer notifies the address.',
}

interface WebhookProps {
  readonly searchParams: Promise<Query>
}

export default async function WebhookPage({ searchParams }: WebhookProps) {
  const user = await requireAdmin(PATH)
  const [{ webhook, deliveries }, query] = await Promise.all([webhookOf(user), searchParams])
  return (
    <Page
      title="Webhook"
      intro="Concord notifies this address when a sync needs attention, and when it no longer does. It sends IDs only, no contact data."
      width="narrow"
    >
      <Saved words={lookUp(DONE, one(query.done))} answer={query} names={['done']} />
      {webhook && one(query.ask) === 'remove' && <RemoveQuestion url={webhook.url} />}
      <Panel title="Address">
        {/* Made anew for another address, so that it never shows one that was removed. */}
        <WebhookForm key={webhook?.url ?? ''} url={webhook?.url ?? ''} save={saveWebhookAction} />
      </Panel>
      {webhook && <Secret webhook={webhook} />}
      {webhook && <Deliveries rows={deliveries} />}
    </Page>
  )
}

/** On the page itself, so that it works without script. */
const RemoveQuestion = ({ url }: { readonly url: string }) => (
  <Notice
    tone="warn"
    alert
    title="Remove the webhook?"
    actions={
      <>
        <ButtonLink href={PATH}>Cancel</ButtonLink>
        <OneButton action={removeWebhookAction} fields={{}}>
          Remove
        </OneButton>
      </>
    }
  >
    <p>Concord stops notifying {url} and erases the secret and the list of deliveries.</p>
  </Notice>
)

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
          The previous secret also signs requests until <ExactTime at={webhook.oldSecretUntil} />.
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <OneButton action={testWebhookAction} fields={{}}>
          Send a test
        </OneButton>
        <OneButton action={replaceSecretAction} fields={{}}>
          New secret
        </OneButton>
        <GoButton to={PATH} params={{ ask: 'remove' }}>
          Remove webhook
        </GoButton>
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
