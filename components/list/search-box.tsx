'use client'
import { useSearchParams } from 'next/navigation'
import { useEffect, useRef } from 'react'
// **Search contacts** or matters: the query is in the address. Without script it is a form with Enter; with script the list updates while typing.
import { Search } from '@/components/ui/icons'
import { clickLeaves, goTo } from '@/components/ui/links/leaves'
import { ListForm } from './list-form'
import { want } from './wanted'

/** Typing rests this long before the list is asked for. */
const REST_MS = 200

interface SearchBoxProps {
  readonly query: string
  readonly path?: string
  readonly label?: string
  /** Other parameters of the list, which a search keeps. */
  readonly others?: Readonly<Record<string, string>>
}

export function SearchBox({
  query,
  path = '/contacts',
  label = 'Search contacts',
  others = {},
}: SearchBoxProps) {
  const box = useRef<HTMLInputElement>(null)
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  const address = useSearchParams().toString()

  // Going back or following a link changes the query from outside; while the person types, the box is theirs.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each list that arrives says what was searched for
  useEffect(() => {
    if (box.current && document.activeElement !== box.current) box.current.value = query
  }, [query, address])

  // A person who leaves by a link, a button or Enter no longer waits for the search; a filter takes it along (wanted.ts).
  useEffect(() => {
    const forget = () => clearTimeout(rest.current)
    const click = (event: MouseEvent) => {
      if (clickLeaves(event)) forget()
    }
    document.addEventListener('click', click, { capture: true })
    document.addEventListener('submit', forget, { capture: true })
    return () => {
      forget()
      document.removeEventListener('click', click, { capture: true })
      document.removeEventListener('submit', forget, { capture: true })
    }
  }, [])

  const search = (text: string) => {
    clearTimeout(rest.current)
    want(path, { q: text.trim() })
    rest.current = setTimeout(() => goTo(want(path, {}), 'replace'), REST_MS)
  }

  return (
    <ListForm path={path} others={others} role="search" className="relative w-full sm:w-80">
      <Search className="pointer-events-none absolute top-2 left-2.5 size-4 text-soft" />
      <input
        ref={box}
        type="search"
        name="q"
        aria-label={label}
        placeholder={label}
        defaultValue={query}
        autoComplete="off"
        onChange={(event) => search(event.target.value)}
        className="h-8 w-full rounded-md border border-edge bg-canvas pr-2 pl-8 placeholder:text-soft"
      />
    </ListForm>
  )
}
