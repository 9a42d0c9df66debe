'use client'
// Names contacts that look like what is being typed, before it is saved. It blocks nothing: Save asks again.
import { type RefObject, useEffect, useState } from 'react'
import { announce } from '@/components/ui/live-region'
import type { Alike } from '@/lib/store/address-book/alike'

/** The server is asked after a pause in typing of this length. */
const REST_MS = 400
/** Fields that can show that two contacts are the same. */
const TELLING = /^(firstName|lastName|company|emails\.value|phones\.value)$/

interface AlikeWhileTypingProps {
  readonly form: RefObject<HTMLFormElement | null>
}

export function AlikeWhileTyping({ form }: AlikeWhileTypingProps) {
  const [alike, setAlike] = useState<readonly Alike[]>([])
  const said = alike.map(words).join(' ')

  useEffect(() => {
    const { current } = form
    if (!current) return
    let rest: ReturnType<typeof setTimeout> | undefined
    let asked: AbortController | undefined
    const ask = async () => {
      asked = new AbortController()
      const { signal } = asked
      const answer = await fetch('/api/contacts/alike', {
        ...{ method: 'POST', body: new FormData(current), signal },
      }).catch(() => null)
      // Without an answer, the check on Save remains.
      const found: { readonly alike: readonly Alike[] } = answer?.ok ? await answer.json() : { alike: [] }
      if (!signal.aborted) setAlike(found.alike)
    }
    const typed = ({ target }: Event) => {
      if (!(target instanceof HTMLInputElement) || !TELLING.test(target.name)) return
      clearTimeout(rest)
      asked?.abort()
      rest = setTimeout(() => ask().catch(() => undefined), REST_MS)
    }
    current.addEventListener('input', typed)
    return () => {
      clearTimeout(rest)
      asked?.abort()
      current.removeEventListener('input', typed)
    }
  }, [form])

  useEffect(() => {
    if (said) announce(said)
  }, [said])

  if (alike.length === 0) return null
  return (
    <ul aria-label="Already here" className="grid w-full gap-1 text-warn">
      {alike.map((one) => (
        <li key={one.id}>
          <a
            href={`/contacts/${one.id}`}
            target="_blank"
            rel="noopener"
            className="inline-flex min-h-6 items-center font-medium underline underline-offset-3"
          >
            {nameOf(one)}
          </a>{' '}
          is already here.
        </li>
      ))}
    </ul>
  )
}

const nameOf = ({ name, detail }: Alike): string => [name || 'No name', detail].filter(Boolean).join(', ')
const words = (one: Alike): string => `${nameOf(one)} is already here.`
