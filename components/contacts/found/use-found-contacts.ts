'use client'
// Asks for contacts of the firm while a name is typed.
import { useEffect, useRef, useState } from 'react'
import { announce } from '@/components/ui/live-region'
import type { FoundContact } from './found-contact'

/** Typing rests this long before contacts are asked for. */
const REST_MS = 150

/** Contacts of the firm that match the text. `found` null: the list is closed. Only the latest question is answered. */
export function useFoundContacts() {
  const [found, setFound] = useState<readonly FoundContact[] | null>(null)
  const [busy, setBusy] = useState(false)
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  const asked = useRef<AbortController>(undefined)
  const stop = () => {
    clearTimeout(rest.current)
    asked.current?.abort()
    setBusy(false)
  }
  const close = () => {
    stop()
    setFound(null)
  }
  const ask = async (text: string) => {
    const controller = new AbortController()
    asked.current = controller
    const answer = await fetch(`/api/contacts?${new URLSearchParams({ q: text })}`, {
      signal: controller.signal,
    }).catch(() => null)
    if (controller.signal.aborted) return
    const { contacts } = answer?.ok ? await answer.json() : { contacts: [] }
    if (controller.signal.aborted) return
    setFound(contacts)
    setBusy(false)
    announce(contacts.length === 1 ? '1 contact found' : `${contacts.length} contacts found`)
  }
  const search = (text: string) => {
    stop()
    if (text.trim() === '') return setFound(null)
    setBusy(true)
    rest.current = setTimeout(() => ask(text), REST_MS)
  }
  useEffect(
    () => () => {
      clearTimeout(rest.current)
      asked.current?.abort()
    },
    [],
  )
  return { found, busy, search, close }
}
