// The thread gives what the matcher gives in this process, and the process goes on meanwhile.
import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { findCandidates, findCandidatesOf } from '@/lib/domains/contacts/match/match'
import { matchInThread } from '@/lib/matching/match-in-thread'
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

  it('matches a few against the rest with what the whole taught', async () => {
    const { learned } = await matchInThread(lists, options)
    const of = new Set(['l10', 'l11', 'r12', 'l700'])
    const few = await matchInThread(lists, { ...options, of, learned })
    expect(few.candidates).toEqual(findCandidatesOf(of, lists.local, lists.remote, { ...options, learned }))
    expect(few.candidates.length).toBeGreaterThan(2)
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
