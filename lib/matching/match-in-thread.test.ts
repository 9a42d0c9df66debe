// The thread gives what the matcher gives in this process, and the process goes on meanwhile.
import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { findCandidates, findDuplicates } from '@/lib/domains/contacts/match/match'
import { duplicatesAmong, matchInThread } from '@/lib/matching/match-in-thread'
import { contact, entries, named } from '@/testing/matching/contacts-in-words'
import { lifelikeBooks } from '@/testing/matching/lifelike-book'

const { left, right } = lifelikeBooks(2026, { size: 1_500, shared: 0.4, withoutEmail: 0.1 })
const lists = { local: left, remote: right ?? [] }
const options = { region: 'US', separate: [{ localId: 'l3', remoteId: 'r3' }] } as const

describe('the thread', () => {
  it('finds the same candidates as the matcher in this process, while the process goes on', async () => {
    let turns = 0
    let isOver = false
    const found = matchInThread(lists, options).finally(() => {
      isOver = true
    })
    while (!isOver) {
      turns += 1
      await turn()
    }
    const { candidates, heapMb } = await found
    expect(candidates).toEqual(findCandidates(lists.local, lists.remote, options))
    expect(candidates.length).toBeGreaterThan(500)
    expect(turns).toBeGreaterThan(100)
    expect(heapMb).toBeGreaterThan(1)
  })

  it('finds the duplicates of a list that is still being read', async () => {
    const list = [...left, ...lists.remote]
    async function* pieces() {
      for (let at = 0; at < list.length; at += 700) yield list.slice(at, at + 700)
    }
    const found = await duplicatesAmong(pieces(), list.length, { region: 'US' })
    expect(found).toEqual(findDuplicates(list, { region: 'US' }))
    expect(found.length).toBeGreaterThan(500)
    expect(await duplicatesAmong([left], 0, { region: 'US' })).toEqual(findDuplicates(left, { region: 'US' }))
  })

  it('carries every part of a contact that the matcher reads', async () => {
    const rich = [
      named('Ann|Lee', { notes: 'Met in Ely', nickname: 'Annie', prefix: 'Mrs', born: [1950, 1, 2] }),
      named('Ann|Lee Sr.', { phone: '+1 212 555 0101 x 4', title: 'Partner', department: 'Claims' }),
      named('John|Poe', {}),
      { kind: 'company', company: 'Acme GmbH', email: 'info@acme.example' } as const,
    ].map(contact)
    const both = { local: entries('l', rich), remote: entries('r', rich) }
    const { candidates } = await matchInThread(both, {})
    expect(candidates).toEqual(findCandidates(both.local, both.remote))
    expect(candidates.length).toBeGreaterThan(2)
  })

  it('ends when it is no longer wanted, with the reason', async () => {
    const wanted = new AbortController()
    const found = matchInThread(lists, { signal: wanted.signal })
    wanted.abort(new Error('the run was stopped'))
    await expect(found).rejects.toThrow('the run was stopped')
    await expect(matchInThread(lists, { signal: wanted.signal })).rejects.toThrow('the run was stopped')
  })

  it('says what went wrong in it', async () => {
    const broken = { local: [{ ...left[0], value: { emails: 'none' } } as never], remote: [] }
    await expect(matchInThread(broken)).rejects.toThrow('the matcher failed: ')
  })
})
