// Asks the emulator the open questions about a real account.
import { expect, test } from 'vitest'
import { ANA, openFixture } from './fixture'
import { probe } from './probe'

const fixture = openFixture()

test('every open question gets an answer, and nothing is left behind', async () => {
  const { accessToken } = fixture.emulator.issueTokens({ account: ANA })
  expect(await probe(fixture.emulator.url, accessToken)).toEqual({
    'a corrupt sync token': '400 INVALID_ARGUMENT Request contains an invalid argument. []',
    'a sync token with another mask': expect.stringMatching(/^400 INVALID_ARGUMENT/),
    'a sync token with another page size': expect.stringMatching(/^400 INVALID_ARGUMENT/),
    'members of an empty list': 'nextSyncToken',
    'a plain list right after a write': 'shows it',
    'a name in one piece': expect.stringContaining('"familyName":"Whole"'),
    'the primary entry when none is flagged': 'the first',
    'an update with person.etag alone': expect.stringMatching(/^400 INVALID_ARGUMENT/),
    'a stale source etag': expect.stringMatching(/^400 FAILED_PRECONDITION/),
    'a note of so many characters': '1024: 200, 10000: 200, 60000: 200, 120000: 400',
    'the order of a batch create': 'as sent',
    'a batch create with one bad contact': expect.stringMatching(
      /^400 INVALID_ARGUMENT Cannot have more than one/,
    ),
    'a batch update with one stale contact': expect.stringMatching(/^400 FAILED_PRECONDITION/),
    'its other contact': 'not written',
    'a batch delete with one missing contact': expect.stringMatching(/^404 NOT_FOUND/),
    'its present contact': 'kept',
  })
  expect(fixture.emulator.persons({ account: ANA })).toEqual([])
})
