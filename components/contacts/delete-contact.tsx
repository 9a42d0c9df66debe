'use client'
// **Delete**, asked back once. Before the page is alive, or without script, the question is a page of its own.
import { useState } from 'react'
import { Button, SubmitButton } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { DeleteConsequences, deleteQuestion } from './delete-words'

interface DeleteContactProps {
  readonly id: string
  readonly name: string
  /** Of the providers whose accounts may have it. */
  readonly label: string
  readonly remove: (form: FormData) => Promise<void>
}

export function DeleteContact({ id, name, label, remove }: DeleteContactProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <form
        method="get"
        action={`/contacts/${id}/delete`}
        onSubmit={(event) => {
          event.preventDefault()
          setOpen(true)
        }}
      >
        <Button type="submit">Delete</Button>
      </form>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={deleteQuestion(name)}
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
        <DeleteConsequences label={label} />
      </Dialog>
    </>
  )
}
