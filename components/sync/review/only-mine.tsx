'use client'
// Who will see a contact that a preview adds here.
import { type ReactNode, useState } from 'react'
import { controlClass } from '@/components/ui/form/field'
import type { AddedLabel } from '@/lib/store/review/only-mine'

interface OnlyMineProps {
  readonly checked: boolean
  readonly onChoose: (onlyMine: boolean) => Promise<void>
}

/** Of one contact. */
export const OnlyMine = ({ name, ...box }: OnlyMineProps & { readonly name: string }) => (
  <Box {...box}>
    <span className="font-medium">Only mine</span>
    <span className="sr-only">: {name}</span>
    <span className="text-soft"> Colleagues do not see it, and their accounts do not get it.</span>
  </Box>
)

/** Of every contact that the sync adds here, now and later. `label`: of the provider whose account it is. */
export const OnlyMineByDefault = ({ label, ...box }: OnlyMineProps & { readonly label: string }) => (
  <Box {...box}>
    <span className="font-medium">New contacts from {label} are only mine</span>
    <span className="text-soft max-sm:sr-only">
      {' '}
      Also those that later checks add. You can choose differently for each contact.
    </span>
  </Box>
)

/** Shows the choice at once, until the server has answered. */
function Box({ checked, onChoose, children }: OnlyMineProps & { readonly children: ReactNode }) {
  const [chosen, setChosen] = useState<boolean | null>(null)
  const choose = (onlyMine: boolean) => {
    setChosen(onlyMine)
    void onChoose(onlyMine).finally(() => setChosen(null))
  }
  return (
    <label className="flex min-h-8 items-center gap-2">
      <input
        type="checkbox"
        checked={chosen ?? checked}
        onChange={(event) => choose(event.target.checked)}
        className="size-4 shrink-0 accent-accent"
      />
      <span>{children}</span>
    </label>
  )
}

interface ByLabelProps {
  readonly labels: readonly AddedLabel[]
  /** The provider's label. */
  readonly of: string
  readonly busy: boolean
  readonly whoSees: (
    counts: { readonly shared: number; readonly mine: number },
    onChoose: (onlyMine: boolean) => void,
  ) => ReactNode
  readonly onChoose: (label: string, onlyMine: boolean) => void
}

/** Every contact with a label of the account. */
export function ByLabel({ labels, of, busy, whoSees, onChoose }: ByLabelProps) {
  const [id, setId] = useState('')
  const chosen = labels.find((one) => one.id === id)
  return (
    <>
      <label className="flex items-center gap-2">
        <span className="text-soft">With the {of} label</span>
        <select
          value={chosen ? id : ''}
          disabled={busy}
          onChange={(event) => setId(event.target.value)}
          className={controlClass('h-8')}
        >
          <option value="">Choose</option>
          {labels.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name} ({one.shared + one.mine})
            </option>
          ))}
        </select>
      </label>
      {chosen && whoSees(chosen, (onlyMine) => onChoose(chosen.id, onlyMine))}
    </>
  )
}
