// Writes matters as CSV (RFC 4180), for spreadsheets.
import { csvLine } from '@/lib/domains/contacts/text/spreadsheet'
import { type Matter, STATUS_WORDS } from './matter'

const HEADING = ['Number', 'Description', 'Status', 'Client', 'Responsible', 'Related contacts']

export const mattersHeading = (): string => csvLine(HEADING)

/** `name`: of a contact or a user, by id. */
export function matterLine(matter: Matter, name: (id: string) => string): string {
  const { number, description, status, clientId, responsibleId, related } = matter
  const others = related.map(({ contactId, role }) =>
    role ? `${name(contactId)} (${role})` : name(contactId),
  )
  return csvLine([
    number,
    description,
    STATUS_WORDS[status],
    clientId ? name(clientId) : '',
    responsibleId ? name(responsibleId) : '',
    others.join('; '),
  ])
}
