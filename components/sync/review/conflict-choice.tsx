'use client'
// One decision on an item: which side's value stands, or whether it is deleted. Nothing is chosen beforehand; a choice shows at once and
// stays if the server keeps it.
import { startTransition, useOptimistic } from 'react'

interface ConflictChoiceProps<C extends string> {
  /** Of the radio buttons: no other choice on the page has it. */
  readonly group: string
  /** For those who hear the page. */
  readonly legend: string
  readonly options: readonly { readonly choice: C; readonly label: string; readonly text: string }[]
  readonly answer: C | null
  readonly onChoose: (choice: C) => Promise<unknown>
}

export function ConflictChoice<C extends string>(props: ConflictChoiceProps<C>) {
  const { group, legend, options, onChoose } = props
  const [answer, expect] = useOptimistic(props.answer)
  const choose = (choice: C) =>
    startTransition(async () => {
      expect(choice)
      await onChoose(choice)
    })
  return (
    <fieldset className="grid gap-1">
      <legend className="sr-only">{legend}</legend>
      {options.map(({ choice, label, text }) => (
        <label
          key={choice}
          className="flex min-h-8 items-start gap-2 rounded-md border border-line px-2.5 py-1.5 hover:bg-sunken has-checked:border-accent has-checked:bg-accent-soft"
        >
          <input
            type="radio"
            name={group}
            value={choice}
            checked={answer === choice}
            onChange={() => choose(choice)}
            className="mt-0.5 size-4 accent-accent"
          />
          <span className="min-w-0">
            <span className="font-medium">{label}</span> <span className="text-soft">{text}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
