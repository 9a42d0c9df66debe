import { type RefObject, useEffect, useRef } from 'react'

/** A native dialog that is modal while `open`: focus stays inside, Esc closes it, and focus returns to what opened it. */
export function useModal(open: boolean): RefObject<HTMLDialogElement | null> {
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = element.current
    if (open && !dialog?.open) dialog?.showModal()
    if (!open && dialog?.open) dialog.close()
  }, [open])
  return element
}
