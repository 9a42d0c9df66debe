// Addresses of pages about a contact.

/** What keeping it separate from the contact that it is linked to does. */
export const separatePage = (contactId: string, linkId: string): string =>
  `/contacts/${contactId}/separate/${linkId}`
