// What is asked before a contact is deleted: what goes, what stays, how it comes back.

export const deleteQuestion = (name: string): string => `Delete ${name || 'this contact'}?`

/** The contact is tied to a matter. */
export const deleteRefused = (name: string): string => `${name || 'This contact'} cannot be deleted`

/** `label`: of the providers whose accounts may have it. */
export const DeleteConsequences = ({ label }: { readonly label: string }) => (
  <>
    <p>
      It will be removed from the firm’s contacts. An administrator can restore it for 30 days; then it is
      erased.
    </p>
    <p>
      If it is synced, {label} keeps its copy, unless the sync is set to delete it in {label} too. Sync won’t
      re-create it.
    </p>
  </>
)
