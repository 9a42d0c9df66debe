'use client'
// Search within the plan; it follows the typing, and without script it is a form.
import type { RefObject } from 'react'
import { controlClass } from '@/components/ui/form/field'
import type { ItemKind } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'
import type { Place } from './model'

interface SearchBoxProps {
  readonly kind: ItemKind
  readonly place: Place
  readonly text: string
  readonly onType: (q: string) => void
  readonly onSearch: () => void
  readonly inputRef: RefObject<HTMLInputElement | null>
}

export const SearchBox = ({ kind, place, text, onType, onSearch, inputRef }: SearchBoxProps) => (
  <form
    method="get"
    className="min-w-0 flex-1 basis-56"
    onSubmit={(event) => {
      event.preventDefault()
      onSearch()
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
      onChange={(event) => onType(event.target.value)}
      className={controlClass('h-8 max-w-md')}
    />
  </form>
)
