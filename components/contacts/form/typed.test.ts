import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTyped } from '@/components/contacts/form/typed'
import { typedOf, understand } from '@/components/contacts/form/understand'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { TEXT_FIELDS } from '@/lib/domains/contacts/value/fields'
import { checkContact } from '@/lib/domains/contacts/value/limits'
import { contactArbitrary } from '@/testing/contacts/arbitrary'

/** What the browser sends of a form that shows the contact. */
function sent(contact: Contact): FormData {
  const typed = typedOf(contact)
  const form = new FormData()
  form.set('kind', typed.kind)
  for (const field of [...TEXT_FIELDS, 'birthday'] as const)
    form.set(field, typed[field].replace(/\n/g, '\r\n'))
  for (const list of ['emails', 'phones', 'websites', 'addresses'] as const)
    for (const entry of typed[list])
      for (const [part, value] of Object.entries(entry))
        form.append(`${list}.${part}`, value.replace(/\n/g, '\r\n'))
  return form
}

describe('the contact form', () => {
  it('gives back exactly the contact that it shows', () => {
    fc.assert(
      fc.property(contactArbitrary, (contact) => {
        fc.pre(checkContact(contact).length === 0 && !/\r/.test(JSON.stringify(contact)))
        expect(understand(readTyped(sent(contact)))).toEqual({ kind: 'contact', contact })
      }),
      { numRuns: 1000 },
    )
  })

  it('drops rows that were left blank, and keeps those with only a label for the person to see', () => {
    const form = sent({
      ...EMPTY_CONTACT,
      firstName: 'Ana',
      emails: [
        { value: '', label: '' },
        { value: ' ', label: 'Work' },
      ],
    })
    expect(readTyped(form).emails).toEqual([{ value: ' ', label: 'Work' }])
    expect(understand(readTyped(form))).toMatchObject({
      kind: 'faults',
      faults: [{ field: 'emails', entry: 0 }],
    })
  })

  it('says what is wrong with a birthday and keeps it as it was typed', () => {
    const form = sent({ ...EMPTY_CONTACT, firstName: 'Ana' })
    form.set('birthday', '31 April')
    const typed = readTyped(form)
    expect(typed.birthday).toBe('31 April')
    expect(understand(typed)).toMatchObject({ kind: 'faults', faults: [{ field: 'birthday' }] })
  })

  it('does not save a form without anything in it', () => {
    expect(understand(readTyped(new FormData())).kind).toBe('faults')
  })
})
