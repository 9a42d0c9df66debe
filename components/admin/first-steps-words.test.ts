import { describe, expect, it } from 'vitest'
import type { FirstStepFacts } from '@/lib/store/firm/first-steps'
import { firstSteps, stepsWords } from './first-steps-words'

const NEW: FirstStepFacts = {
  marked: [],
  everConnected: false,
  hasColleagues: false,
  hasBackup: false,
  endedAfterSevenDays: 0,
}
const around = { address: 'https://concord.example.com', isDevelopment: false }
const done = (facts: Partial<FirstStepFacts>) =>
  firstSteps({ ...NEW, ...facts }, around).flatMap((step) => (step.done ? [step.title] : []))

describe('the first steps', () => {
  it.each([
    [{}, ['Google client']],
    [{ everConnected: true }, ['Google client', 'Redirect URIs']],
    [{ hasBackup: true }, ['Google client', 'First backup']],
    [{ marked: ['consentScreen'] }, ['Google client', 'Consent screen']],
    [{ marked: ['consentScreen'], endedAfterSevenDays: 1 }, ['Google client']],
    [
      { marked: ['tokenKey', 'backup'], hasColleagues: true },
      ['Google client', 'Copy of TOKEN_KEY', 'First backup', 'Colleagues'],
    ],
  ] as const)('after %j done are %j', (facts, titles) => {
    expect(done(facts)).toEqual(titles)
  })

  it('show both redirect URIs until Google has accepted them', () => {
    const [, uris] = firstSteps(NEW, around)
    expect(uris?.copy).toEqual([
      'https://concord.example.com/api/auth/callback/google',
      'https://concord.example.com/api/auth/callback/google-contacts',
    ])
    expect(firstSteps({ ...NEW, everConnected: true }, around)[1]?.copy).toBeUndefined()
  })

  it('are counted', () => {
    expect(stepsWords(firstSteps(NEW, around))).toBe('1 of 6 done')
  })
})
