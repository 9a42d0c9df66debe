// The table of changes shows what tells events apart, and nothing more about contacts than before.
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { hueOf } from '@/components/ui/avatar/initials'
import { hearing, stored } from '@/testing/events/changes'
import { ChangeTable } from '../review/change-table'
import { type Row, rowOf } from '../row'
import { termsOf } from '.'
import type { ItemKind } from './kind-words'

const nothing = () => undefined
const actions = {
  ...{ open: nothing, select: nothing, selectTo: nothing, selectPage: nothing },
  ...{ exclude: nothing, onlyMine: nothing, choose: nothing, search: nothing, help: nothing },
}
const table = (kind: ItemKind, row: Row) =>
  renderToStaticMarkup(
    createElement(ChangeTable, {
      ...{ kind, actions, rows: [row], opened: new Set<string>(), selected: new Set<string>() },
      ...{ detail: nothing, stale: false, tableRef: { current: null } },
    }),
  )

it('of events has the title with its date and time', () => {
  const change = stored({ kind: 'createRemote', body: { remote: { from: null, to: hearing() } } })
  const html = table('events', rowOf(change, termsOf('events', 'America/New_York', 'Google')))
  expect(html).toContain('Changes, one event a row')
  expect(html).toMatch(/<th scope="row"[^>]*>.*Hearing.*Tuesday, March 3, 2026, 9:00 AM – 10:00 AM.*<\/th>/)
})

it('of contacts has the name alone', () => {
  const html = table('contacts', rowOf(stored({ name: 'Cho Min' }), termsOf('contacts', 'UTC', 'Google')))
  expect(html).toContain('Changes, one contact a row')
  expect(html).toMatch(/>Cho Min<\/button><\/th>/)
})

it('has the initials and the color of the list of contacts, and none for events', () => {
  const contact = rowOf(stored({ name: 'Cho Min', localId: 'a' }), termsOf('contacts', 'UTC', 'Google'))
  expect(contact.avatar).toEqual({ initials: 'CM', isCompany: false, hue: hueOf('a') })
  expect(table('contacts', contact)).toContain('data-initials="CM"')
  const event = rowOf(
    stored({ kind: 'createRemote', body: { remote: { from: null, to: hearing() } } }),
    termsOf('events', 'UTC', 'Google'),
  )
  expect(table('events', event)).not.toContain('data-initials')
})
