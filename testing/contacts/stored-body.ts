// Reads stored changes of contacts.
import { contactDomain } from '@/lib/domains/contacts/domain'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { type ChangeBody, parseBody, type StoredBody } from '@/lib/engine/change-body'

const CONTACTS = contactDomain(null)

export const parseContactBody = (change: StoredBody): ChangeBody<Contact> => parseBody(CONTACTS, change)
