// What is asked before contacts are deleted: what goes, what stays, how it comes back.
import { amount } from '@/components/sync/figures'
import type { AccountWithItems } from '@/lib/store/undo/colleagues'

export const deleteQuestion = (name: string): string => `Delete ${name || 'this contact'}?`

/** `n`: how many can be deleted. */
export const deleteManyQuestion = (n: number): string =>
  n === 0 ? 'These contacts cannot be deleted' : `Delete ${amount(n, 'contact')}?`

/** The contact is tied to a matter. */
export const deleteRefused = (name: string): string => `${name || 'This contact'} cannot be deleted`

/** What the account does with its copies. `label`: the provider's. `many`: several contacts are deleted. */
export function accountLine(
  { name, email, isOwn, synced, deletes }: AccountWithItems,
  label: string,
  many = false,
): string {
  const account = `${isOwn ? 'Your' : `${name}’s`} ${label} account (${email})`
  const copies = synced === 1 ? 'its copy' : 'its copies'
  return `${account} ${deletes ? 'deletes' : 'keeps'} ${many ? `${copies} of ${amount(synced, 'contact')}` : copies}.`
}

interface ConsequencesProps {
  /** Of each account that has it: what becomes of its copy. */
  readonly accounts: readonly string[]
  /** Several contacts are deleted. */
  readonly many?: boolean
}

export const DeleteConsequences = ({ accounts, many = false }: ConsequencesProps) => (
  <>
    <p>
      {many ? 'They' : 'It'} will be removed from the firm’s contacts. An administrator can restore{' '}
      {many ? 'them for 30 days; then they are' : 'it for 30 days; then it is'} erased.
    </p>
    {accounts.length > 0 && (
      <>
        <ul className="grid gap-1">
          {accounts.map((line) => (
            <li key={line} className="wrap-anywhere">
              {line}
            </li>
          ))}
        </ul>
        <p>Sync won’t re-create {many ? 'them' : 'it'}.</p>
      </>
    )}
  </>
)
