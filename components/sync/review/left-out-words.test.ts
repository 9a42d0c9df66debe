import { expect, it } from 'vitest'
import { leftOutWords } from './left-out-words'

const stay = { local: 2, remote: 1 }
const all = { only: null, alsoByLabel: false, unchosen: 0 }

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
    leftOutWords({ ...all, direction: 'both', stay, only: 'clients', unchosen: 3 }, 'Google', 'contacts'),
  ).toEqual([
    'This sync takes only clients of matters that you are responsible for. All others stay on both sides as they are, and nothing is deleted.',
    '3 contacts in Clio are left out.',
    '1 contact that only Google has is not added to Clio.',
  ])
})

it('says that labels of the account are chosen too', () => {
  const leftOut = { ...all, direction: 'both', stay, only: 'tags', alsoByLabel: true } as const
  expect(leftOutWords(leftOut, 'Google', 'contacts')).toEqual([
    'This sync takes only contacts in Clio with the tags that you chose, and of them only those that have one of the chosen labels in Google or are not there yet. All others stay on both sides as they are, and nothing is deleted.',
    '1 contact that only Google has is not added to Clio.',
    '2 contacts in Clio are not added to Google, which may have the same contact without the label.',
  ])
})
