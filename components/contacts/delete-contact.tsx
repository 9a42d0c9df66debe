'use client'
// **Delete**, asked back once: what goes, what stays, how it comes back.
import { useState } from 'react'
import { Button, SubmitButton } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'

interface DeleteContactProps {
  readonly id: string
  readonly name: string
  readonly remove: (form: FormData) => Promise<void>
}

export function DeleteContact({ id, name, remove }: DeleteContactProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>Delete</Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={`Delete ${name || 'this contact'}?`}
        actions={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <form action={remove}>
              <input type="hidden" name="id" value={id} />
              <SubmitButton look="danger">Delete contact</SubmitButton>
            </form>
          </>
        }
      >
        <p>It disappears from the firm’s contacts. An administrator can restore it for 30 days.</p>
        <p>
          Where it is synced, Google keeps its copy, unless the sync is set to delete it in Google too. It is
          not brought back from there.
        </p>
      </Dialog>
    </>
  )
}
