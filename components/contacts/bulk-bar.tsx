'use client'
// What can be done with the contacts that are selected in the list below, shown while some are. The check boxes of the rows belong to
// this form; the list and the form stand in one `group/list`.
import { useActionState, useEffect, useId, useState } from 'react'
import { amount } from '@/components/sync/figures'
import { Button, SubmitButton } from '@/components/ui/button'
import { controlClass } from '@/components/ui/form/field'
import { Announce } from '@/components/ui/live-region'

export const SELECTION = 'selected-contacts'

export interface BulkDone {
  readonly word: 'addTag' | 'removeTag' | 'sync' | 'doNotSync'
  /** Of the contacts that it changed. */
  readonly ids: readonly string[]
  /** The tag's name. */
  readonly tag: string
  /** By which it is undone. */
  readonly actionId: string
}

/** `done`: what **Undo** takes back. */
export interface BulkState {
  readonly words: string
  readonly done: BulkDone | null
}

interface BulkBarProps {
  /** Names of the firm's tags. */
  readonly tags: readonly string[]
  /** Whether the person syncs contacts. */
  readonly syncs: boolean
  /** The query of the list, to come back to it. */
  readonly list: string
  readonly action: (was: BulkState, form: FormData) => Promise<BulkState>
}

const boxes = (): readonly HTMLInputElement[] =>
  Array.from(document.querySelectorAll<HTMLInputElement>(`input[name=id][form=${SELECTION}]`))

export function BulkBar({ tags, syncs, list, action }: BulkBarProps) {
  const [state, act] = useActionState(action, { words: '', done: null })
  const [selected, setSelected] = useState({ some: 0, all: false })
  const tagList = useId()
  const tagName = useId()
  useEffect(() => {
    const count = () => {
      const some = boxes().filter(({ checked }) => checked).length
      setSelected({ some, all: some > 0 && some === boxes().length })
    }
    document.addEventListener('change', count)
    return () => document.removeEventListener('change', count)
  }, [])
  const select = (checked: boolean) => {
    for (const box of boxes()) box.checked = checked
    setSelected({ some: checked ? boxes().length : 0, all: checked })
  }
  return (
    <form
      id={SELECTION}
      action={act}
      // Nothing is selected once it is done. If nothing was done, the selection stays for the next attempt.
      onReset={(event) => {
        if (state.words && !state.done) event.preventDefault()
        else setSelected({ some: 0, all: false })
      }}
      className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2"
    >
      <label className="flex min-h-8 items-center gap-2">
        <input
          type="checkbox"
          checked={selected.all}
          onChange={(event) => select(event.target.checked)}
          className="size-4 shrink-0 accent-accent"
        />
        Select all on this page
      </label>
      <span className="text-soft">{selected.some > 0 && amount(selected.some, 'selected', 'selected')}</span>
      <div className="hidden flex-wrap items-center gap-2 group-has-[input[name=id]:checked]/list:flex sm:ml-auto">
        <label htmlFor={tagName} className="sr-only">
          Tag to add or remove
        </label>
        <input
          id={tagName}
          name="tag"
          list={tagList}
          autoComplete="off"
          placeholder="Tag"
          className={controlClass('min-h-8 max-w-40')}
        />
        <datalist id={tagList}>
          {tags.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <SubmitButton look="secondary" name="word" value="addTag">
          Add tag
        </SubmitButton>
        <SubmitButton look="secondary" name="word" value="removeTag">
          Remove tag
        </SubmitButton>
        {syncs && (
          <>
            <SubmitButton look="secondary" name="word" value="sync">
              Sync
            </SubmitButton>
            <SubmitButton look="secondary" name="word" value="doNotSync">
              Do not sync
            </SubmitButton>
          </>
        )}
        <input type="hidden" name="list" value={list} />
        {/* A file is the answer, so the form goes as it would without script; its address decides the format. */}
        <Button type="submit" formAction="/contacts/export.vcf" formMethod="post">
          Export vCard
        </Button>
        <Button type="submit" formAction="/contacts/export.csv" formMethod="post">
          Export CSV
        </Button>
        <SubmitButton look="secondary" name="word" value="delete">
          Delete selected
        </SubmitButton>
      </div>
      <div className="flex w-full flex-wrap items-center gap-2 empty:hidden">
        <Announce text={state.words} />
        {state.words && <p>{state.words}</p>}
        {state.done && (
          <SubmitButton look="secondary" name="word" value="undo">
            Undo
          </SubmitButton>
        )}
      </div>
    </form>
  )
}

interface SelectBoxProps {
  readonly id: string
  /** The contact's. */
  readonly name: string
}

export const SelectBox = ({ id, name }: SelectBoxProps) => (
  <input
    type="checkbox"
    form={SELECTION}
    name="id"
    value={id}
    aria-label={`Select ${name}`}
    className="block size-4 shrink-0 accent-accent"
  />
)
