// What the firm's own address book can store. Pure.
import { type Contact, type LabelledValue, withKind } from './contact'
import { FIELDS } from './fields'

/** `contact` as it would be stored here: any text, and the first entries of each list up to its limit. */
export const projectHere = (contact: Contact): Contact =>
  withKind({
    ...contact,
    emails: contact.emails.slice(0, FIELDS.emails.maxItems),
    phones: contact.phones.slice(0, FIELDS.phones.maxItems).map(ownPhone),
    websites: contact.websites.slice(0, FIELDS.websites.maxItems),
    addresses: contact.addresses.slice(0, FIELDS.addresses.maxItems),
  })

/** The account's canonical form of a number is not stored here. */
const ownPhone = ({ canonical: _, ...phone }: LabelledValue): LabelledValue => phone
