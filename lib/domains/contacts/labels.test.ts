import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Membership, type NamesInput, planMembers, planNames, type TagLabel, undoMember } from './labels'

const LISTED = new Date('2026-11-28T10:00:00Z')
const BEFORE = new Date('2026-11-28T09:00:00Z')
const AFTER = new Date('2026-11-28T10:01:00Z')
const of = (id: string, name: string) => ({ id, name })
const known = (more: Partial<TagLabel> = {}): TagLabel => ({
  ...{ tagId: 't', labelId: 'l', name: 'Client', refused: null, at: BEFORE },
  ...more,
})
const names = (more: Partial<NamesInput>) =>
  planNames({
    ...{ settings: {}, tags: [], labels: [], known: [], listedSince: LISTED },
    ...{ usedTags: new Set<string>(), usedLabels: new Set<string>() },
    ...more,
  })

const TAG = of('t', 'Client')
const LABEL = of('l', 'Client')

describe('names', () => {
  it.each<[string, Partial<NamesInput>, unknown[]]>([
    [
      'the same name joins',
      { tags: [TAG], labels: [of('l', 'client')] },
      [{ kind: 'join', tagId: 't', label: of('l', 'client') }],
    ],
    [
      'a tag in use gets a label',
      { tags: [TAG], usedTags: new Set(['t']) },
      [{ kind: 'createLabel', tagId: 't', name: 'Client' }],
    ],
    ['a tag that no synced contact has gets none', { tags: [TAG] }, []],
    [
      'a label in use becomes a tag',
      { labels: [LABEL], usedLabels: new Set(['l']) },
      [{ kind: 'createTag', label: LABEL }],
    ],
    ['a label of contacts that are not synced becomes none', { labels: [LABEL] }, []],
    [
      'a label that no tag can be called becomes none',
      { labels: [of('l', 'A, B')], usedLabels: new Set(['l']) },
      [],
    ],
    [
      'one way to Clio no label is made',
      { settings: { direction: 'toLocal' }, tags: [TAG], usedTags: new Set(['t']) },
      [],
    ],
    [
      'one way to Google no tag is made',
      { settings: { direction: 'toRemote' }, labels: [LABEL], usedLabels: new Set(['l']) },
      [],
    ],
    ['what agrees rests', { tags: [TAG], labels: [LABEL], known: [known()] }, []],
    [
      'a renamed tag renames its label',
      { tags: [of('t', 'Mandant')], labels: [LABEL], known: [known()] },
      [{ kind: 'renameLabel', tagId: 't', label: LABEL, name: 'Mandant' }],
    ],
    [
      'but not to a name that was refused',
      { tags: [of('t', 'friends')], labels: [LABEL], known: [known({ refused: 'friends' })] },
      [],
    ],
    [
      'a label that has the new name already is joined',
      { tags: [of('t', 'Court')], labels: [LABEL, of('m', 'Court')], known: [known()] },
      [{ kind: 'join', tagId: 't', label: of('m', 'Court') }],
    ],
    [
      'a renamed label renames its tag',
      { tags: [TAG], labels: [of('l', 'Mandant')], known: [known()] },
      [{ kind: 'renameTag', tagId: 't', label: of('l', 'Mandant') }],
    ],
    [
      'if another tag has the new name, both tags stay',
      { tags: [TAG, of('u', 'Court')], labels: [of('l', 'Court')], known: [known()] },
      [{ kind: 'part', tagId: 't' }],
    ],
    [
      'if both were renamed, the tag wins',
      { tags: [of('t', 'A')], labels: [of('l', 'B')], known: [known()] },
      [{ kind: 'renameLabel', tagId: 't', label: of('l', 'B'), name: 'A' }],
    ],
    [
      'a label that was renamed moments ago may be listed by its former name',
      { tags: [of('t', 'A')], labels: [LABEL], known: [known({ name: 'A', at: AFTER })] },
      [],
    ],
    [
      'a deleted label leaves the tag alone',
      { tags: [TAG], known: [known()], usedTags: new Set(['t']) },
      [{ kind: 'part', tagId: 't' }],
    ],
    [
      'and is not made again',
      { tags: [TAG], known: [known({ labelId: null })], usedTags: new Set(['t']) },
      [],
    ],
    [
      'unless its owner makes it again',
      { tags: [TAG], labels: [of('m', 'Client')], known: [known({ labelId: null })] },
      [{ kind: 'join', tagId: 't', label: of('m', 'Client') }],
    ],
    [
      'a label that was created moments ago may not be listed yet',
      { tags: [TAG], known: [known({ at: AFTER })] },
      [],
    ],
    [
      'a deleted tag removes its label',
      { labels: [LABEL], known: [known()] },
      [{ kind: 'removeLabel', tagId: 't', label: LABEL }],
    ],
    [
      'one way to Clio a deleted tag leaves the label alone, and is not made again',
      { settings: { direction: 'toLocal' }, labels: [LABEL], known: [known()], usedLabels: new Set(['l']) },
      [],
    ],
  ])('%s', (_, input, expected) => {
    expect(names(input)).toEqual(expected)
  })
})

