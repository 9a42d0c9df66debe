// Where Google's website shows a contact.

/** Opens in the account, also if its owner is signed in with several. Null if the id is no resource name of a contact. */
export function contactUrl(resourceName: string, accountEmail: string): string | null {
  const [, id] = /^people\/([A-Za-z0-9_-]+)$/.exec(resourceName) ?? []
  if (!id) return null
  return `https://contacts.google.com/person/${id}?${new URLSearchParams({ authuser: accountEmail })}`
}
