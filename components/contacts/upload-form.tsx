'use client'
// A file, sent as a plain form; with script the button shows that it is on its way.
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { controlClass, FieldFrame } from '@/components/ui/field'

export function UploadForm() {
  const [busy, setBusy] = useState(false)
  // Back from the next page: the browser shows this one as it was left.
  useEffect(() => {
    const rest = () => setBusy(false)
    window.addEventListener('pageshow', rest)
    return () => window.removeEventListener('pageshow', rest)
  }, [])
  return (
    <form
      action="/contacts/import/upload"
      method="post"
      encType="multipart/form-data"
      onSubmit={() => setBusy(true)}
      className="grid gap-4"
    >
      <FieldFrame id="file" label="File" hint="vCard or Google CSV, up to 25 MB">
        <input
          id="file"
          name="file"
          type="file"
          required
          accept=".vcf,.vcard,.csv,text/vcard,text/x-vcard,text/csv"
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
