// What is asked before contacts are deleted: what goes, what stays, how it comes back.
import { amount } from '@/components/sync/figures'

export const deleteQuestion = (name: string): string => `Delete ${name || 'this contact'}?`

/** `n`: how many can be deleted. */
export const deleteManyQuestion = (n: number): string =>
  n === 0 ? 'These contacts cannot be deleted' : `Delete ${amount(n, 'contact')}?`

/** The contact is tied to a matter. */
export const deleteRefused = (name: string): string => `${name || 'This contact'} cannot be deleted`

interface ConsequencesProps {
  /** Of the providers whose accounts may have it. */
  readonly label: string
  /** Several contacts are deleted. */
  readonly many?: boolean
}

export const DeleteConsequences = ({ label, many = false }: ConsequencesProps) => (
  <>
    <p>
      {many ? 'They' : 'It'} will be removed from the firm’s contacts. An administrator can restore{' '}
      {many ? 'them for 30 days; then they are' : 'it for 30 days; then it is'} erased.
    </p>
    <p>
      {many
        ? `If they are synced, ${label} keeps its copies, unless the sync is set to delete them in ${label} too.`
        : `If it is synced, ${label} keeps its copy, unless the sync is set to delete it in ${label} too.`}{' '}
      Sync won’t re-create {many ? 'them' : 'it'}.
    </p>
  </>
)
