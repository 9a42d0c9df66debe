'use client'
// **Delete**, asked back once. Before the page is alive, or without script, the question is a page of its own.
import { useState } from 'react'
import { TiedReason } from '@/components/matters/tied-matters'
import { Button, SubmitButton } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { TiedMatter } from '@/lib/store/matters/of-contacts'
import { DeleteConsequences, deleteQuestion, deleteRefused } from './delete-words'

interface DeleteContactProps {
  readonly id: string
  readonly name: string
  /** Of each account that has it: what becomes of its copy. */
  readonly accounts: readonly string[]
  /** Its matters: with one it cannot be deleted. */
  readonly matters: readonly TiedMatter[]
  readonly remove: (form: FormData) => Promise<void>
}

export function DeleteContact({ id, name, accounts, matters, remove }: DeleteContactProps) {
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
      {matters.length > 0 ? (
        <Dialog
          open={open}
          onClose={() => setOpen(false)}
          title={deleteRefused(name)}
          actions={<Button onClick={() => setOpen(false)}>Close</Button>}
        >
          <TiedReason matters={matters} />
        </Dialog>
      ) : (
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
          <DeleteConsequences accounts={accounts} />
        </Dialog>
      )}
    </>
  )
}
