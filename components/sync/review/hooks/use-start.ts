'use client'
// How the bar at the foot starts what the person sees: not before a decision on its way has arrived, and not what is outdated.
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef } from 'react'

/** What could not be done was asked of something older than there is now: the page reads itself anew. */
export function useLookAgain(problem: string | null): void {
  const client = useQueryClient()
  useEffect(() => {
    if (problem) void client.invalidateQueries({ queryKey: ['watch'] })
  }, [problem, client])
}

/** Start Sync pressed while a decision is on its way waits for it, since it starts what the person sees; and is dropped if that failed. */
export function useHold(busy: boolean, failed: boolean, submit: () => void): (event: FormEvent) => void {
  const held = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the decision has arrived, or has not
  useEffect(() => {
    if (busy || !held.current) return
    held.current = false
    if (!failed) submit()
  }, [busy, failed])
  return (event) => {
    if (!busy) return
    event.preventDefault()
    held.current = true
  }
}

/** The one shortcut that works on the whole page: it needs a modifier, so that no letter typed can set it off. */
export function useCommandEnter(run: () => void): void {
  const latest = useRef(run)
  latest.current = run
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) latest.current()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
