'use client'
// Search within the plan; it follows the typing, and without script it is a form.
import { type RefObject, useEffect, useState } from 'react'
import { controlClass } from '@/components/ui/form/field'
import type { ItemKind } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'
import type { Place } from './model'

/** Long enough not to ask for every letter, short enough to feel immediate. */
const REST_MS = 150

interface SearchBoxProps {
  readonly kind: ItemKind
  readonly place: Place
  readonly onSearch: (q: string) => void
  readonly inputRef: RefObject<HTMLInputElement | null>
}

export function SearchBox({ kind, place, onSearch, inputRef }: SearchBoxProps) {
  const [text, setText] = useState(place.q)
  // Another view chosen while the search rests: it is asked for there, and does not lead back to the view before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts a search
  useEffect(() => {
    if (text === place.q) return
    const timer = setTimeout(() => onSearch(text), REST_MS)
    return () => clearTimeout(timer)
  }, [text, place.view])
  // Going back in history brings the old words back.
  useEffect(() => setText(place.q), [place.q])
  return (
    <form
      method="get"
      className="min-w-0 flex-1 basis-56"
      onSubmit={(event) => {
        event.preventDefault()
        onSearch(text)
      }}
    >
      <input type="hidden" name="view" value={place.view} />
      <label htmlFor="search-changes" className="sr-only">
        Search changes
      </label>
      <input
        ref={inputRef}
        id="search-changes"
        type="search"
        name="q"
        value={text}
        maxLength={200}
        placeholder={wordsOf(kind).search}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        className={controlClass('h-8 max-w-md')}
      />
    </form>
  )
}
