'use server'
// What an administrator does on **Webhook**.
import { redirect } from 'next/navigation'
import type { WebhookState } from '@/components/admin/webhook-form'
import { limitRate } from '@/lib/auth/pace'
import { requireAdmin, roleLost } from '@/lib/auth/session'
import { env, isLoopback } from '@/lib/env'
import { readWebhookUrl } from '@/lib/notify/webhook/address'
import { sealedSecret } from '@/lib/notify/webhook/deliver'
import { removeWebhook, replaceSecret, saveWebhook, sendTest } from '@/lib/store/notify/webhook'

const PATH = '/admin/webhook'

export async function saveWebhookAction(_: WebhookState, form: FormData): Promise<WebhookState> {
  const user = await requireAdmin(PATH)
  await limitRate('edit', user)
  const typed = String(form.get('url') ?? '').trim()
  const read = readWebhookUrl(typed, isLoopback(env()))
  if ('fault' in read) return { typed, fault: read.fault }
  await saveWebhook(user, read.url, sealedSecret(user.firmId)).catch(roleLost)
  redirect(`${PATH}?done=saved`)
}

export async function replaceSecretAction(): Promise<void> {
  const user = await requireAdmin(PATH)
  await limitRate('edit', user)
  await replaceSecret(user, sealedSecret(user.firmId), new Date()).catch(roleLost)
  redirect(`${PATH}?done=secret`)
}

export async function testWebhookAction(): Promise<void> {
  const user = await requireAdmin(PATH)
  await limitRate('bulk', user)
  await sendTest(user, new Date())
  redirect(`${PATH}?done=test`)
}

export async function removeWebhookAction(): Promise<void> {
  const user = await requireAdmin(PATH)
  await removeWebhook(user).catch(roleLost)
  redirect(`${PATH}?done=removed`)
}
