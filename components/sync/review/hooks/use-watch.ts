'use client'
// What a page knows of its run between two looks at it: whether it still waits, and the revision of its decisions.
import { useQuery } from '@tanstack/react-query'
import type { Scope, Watched } from '@/lib/store/review/preview'
import { ask } from '../../ask'

const LOOK_MS = 10_000
const UNKNOWN: Watched = { previewState: 'waits', revision: 0 }

/** Asks now and then and on coming back to the page; with `looks` false it only hears what another of these was told. */
export function useWatch(scope: Scope, looks: boolean): Watched {
  const { data } = useQuery<Watched>({
    queryKey: ['watch', scope.runId],
    queryFn: () => load(scope),
    initialData: UNKNOWN,
    // What waits in a running sync belongs to no run, and is never over.
    enabled: looks && scope.runId !== null,
    staleTime: 0,
    refetchInterval: LOOK_MS,
    refetchOnWindowFocus: 'always',
  })
  return data
}

const load = ({ syncId, runId }: Scope): Promise<Watched> => ask(`/api/sync/${syncId}/runs/${runId}`)
