import { expect, it } from 'vitest'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { unite } from './unite'
import { withoutMerge } from './without-merge'

const contact = (more: Partial<Contact>): Contact => ({ ...EMPTY_CONTACT, firstName: 'Zoë', ...more })
const home = (value: string) => ({ value, label: 'Home' })
const before = contact({ emails: [home('zoe@a.example')], title: 'Partner' })
const after = unite([before, contact({ emails: [home('zoe@b.example')], lastName: 'Roth' })])

it('gives back what was there before', () => {
  expect(withoutMerge({ before, after, now: after }, null)).toEqual(before)
})

it('keeps what was edited since', () => {
  const now = { ...after, title: 'Judge', emails: [...after.emails, home('zoe@c.example')] }
  expect(withoutMerge({ before, after, now }, null)).toEqual({
    ...before,
    title: 'Judge',
    emails: [home('zoe@a.example'), home('zoe@c.example')],
  })
})

it('changes nothing once it is done', () => {
  expect(withoutMerge({ before, after, now: before }, null)).toEqual(before)
})
