'use client'
// Going to another part of the plan. What is pressed starts from where the person last wanted to be, not from what is drawn: a search that
// was just typed or cleared goes along with a filter, and a search stays in the filter that was just pressed.
import { useEffect, useRef, useState } from 'react'
import type { View } from '@/lib/store/review/preview'
import { type Place, samePlace } from '../model'
import { go, wantedPlace } from './use-review'

/** Long enough not to ask for every letter, short enough to feel immediate. */
const REST_MS = 150

export function useMoves(drawn: Place, opening: View, leave: () => void) {
  const [text, show] = useState(drawn.q)
  const typed = useRef(text)
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)

  const write = (to: string) => {
    clearTimeout(rest.current)
    typed.current = to
    show(to)
  }
  // Going back in history brings the old words back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => {
    const back = () => write(wantedPlace(opening).q)
    window.addEventListener('popstate', back)
    return () => {
      window.removeEventListener('popstate', back)
      clearTimeout(rest.current)
    }
  }, [])

  const move = (to: Place, how?: 'replaceState') => {
    write(to.q)
    leave()
    go(to, how)
  }
  const search = () => {
    const { view, q } = wantedPlace(opening)
    if (typed.current !== q) move({ view, q: typed.current, after: null, before: null }, 'replaceState')
  }
  /** The search follows the typing once it rests. */
  const type = (q: string) => {
    write(q)
    rest.current = setTimeout(search, REST_MS)
  }
  const filter = (view: View) => move({ view, q: typed.current, after: null, before: null })
  /** To a neighbor of the page that is drawn; not while another list is on its way, which has other neighbors. */
  const turn = (to: Place) => {
    const wanted = wantedPlace(opening)
    if (typed.current !== wanted.q) search()
    else if (samePlace(drawn, wanted)) move(to)
  }
  return { text, type, search, filter, turn, move }
}
