import { expect, it } from 'vitest'
import { leftOutWords } from './left-out-words'

const stay = { local: 2, remote: 1 }
const all = { only: null, unchosen: 0 }

it('says which way a sync goes, and what stays where it is', () => {
  expect(leftOutWords({ direction: 'toLocal', stay, ...all }, 'Google', 'contacts')).toEqual([
    'This sync goes from Google to Clio only, so nothing is written to Google. Edits made in Clio stay there.',
    '2 contacts that only Clio has stay in Clio.',
  ])
  expect(leftOutWords({ direction: 'toRemote', stay, ...all }, 'Google', 'contacts')[1]).toBe(
    '1 contact that only Google has stays in Google.',
  )
  expect(
    leftOutWords({ direction: 'toRemote', stay: { local: 2, remote: 0 }, ...all }, 'Google', 'contacts'),
  ).toHaveLength(1)
})

it('says nothing where nothing is left out', () => {
  expect(leftOutWords({ direction: 'both', stay, ...all }, 'Google', 'contacts')).toEqual([])
  expect(leftOutWords(null, 'Google', 'contacts')).toEqual([])
})

it('counts what a choice leaves out on each side', () => {
  expect(
    leftOutWords({ direction: 'both', stay, only: 'clients', unchosen: 3 }, 'Google', 'contacts'),
  ).toEqual([
    'This sync takes only clients of matters that you are responsible for. All others stay on both sides as they are, and nothing is deleted.',
    '3 contacts in Clio are left out.',
    '1 contact that only Google has is not added to Clio.',
  ])
})
