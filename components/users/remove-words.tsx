// What **Remove** asks back, in the dialog and on the page for those who come without script.
export const removeQuestion = (name: string) => `Remove ${name}?`

/** `label`: of the providers whose accounts they may have connected. */
export function RemoveConsequences({ label }: { readonly label: string }) {
  return (
    <>
      <p>
        They are signed out at once, their sync stops, and Concord’s access to their {label} account is
        revoked.
      </p>
      <p>Contacts stay as they are, here and in {label}. You can invite the person again.</p>
    </>
  )
}
