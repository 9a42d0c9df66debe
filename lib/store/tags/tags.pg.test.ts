// Tags of contacts: one for each name, with a history, kept by files.
import { beforeEach, describe, expect, it } from 'vitest'
import { vcardOf } from '@/lib/domains/contacts/vcard/write'
import { countContacts, listContacts } from '@/lib/store/address-book/contact-list'
import { confirmImport, storeImport } from '@/lib/store/address-book/imports'
import { owner, withDatabase } from '@/testing/database/test-database'
import { type Fixture, person, setUpFixture } from '@/testing/scenarios/fixture'
import { tagTogether } from './bulk-tags'
import { saveTagsOf, tagHistory, tagsOfContacts } from './contact-tags'
import { deleteTag, mergeTags, saveTag, tagsOf } from './tags'

withDatabase()

let fixture: Fixture
let ana: string
let ben: string

beforeEach(async () => {
  fixture = await setUpFixture()
  ana = await fixture.addHere(person('Ana', 'Lima'))
  ben = await fixture.addHere(person('Ben', 'Cho'))
})

const firm = () => fixture.actor.firmId
const save = (id: string, added: readonly string[], removed: readonly string[] = []) =>
  saveTagsOf(fixture.actor, id, { added, removed })
const namesOf = async (id: string) =>
  ((await tagsOfContacts(firm(), [id])).get(id) ?? []).map(({ name }) => name)
const idOf = async (name: string) => (await tagsOf(firm())).find((tag) => tag.name === name)?.id ?? ''
const history = async (id: string) =>
  (await tagHistory(firm(), id, 10)).map(({ author, added, removed }) => ({ author, added, removed }))

describe('tags', () => {
  it('exist once for the firm, whatever their spelling, and count the contacts that are not deleted', async () => {
    await save(ana, ['Client', 'Court'])
    await save(ben, ['CLIENT'])
    expect(await namesOf(ben)).toEqual(['Client'])
    expect(await tagsOf(firm())).toMatchObject([
      { name: 'Client', contacts: 2 },
      { name: 'Court', contacts: 1 },
    ])
    await fixture.deleteHere(ben)
    expect((await tagsOf(firm()))[0]).toMatchObject({ name: 'Client', contacts: 1 })
  })

  it('say in the history who added and removed them, and nothing where nothing changed', async () => {
    await save(ana, ['Client'])
    await save(ana, ['client'])
    await save(ana, ['Court'], ['CLIENT'])
    expect(await namesOf(ana)).toEqual(['Court'])
    expect(await history(ana)).toEqual([
      { author: 'Ana Lima', added: ['Court'], removed: ['Client'] },
      { author: 'Ana Lima', added: ['Client'], removed: [] },
    ])
  })

  it('limit the list of contacts', async () => {
    await save(ben, ['Client'])
    const filter = { query: '', deleted: false, tagId: await idOf('Client') }
    const { rows } = await listContacts(firm(), filter, { kind: 'first' }, 10)
    expect(rows.map(({ id }) => id)).toEqual([ben])
    expect(await countContacts(firm(), filter)).toBe(1)
  })

  it('are renamed unless another tag has the name', async () => {
    await save(ana, ['Client', 'Court'])
    const client = await idOf('Client')
    expect(await saveTag(fixture.actor, client, { name: 'Mandant', color: 'red' })).toEqual({ kind: 'saved' })
    expect((await tagsOf(firm())).find(({ id }) => id === client)).toMatchObject({
      name: 'Mandant',
      color: 'red',
    })
    expect(await saveTag(fixture.actor, client, { name: 'COURT', color: null })).toMatchObject({
      kind: 'taken',
    })
    expect(await saveTag(fixture.actor, client, { name: ' ', color: null })).toMatchObject({ kind: 'fault' })
    expect(await saveTag(fixture.actor, client, { name: 'a, b', color: null })).toMatchObject({
      kind: 'fault',
    })
  })

  it('are merged: the contacts of one get the other', async () => {
    await save(ana, ['Client', 'Mandant'])
    await save(ben, ['Mandant'])
    expect(await mergeTags(fixture.actor, await idOf('Mandant'), await idOf('Client'))).toBe(true)
    expect([await namesOf(ana), await namesOf(ben)]).toEqual([['Client'], ['Client']])
    expect((await history(ben))[0]).toEqual({ author: 'Ana Lima', added: ['Client'], removed: ['Mandant'] })
    expect((await history(ana))[0]).toEqual({ author: 'Ana Lima', added: [], removed: ['Mandant'] })
  })

  it('are deleted, and their contacts stay', async () => {
    await save(ana, ['Client'])
    expect(await deleteTag(fixture.actor, await idOf('Client'))).toBe(true)
    expect(await tagsOf(firm())).toEqual([])
    expect(await fixture.here()).toHaveLength(2)
    expect((await history(ana))[0]).toEqual({ author: 'Ana Lima', added: [], removed: ['Client'] })
  })

  it('come with an imported file', async () => {
    const text = vcardOf({ contact: person('Cho', 'Min'), tags: ['Client'] })
    const bytes = new TextEncoder().encode(text)
    const id = await storeImport(fixture.actor, { fileName: 'a.vcf', bytes })
    expect(await confirmImport(fixture.actor, id, { exact: false, likely: false })).toMatchObject({
      count: 1,
    })
    const cho = await owner().contact.findFirstOrThrow({
      where: { firmId: firm(), search: { contains: 'cho.min' } },
    })
    expect(await namesOf(cho.id)).toEqual(['Client'])
  })
})

describe('several contacts at once', () => {
  it('get a tag and lose it, and what was changed is what is taken back', async () => {
    await save(ana, ['Client'])
    const ids = [ana, ben]
    expect(await tagTogether(fixture.actor, { ids, name: 'client', adds: true })).toMatchObject({
      ids: [ben],
    })
    expect(await namesOf(ben)).toEqual(['Client'])
    expect(await history(ben)).toEqual([{ author: 'Ana Lima', added: ['Client'], removed: [] }])
    expect(await tagTogether(fixture.actor, { ids: [ben], name: 'Client', adds: false })).toMatchObject({
      ids: [ben],
    })
    expect([await namesOf(ana), await namesOf(ben)]).toEqual([['Client'], []])
  })

  it('a contact with as many tags as one can have, and a deleted one, stay as they are', async () => {
    await save(
      ana,
      Array.from({ length: 50 }, (_, at) => `Tag ${at}`),
    )
    await fixture.deleteHere(ben)
    expect(await tagTogether(fixture.actor, { ids: [ana, ben], name: 'Court', adds: true })).toMatchObject({
      ids: [],
    })
  })
})
