// What the firm's own address book can hold. Pure.
import { type Contact, type LabelledValue, withKind } from './contact'
import { FIELDS } from './fields'

/** What `contact` will read like once it is stored here: any text, and so many entries of each list, the first ones. */
export const projectHere = (contact: Contact): Contact =>
  withKind({
    ...contact,
    emails: contact.emails.slice(0, FIELDS.emails.maxItems),
    phones: contact.phones.slice(0, FIELDS.phones.maxItems).map(ownPhone),
    websites: contact.websites.slice(0, FIELDS.websites.maxItems),
    addresses: contact.addresses.slice(0, FIELDS.addresses.maxItems),
  })

/** What an account makes of a number stays with the account. */
const ownPhone = ({ canonical: _, ...phone }: LabelledValue): LabelledValue => phone
