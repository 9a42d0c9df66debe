'use client'
// **Search contacts** or matters: the query is in the address. Without script it is a form with Enter; with script the list updates while typing.
import { Search } from 'lucide-react'
import Form from 'next/form'
import { useEffect, useRef } from 'react'
import { goTo } from '@/components/ui/leaves'

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

  // Going back or following a link changes the query from outside; while the person types, the box is theirs.
  useEffect(() => {
    if (box.current && document.activeElement !== box.current) box.current.value = query
  }, [query])

  // A person who leaves by a link, a button or Enter no longer wants the list.
  useEffect(() => {
    const forget = () => clearTimeout(rest.current)
    const events = ['click', 'submit'] as const
    for (const event of events) document.addEventListener(event, forget, { capture: true })
    return () => {
      forget()
      for (const event of events) document.removeEventListener(event, forget, { capture: true })
    }
  }, [])

  const search = (text: string) => {
    clearTimeout(rest.current)
    rest.current = setTimeout(() => {
      const q = text.trim()
      const params = new URLSearchParams({ ...others, ...(q && { q }) }).toString()
      goTo(params ? `${path}?${params}` : path, 'replace')
    }, REST_MS)
  }

  return (
    <Form action={path} role="search" className="relative w-full sm:w-80">
      {Object.entries(others).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-soft" />
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
    </Form>
  )
}
