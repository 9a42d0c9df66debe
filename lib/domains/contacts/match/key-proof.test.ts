import { describe, expect, test } from 'vitest'
import { contactDomain } from '@/lib/domains/contacts/domain'
import { keyProof } from '@/lib/domains/contacts/match/key-proof'
import type { Item } from '@/lib/domains/contacts/types'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { plan } from '@/lib/engine/plan'
import { ANYTHING } from '@/testing/engine/contacts'
import { contact, entry, named, type Values } from '@/testing/matching/contacts-in-words'

const context = {
  answers: { linked: [], separate: [], conflicts: {} },
  settings: { onConflict: 'ask', onLocalDelete: 'keep' },
  project: ANYTHING,
  domain: contactDomain('US'),
  again: false,
} as const

const JANE = named('Jane|Doe', { email: 'jane@doe.example', phone: '+1 212 555 0101' })

describe('our key on a contact of the account', () => {
  test.each<[string, Values, Values, string]>([
    ['says what was sent', JANE, JANE, 'proof'],
    ['has been edited since in one field', JANE, { ...JANE, title: 'Partner' }, 'proof'],
    ['bears the name and a value', JANE, { ...JANE, phone: '(212) 555-0999' }, 'proof'],
    ['bears the name, and nothing else is known of one', named('Jane|Doe'), JANE, 'proof'],
    [
      'has no name, but the same address',
      { email: 'a@x.example' },
      { email: 'a@x.example', title: 'x' },
      'proof',
    ],
    [
      'bears the name, and is reached otherwise',
      JANE,
      named('Jane|Doe', { email: 'other@x.example' }),
      'hint',
    ],
    ['is a copy for somebody at the same number', JANE, named('John|Doe', { phone: '212-555-0101' }), 'hint'],
    [
      'is a copy for somebody of the same last name',
      JANE,
      named('John|Doe', { email: 'j@x.example' }),
      'hint',
    ],
    ['is a copy made into somebody else', JANE, named('Wei|Chen', { email: 'wei@x.example' }), 'none'],
    ['is a copy of which everything was taken away', JANE, { title: 'Partner' }, 'none'],
  ])('%s', (_, ours, theirs, proof) => {
    expect(keyProof(contact(ours), contact(theirs), 'US')).toBe(proof)
  })
})

describe('a plan', () => {
  const there = (id: string, value: Contact, key = 'jane'): Item => ({ ...entry(id, value), key })
  const jane = entry('jane', contact(JANE))
  const kinds = (remote: readonly Item[], local: readonly Item[] = [jane]) =>
    plan({ ...context, links: [], local, remote, candidates: [] })
      .changes.map(({ kind, localId, remoteId }) => `${kind} ${localId} ${remoteId}`)
      .sort()

  test('links an item that we created by its key', () => {
    expect(kinds([there('one', jane.value)])).toEqual(['link jane one'])
  })
  test('asks if two items carry the key, whatever their content', () => {
    expect(kinds([there('one', jane.value), there('two', jane.value)])).toEqual([
      'question jane one',
      'question jane two',
    ])
  })
  test('asks if the content agrees only in part', () => {
    expect(kinds([there('one', contact(named('John|Doe', { phone: '212-555-0101' })))])).toEqual([
      'question jane one',
    ])
  })
  test('treats a copy that was edited into another person as another person', () => {
    expect(kinds([there('one', contact(named('Wei|Chen', { email: 'wei@x.example' })))])).toEqual([
      'createLocal null one',
      'createRemote jane null',
    ])
  })
  test('does not link by the key of a deleted or linked contact', () => {
    const gone = { ...jane, deleted: true }
    expect(kinds([there('one', jane.value)], [gone])).toEqual(['createLocal null one'])
    const copy = there('copy', contact(named('Wei|Chen', { email: 'wei@x.example' })))
    const [one] = [there('one', jane.value)]
    const link = {
      id: 'link',
      localId: 'jane',
      remoteId: 'one',
      base: { local: jane.value, remote: one.value },
      localVersion: '1',
      remoteVersion: '1',
      tombstone: null,
    }
    const planned = plan({ ...context, links: [link], local: [jane], remote: [one, copy], candidates: [] })
    expect(planned.changes).toMatchObject([{ kind: 'createLocal', remoteId: 'copy' }])
  })
  test('a copy does not replace a deleted original, unless its content is the same', () => {
    const link = {
      id: 'link',
      localId: 'jane',
      remoteId: 'one',
      base: { local: jane.value, remote: jane.value },
      localVersion: '1',
      remoteVersion: '1',
      tombstone: null,
    }
    const gone = { ...there('one', jane.value), deleted: true }
    const planned = (copy: Contact) =>
      plan({ ...context, links: [link], local: [jane], remote: [gone, there('copy', copy)], candidates: [] })
        .changes.map(({ kind }) => kind)
        .sort()
    expect(planned(jane.value)).toEqual(['link'])
    expect(planned(contact(named('Wei|Chen', { email: 'wei@x.example' })))).toEqual([
      'createLocal',
      'tombstone',
    ])
    expect(planned(contact(named('John|Doe', { phone: '212-555-0101' })))).toEqual(['question'])
  })
})
