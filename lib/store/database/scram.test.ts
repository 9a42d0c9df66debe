// The verifier for the password in RFC 7677's example, checked against the messages there.
import { expect, test } from 'vitest'
import { scramVerifier } from './scram'

test('a verifier has the form and the keys of RFC 7677’s example', () => {
  // RFC 7677, section 3: user "user", password "pencil", this salt, 4096 iterations.
  const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64')
  expect(scramVerifier('pencil', salt)).toBe(
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  )
})
