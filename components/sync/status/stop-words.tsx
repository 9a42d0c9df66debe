// What Stop Sync asks and says, in its dialog and on its page: what stops, what stays, what is in progress, what later.
import type { ReactNode } from 'react'
import { count } from '../figures'
import type { ItemKind } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'

interface StopConsequencesProps {
  readonly left: number | null
  readonly owner: string | undefined
  /** Of the provider whose account it is. */
  readonly label: string
  readonly kind: ItemKind
  /** Id of the form that stops. */
  readonly form: string
  /** The account has other syncs, which end with the access. */
  readonly hasOthers?: boolean | undefined
}

export function StopConsequences({ left, owner, label, kind, form, hasOthers }: StopConsequencesProps) {
  const { one, stop } = wordsOf(kind)
  return (
    <>
      <dl className="grid gap-2 sm:grid-cols-[auto_1fr] sm:gap-x-4">
        <Consequence name="Stops">Changes on either side no longer reach the other.</Consequence>
        <Consequence name="Stays">{stop.stays}</Consequence>
        {left !== null && (
          <Consequence name="In progress">
            The {one} being written is finished, {count(left)} {left === 1 ? 'other is' : 'others are'} not.
          </Consequence>
        )}
        <Consequence name="Later">
          {owner ?? 'You'} can set up again. We’ll compare again, without duplicates.
        </Consequence>
      </dl>
      <label className="flex min-h-8 items-center gap-2 text-ink">
        <input type="checkbox" name="disconnect" form={form} className="size-4 accent-accent" />
        Also revoke Concord’s access to {owner ? `${owner}’s` : 'my'} {label} account, and erase the data read
        from it{hasOthers && `. This also stops ${owner ? 'their' : 'your'} other syncs with this account.`}
      </label>
    </>
  )
}

const Consequence = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="grid sm:col-span-2 sm:grid-cols-subgrid">
    <dt className="font-medium text-ink sm:w-24">{name}:</dt>
    <dd>{children}</dd>
  </div>
)
