'use client'
// Asks how a sync is: each second while it works and the page is seen, slower otherwise. Draws nothing; loaded by live-progress.tsx.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { ask } from '../ask'
import { Live } from '../query-client'
import type { Pulse } from './pulse'

const BUSY_MS = 1000
const REST_MS = 15_000
/** Nothing is under way and nobody looks; coming back asks at once. */
const IDLE_MS = 60_000
/** How often the lists below a running sync are drawn again. */
const LISTS_MS = 4000

export interface Heard {
  readonly pulse: Pulse
  /** The server did not answer the last time. */
  readonly isLost: boolean
}

interface FollowProps {
  readonly place: string
  readonly first: Pulse
  readonly onPulse: (heard: Heard) => void
}

export const FollowPulse = (props: FollowProps) => (
  <Live>
    <Follow {...props} />
  </Live>
)

function Follow({ place, first, onPulse }: FollowProps) {
  const router = useRouter()
  const busy = (pulse: Pulse | undefined) => (pulse ?? first).progress !== null
  const { data, dataUpdatedAt, isError } = useQuery({
    queryKey: ['pulse', place],
    queryFn: () => ask<Pulse>(`/api/sync/status?${new URLSearchParams({ place })}`),
    initialData: first,
    staleTime: 0,
    refetchInterval: (query) => {
      if (busy(query.state.data)) return document.hidden ? REST_MS : BUSY_MS
      return document.hidden ? IDLE_MS : REST_MS
    },
    refetchIntervalInBackground: true,
  })
  useEffect(() => onPulse({ pulse: data, isLost: isError }), [data, isError, onPulse])
  // The server has drawn the page again, after an action or by our wish: what it knew then is newer than what we heard last.
  const client = useQueryClient()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same picture drawn again says nothing new
  useEffect(() => {
    client.setQueryData<Pulse>(['pulse', place], first)
  }, [first.signature, client, place])
  // Something other than the numbers changed: the server draws the page again. Asked after each answer until the page shows it, because
  // Next may drop a redraw when it goes to another page meanwhile.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer asks anew
  useEffect(() => {
    if (data.signature !== first.signature) router.refresh()
  }, [dataUpdatedAt, data.signature, first.signature, router])
  const writing = data.kind === 'syncing'
  useEffect(() => {
    if (!writing) return
    const timer = setInterval(() => router.refresh(), LISTS_MS)
    return () => clearInterval(timer)
  }, [writing, router])
  return null
}
