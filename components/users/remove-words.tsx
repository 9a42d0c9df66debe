// What **Remove** asks back, in the dialog and on the page for those who come without script.
export const removeQuestion = (name: string) => `Remove ${name}?`

export function RemoveConsequences() {
  return (
    <>
      <p>
        They are signed out at once, their sync stops, and Concord’s access to their Google account is
        revoked.
      </p>
      <p>Contacts stay as they are, here and in Google. You can invite the person again.</p>
    </>
  )
}
