'use client'
// The browser's memory of what the server said, for the pages that stay live.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'

export function Live({ children }: { readonly children: ReactNode }) {
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 10_000 } } }),
  )
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}
