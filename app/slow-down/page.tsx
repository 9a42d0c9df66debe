// Shown after too many requests in a short time: how long to wait.
import type { Metadata } from 'next'
import { z } from 'zod'
import { amount } from '@/components/sync/figures'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { requireUser } from '@/lib/auth/session'

export const metadata: Metadata = { title: 'Too many requests' }

interface SlowDownProps {
  readonly searchParams: Promise<{ readonly seconds?: string | string[] }>
}

const wait = z.coerce.number().int().min(1).max(3600).catch(10)

export default async function SlowDown({ searchParams }: SlowDownProps) {
  await requireUser()
  const seconds = wait.parse((await searchParams).seconds)
  return (
    <Page title="Too many requests" width="narrow">
      <Notice
        tone="warn"
        title={`Wait ${amount(seconds, 'second')}, then go back and try again`}
        actions={<ButtonLink href="/contacts">Go to contacts</ButtonLink>}
      >
        <p>
          You made too many requests in a short time. Your last step was not carried out; everything before it
          was.
        </p>
      </Notice>
    </Page>
  )
}
