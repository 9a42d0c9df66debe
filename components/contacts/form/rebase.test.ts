import { expect, it } from 'vitest'
import { rebase } from '@/components/contacts/form/rebase'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'

const base = { ...EMPTY_CONTACT, firstName: 'Ana', title: 'Clerk', emails: [{ value: 'a@x.co', label: '' }] }

it('takes what others changed where the form was not touched, and keeps what was typed', () => {
  const typed = { ...base, title: 'Partner' }
  const now = { ...base, lastName: 'Lima', emails: [] }
  expect(rebase(base, typed, now)).toEqual({
    contact: { ...base, title: 'Partner', lastName: 'Lima', emails: [] },
    clashes: [],
  })
})

it('keeps what was typed where both changed a field, and says so unless both say the same', () => {
  const typed = { ...base, title: 'Partner', firstName: 'Anna' }
  const now = { ...base, title: 'Judge', firstName: 'Anna' }
  expect(rebase(base, typed, now)).toEqual({ contact: typed, clashes: ['title'] })
})
