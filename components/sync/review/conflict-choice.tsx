'use client'
// One conflict: which side's value stands. Nothing is chosen beforehand; a choice shows at once and stays if the server keeps it.
import { startTransition, useOptimistic } from 'react'
import type { Choice } from '@/lib/engine/model'
import type { Ask } from '../detail'

interface ConflictChoiceProps {
  readonly changeId: string
  readonly ask: Ask
  readonly onChoose: (choice: Choice) => Promise<void>
}

export function ConflictChoice({ changeId, ask, onChoose }: ConflictChoiceProps) {
  const group = `${changeId} ${ask.conflictId}`
  const [answer, expect] = useOptimistic(ask.answer)
  const choose = (choice: Choice) =>
    startTransition(async () => {
      expect(choice)
      await onChoose(choice)
    })
  return (
    <fieldset className="grid gap-1">
      <legend className="sr-only">{ask.label}: these differ. Which should we keep?</legend>
      {ask.options.map(({ choice, label, text }) => (
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
