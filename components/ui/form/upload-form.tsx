'use client'
// A file, sent as a plain form. With script it is sent as soon as it is chosen, and the button shows that it is on its way.
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { controlClass, FieldFrame } from '@/components/ui/form/field'

interface UploadFormProps {
  readonly action: string
  /** What files it takes, in words and for the browser. */
  readonly hint: string
  readonly accept: string
  /** Fields before the file. */
  readonly children?: ReactNode
}

export function UploadForm({ action, hint, accept, children }: UploadFormProps) {
  const [busy, setBusy] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const send = () => {
    if (input.current?.files?.length) input.current.form?.requestSubmit()
  }
  // Chosen before the script ran. Going back to this page shows the former choice, which was sent before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page comes alive
  useEffect(() => {
    const [loaded] = performance.getEntriesByType('navigation')
    if ((loaded as PerformanceNavigationTiming | undefined)?.type === 'navigate') send()
  }, [])
  // Back from the next page: the browser shows this one as it was left.
  useEffect(() => {
    const rest = () => setBusy(false)
    window.addEventListener('pageshow', rest)
    return () => window.removeEventListener('pageshow', rest)
  }, [])
  return (
    <form
      action={action}
      method="post"
      encType="multipart/form-data"
      onSubmit={(event) => (busy ? event.preventDefault() : setBusy(true))}
      className="grid gap-4"
    >
      {children}
      <FieldFrame id="file" label="File" hint={hint}>
        <input
          id="file"
          name="file"
          type="file"
          required
          ref={input}
          onChange={send}
          accept={accept}
          aria-describedby="file-hint"
          className={controlClass(
            'h-10 file:mr-3 file:h-7 file:rounded-md file:border-0 file:bg-sunken file:px-3 file:text-sm file:font-medium file:text-ink py-1',
          )}
        />
      </FieldFrame>
      <div>
        <Button type="submit" look="primary" busy={busy}>
          Read file
        </Button>
      </div>
    </form>
  )
}
