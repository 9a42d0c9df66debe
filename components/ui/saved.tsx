'use client'
// What was just saved or restored, in words on its page and through the live region. It stays until the person leaves the page, even if
// the page is drawn again meanwhile, and does not come back with the address.
import { useEffect, useState } from 'react'
import { announce } from './live-region'
import { Notice } from './notice'
import { ShownOnce } from './shown-once'

interface SavedProps {
  /** A sentence; null where nothing was saved just now. */
  readonly words: string | null | undefined
  /** Differs for each answer, so that the same words are announced again: a new object, the state of a form. */
  readonly answer: object
  /** The parameters of the address that said so. */
  readonly names?: readonly string[]
}

export function Saved({ words, answer, names = [] }: SavedProps) {
  const [kept, keep] = useState(words)
  if (words && words !== kept) keep(words)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer is announced, also one with the same words
  useEffect(() => {
    if (words) announce(words.replace(/\.$/, ''))
  }, [words, answer])
  return (
    <>
      {kept && <Notice tone="good">{kept}</Notice>}
      {names.length > 0 && <ShownOnce names={names} />}
    </>
  )
}
