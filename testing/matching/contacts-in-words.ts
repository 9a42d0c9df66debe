// Short notation for test contacts: `named('Ewa|Kowal', { email: '...' })`.
import type { Item } from '@/lib/domains/contacts/types'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'

export interface Values extends Partial<Omit<Contact, 'emails' | 'phones' | 'addresses' | 'birthday'>> {
  readonly email?: string
  readonly phone?: string
  readonly born?: readonly [number | null, number, number]
  readonly street?: string
}

export function contact({ email, phone, born, street, ...rest }: Values): Contact {
  const place = {
    street: street ?? '',
    city: 'Ghent',
    region: '',
    postalCode: '9000',
    country: '',
    label: '',
  }
  return {
    ...EMPTY_CONTACT,
    ...rest,
    emails: email ? [{ value: email, label: 'Work' }] : [],
    phones: phone ? [{ value: phone, label: 'Mobile' }] : [],
    addresses: street ? [place] : [],
    birthday: born ? { year: born[0], month: born[1], day: born[2] } : null,
  }
}

export const named = (name: string, more: Values = {}): Values => {
  const [firstName = '', lastName = ''] = name.split('|')
  return { firstName, lastName, ...more }
}
export const company = (name: string, more: Values = {}): Values => ({
  kind: 'company',
  company: name,
  ...more,
})

export function entry(id: string, value: Contact, deleted = false): Item {
  return { id, version: '1', value: value, deleted, key: null, changedAt: null }
}
export const entries = (side: string, list: readonly Contact[]) =>
  list.map((value, at) => entry(`${side}${at}`, value))

export const MAIL = 'kowalhome@kowal.example'
export const PHONE = '+1 212 555 0101'
