// Which provider an address or a form is about. One of another name is no page of ours.
import { notFound } from 'next/navigation'
import { findProvider } from '@/lib/providers/registry'

export interface ProviderParams {
  readonly params: Promise<{ readonly provider: string }>
}

export const providerNamed = (name: string) => findProvider(name) ?? notFound()

export const providerIn = async ({ params }: ProviderParams) => providerNamed((await params).provider)
