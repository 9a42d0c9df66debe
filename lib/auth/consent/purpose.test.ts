import { describe, expect, it } from 'vitest'
import { google } from '@/lib/providers/google/descriptor'
import { isGranted, type Purpose, scopesFor } from './purpose'

const AUTH = 'https://www.googleapis.com/auth'
const grants = (...scopes: string[]) => ({ provider: 'google', scopes })

describe('what a consent asks for', () => {
  it.each<[Purpose, readonly string[]]>([
    ['contacts', ['contacts']],
    ['calendars', ['calendar.app.created', 'calendar.calendarlist.readonly']],
    ['ownCalendars', ['calendar.events.owned']],
    ['otherCalendars', ['calendar.events']],
  ])('%s: no more than it needs', (purpose, names) => {
    expect(scopesFor(google, purpose)).toEqual(names.map((name) => `${AUTH}/${name}`))
  })
})

describe('what an account allows', () => {
  it('is each purpose for itself', () => {
    const contacts = grants('openid', `${AUTH}/contacts`)
    expect(isGranted(contacts, 'contacts')).toBe(true)
    expect(isGranted(contacts, 'calendars')).toBe(false)
    const calendars = grants('openid', ...scopesFor(google, 'calendars'))
    expect(isGranted(calendars, 'contacts')).toBe(false)
    expect(isGranted(calendars, 'calendars')).toBe(true)
    expect(isGranted(calendars, 'ownCalendars')).toBe(false)
  })

  it('is not calendars if one of the two boxes was left unchecked', () => {
    for (const scope of scopesFor(google, 'calendars'))
      expect(isGranted(grants(scope), 'calendars')).toBe(false)
  })

  it('includes the owner’s calendars with everybody’s, and not the other way round', () => {
    expect(isGranted(grants(`${AUTH}/calendar.events`), 'ownCalendars')).toBe(true)
    expect(isGranted(grants(`${AUTH}/calendar.events.owned`), 'otherCalendars')).toBe(false)
  })

  it('is nothing at a provider that this version does not know', () => {
    expect(isGranted({ provider: 'nowhere', scopes: [`${AUTH}/contacts`] }, 'contacts')).toBe(false)
  })
})
