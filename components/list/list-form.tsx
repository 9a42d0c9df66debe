'use client'
// A form that limits a list: without script it asks for the page; with script it keeps what is still on its way.
import type { FormEvent, ReactNode } from 'react'
import { goTo } from '@/components/ui/links/leaves'
import { want } from './wanted'

interface ListFormProps {
  readonly path: string
  /** Parameters of the list that have no field here. */
  readonly others: Readonly<Record<string, string>>
  readonly role?: 'search'
  readonly className?: string
  readonly children: ReactNode
}

export function ListForm({ path, others, role, className, children }: ListFormProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = [...new FormData(event.currentTarget)].filter(([name]) => !Object.hasOwn(others, name))
    goTo(want(path, Object.fromEntries(fields.map(([name, value]) => [name, String(value).trim()]))))
  }
  return (
    <form action={path} role={role} data-goes className={className} onSubmit={submit}>
      {Object.entries(others).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  )
}
