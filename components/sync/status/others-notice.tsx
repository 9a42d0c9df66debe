// Somebody else of the firm syncs the same already: who, since when, and how much both lists have in common.
import type { ReactNode } from 'react'
import { Notice } from '@/components/ui/notice'
import { Day } from '@/components/ui/time/relative-time'
import type { OtherPerson } from '@/lib/store/runs/problem'
import { amount, count } from '../figures'
import type { ItemKind } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'

interface OthersNoticeProps {
  /** Each with the label of their own provider. */
  readonly people: readonly (OtherPerson & { readonly label: string })[]
  /** Of the provider whose account it is. */
  readonly label: string
  readonly kind: ItemKind
  readonly actions?: ReactNode
}

export function OthersNotice({ people, label, kind, actions }: OthersNoticeProps) {
  const { one, others } = wordsOf(kind)
  return (
    <Notice tone="warn" title={others.title} actions={actions}>
      <ul className="grid gap-1">
        {people.map(({ name, label: theirs, since, contacts, sameEmails }) => (
          <li key={`${name} ${since.toISOString()}`}>
            {name} has been syncing {amount(contacts, one)} with {theirs} since <Day at={since} />.
            {sameEmails !== null &&
              ` ${count(sameEmails)} of them ${sameEmails === 1 ? 'has an email address' : 'have email addresses'} that your account also has.`}
          </li>
        ))}
      </ul>
      <p>{others.advice(label)}</p>
    </Notice>
  )
}
