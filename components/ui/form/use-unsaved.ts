'use client'
// Asks before what was typed is lost: at a link, at Back, and when the page is closed. Save and Cancel are answers already.
import { type RefObject, useEffect } from 'react'
import { clickLeaves } from '../links/leaves'

const QUESTION = 'Leave without saving? What you typed will be lost.'

/**
 * Back cannot be refused: by then the browser has gone. So the first edit puts a second entry of the same page into its history; Back
 * then stays on this page, which asks, and goes on or puts the entry back.
 */
export function useUnsaved(form: RefObject<HTMLFormElement | null>, read: (form: FormData) => object): void {
  useEffect(() => {
    const { current } = form
    if (!current) return
    const text = () => JSON.stringify(read(new FormData(current)))
    const untouched = text()
    const isEdited = () => current.isConnected && text() !== untouched
    let guarded = false
    const guard = () => {
      if (guarded || !isEdited()) return
      window.history.pushState(window.history.state, '')
      guarded = true
    }
    // A row that is removed says so by no event of its own.
    const later = () => setTimeout(guard)
    const back = () => {
      if (!guarded) return
      guarded = false
      if (!isEdited() || window.confirm(QUESTION)) window.history.back()
      else guard()
    }
    const click = (event: MouseEvent) => {
      if (!clickLeaves(event) || !isEdited() || window.confirm(QUESTION)) return
      event.preventDefault()
      event.stopPropagation()
    }
    const close = (event: BeforeUnloadEvent) => {
      if (isEdited()) event.preventDefault()
    }
    current.addEventListener('input', guard)
    current.addEventListener('click', later)
    window.addEventListener('popstate', back)
    document.addEventListener('click', click, { capture: true })
    window.addEventListener('beforeunload', close)
    return () => {
      current.removeEventListener('input', guard)
      current.removeEventListener('click', later)
      window.removeEventListener('popstate', back)
      document.removeEventListener('click', click, { capture: true })
      window.removeEventListener('beforeunload', close)
    }
  }, [form, read])
}
