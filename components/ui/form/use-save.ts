'use client'
// A form that is sent by script, so that a lost connection leaves it as it is, and that leads to the first field that needs a look.
import { unstable_rethrow } from 'next/navigation'
import { type FormEvent, useEffect, useRef, useState, useTransition } from 'react'
import { type Away, whoIsAway } from '@/components/ui/form/who-is-away'
import { announce } from '@/components/ui/live-region'

interface State {
  readonly kind: string
}

interface Save<S extends State> {
  /** What the server answered to a form that was sent without script. */
  readonly answered: S
  readonly save: (state: S, form: FormData) => Promise<S>
  /** The state when no answer came. */
  readonly unanswered: (sent: FormData, away: Away) => S
  /** Read out when it changes; '' for nothing. */
  readonly words: (state: S) => string
}

/** `answers`: how many answers came; use it as the key of the fields, so that each answer shows its values. */
export function useSave<S extends State>({ answered, save, unanswered, words }: Save<S>) {
  const form = useRef<HTMLFormElement>(null)
  const [{ state, answers }, setAnswer] = useState({ state: answered, answers: 0 })
  const [busy, start] = useTransition()

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (busy) return
    const sent = new FormData(event.currentTarget)
    start(async () => {
      const answer = await save(state, sent).catch(async (error): Promise<S> => {
        unstable_rethrow(error)
        return unanswered(sent, await whoIsAway())
      })
      start(() => setAnswer((before) => ({ state: answer, answers: before.answers + 1 })))
    })
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new answer moves the focus
  useEffect(() => {
    if (state.kind === 'untouched') return
    const first = form.current?.querySelector<HTMLElement>('[aria-invalid=true]')
    ;(first ?? form.current?.querySelector<HTMLElement>('[data-save-notice]'))?.focus()
    const text = words(state)
    if (text) announce(text)
  }, [state])

  return { form, state, answers, busy, submit }
}