describe('members', () => {
  const one = (
    here: boolean,
    there: boolean,
    base: boolean,
    at: Date | null = base ? BEFORE : null,
  ): Membership => ({
    ...{ tagId: 't', localId: 'c', remoteId: 'p', here, there, base, at },
  })
  const side = (given: Membership, settings = {}) => {
    const { local, remote, bases } = planMembers([given], settings, LISTED)
    return local.length > 0 ? 'local' : remote.length > 0 ? 'remote' : bases.length > 0 ? 'base' : 'rests'
  }
  it.each<[string, Membership, string, string]>([
    ['added here', one(true, false, false), 'remote', 'rests'],
    ['added there', one(false, true, false), 'local', 'local'],
    ['removed here', one(false, true, true), 'remote', 'rests'],
    ['removed there', one(true, false, true), 'local', 'local'],
    ['added on both sides', one(true, true, false), 'base', 'base'],
    ['removed on both sides', one(false, false, true), 'base', 'base'],
    ['agreed', one(true, true, true), 'rests', 'rests'],
    ['written moments ago and not listed yet', one(true, false, true, AFTER), 'rests', 'rests'],
    ['removed moments ago and still listed', one(false, true, false, AFTER), 'rests', 'rests'],
    ['removed here moments after it was added there', one(false, false, true, AFTER), 'remote', 'rests'],
  ])('%s', (_, given, expected, toClio) => {
    expect(side(given)).toBe(expected)
    expect(side(given, { direction: 'toLocal' })).toBe(toClio)
  })
})

describe('undo of a member', () => {
  const flags = fc.record({ here: fc.boolean(), there: fc.boolean() })
  const agreed = (is: boolean): Membership => ({
    ...{ tagId: 't', localId: 'c', remoteId: 'p', here: is, there: is, base: is, at: BEFORE },
  })
  const rests = (one: Membership) => {
    const { local, remote } = planMembers([one], {}, LISTED)
    return local.length + remote.length === 0
  }

  it('leaves the two sides apart for good, until a person changes one; undone again, they agree', () => {
    fc.assert(
      fc.property(fc.constantFrom('local', 'remote'), fc.boolean(), flags, (side, added, since) => {
        const done = { side, added } as const
        const undone = undoMember(done, agreed(added))
        if (!undone) throw new Error('it was not undone')
        expect([undone.here, undone.there]).toEqual(side === 'local' ? [!added, added] : [added, !added])
        expect(rests(undone)).toBe(true)
        expect(undoMember({ side, added: !added }, undone)).toMatchObject({ here: added, there: added })
        const edited = { ...undone, ...since }
        const isSame = since.here === undone.here && since.there === undone.there
        if (since.here !== since.there) expect(rests(edited)).toBe(isSame)
        expect(undoMember(done, edited) === null).toBe(since[side === 'local' ? 'here' : 'there'] !== added)
      }),
    )
  })
})
