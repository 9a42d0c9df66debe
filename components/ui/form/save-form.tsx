// The frame of a form with **Save** and **Cancel**. The fields are made anew with every answer, so that they show its values; until
// it comes, nothing more can be typed into them.

import type { FormEvent, ReactNode, RefObject } from 'react'
import { Button } from '@/components/ui/button'
import { GoForm } from '@/components/ui/links/link'

interface SaveFormProps {
  /** What `useSave` returns. */
  readonly saving: {
    readonly form: RefObject<HTMLFormElement | null>
    readonly answers: number
    readonly busy: boolean
    readonly submit: (event: FormEvent<HTMLFormElement>) => void
  }
  readonly action: (form: FormData) => void
  readonly hidden: Readonly<Record<string, string | number>>
  /** Why it is not saved yet; it gets the focus where no field is to blame. */
  readonly notice: ReactNode
  /** Where **Cancel** leads. */
  readonly cancel: string
  /** Shown above the buttons, so it is visible wherever the form is scrolled. */
  readonly beside?: ReactNode
  /** The button; by default **Save**. */
  readonly button?: string
  readonly children: ReactNode
}

export function SaveForm({
  saving,
  action,
  hidden,
  notice,
  cancel,
  beside,
  button = 'Save',
  children,
}: SaveFormProps) {
  const { form, answers, busy, submit } = saving
  return (
    <>
      <form ref={form} action={action} onSubmit={submit} noValidate className="group grid gap-6">
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {notice && (
          <div data-save-notice tabIndex={-1} className="rounded-lg">
            {notice}
          </div>
        )}
        <div key={answers} inert={busy} className="grid gap-6">
          {children}
        </div>
        <div className="sticky bottom-0 -mx-4 flex flex-wrap gap-2 border-t border-line bg-canvas px-4 py-3 sm:-mx-6 sm:px-6">
          {beside}
          <Button type="submit" look="primary" busy={busy}>
            {button}
          </Button>
          <Button type="submit" form="leave">
            Cancel
          </Button>
        </div>
      </form>
      <GoForm id="leave" action={cancel} />
    </>
  )
}
