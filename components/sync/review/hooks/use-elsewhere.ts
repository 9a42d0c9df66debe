'use client'
// Decisions made elsewhere, in another tab or on another device: the page reads itself anew and says so until its person decides again.
import { useEffect, useState } from 'react'
import { announce } from '@/components/ui/live-region'
import type { Scope } from '@/lib/store/review/preview'
import { useWatch } from './use-watch'

export const ELSEWHERE =
  'A decision was made elsewhere, perhaps in another tab. The list and the numbers are up to date.'

interface Around {
  readonly scope: Scope
  /** Of what is shown. */
  readonly revision: number
  /** A decision of this page is on its way: the newer revision may be its own. */
  readonly busy: boolean
  readonly renew: () => void
}

/** True from the moment the page was read anew. */
export function useElsewhere({ scope, revision, busy, renew }: Around): boolean {
  const watched = useWatch(scope, false)
  const [shown, setShown] = useState(false)
  const behind = !busy && watched.revision > revision
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each revision
  useEffect(() => {
    if (!behind) return
    renew()
    setShown(true)
    announce(ELSEWHERE)
  }, [behind, watched.revision])
  useEffect(() => {
    if (busy) setShown(false)
  }, [busy])
  return shown
}
