'use client'
// For pages that failed: whether it is the database that does not answer, and the page again by itself once it does.
import { useEffect, useState } from 'react'
import { whoIsAway } from './form/who-is-away'

const LOOK_MS = 2_000

/** True while the database is known to be away. A page that failed for another reason is never loaded again by itself. */
export function useRecovery(): boolean {
  const [away, setAway] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    let gone = false
    const look = async (wasAway: boolean) => {
      const fine = (await whoIsAway()) === 'nobody'
      if (gone || (fine && !wasAway)) return
      if (fine) return window.location.reload()
      setAway(true)
      timer = setTimeout(() => look(true), LOOK_MS)
    }
    void look(false)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [])
  return away
}
