import { expect, it } from 'vitest'
import { EMPTY_MATTER, type Matter } from '@/lib/domains/matters/matter'
import { type FindContact, readTypedMatter, type TypedMatter, typedMatter, understandMatter } from './typed'

const [ANA, BEN, EVE] = ['a', 'b', 'e']
const matter: Matter = {
  ...EMPTY_MATTER,
  number: '1',
  description: 'two\nlines',
  status: 'pending',
  clientId: ANA ?? null,
  responsibleId: EVE ?? null,
  related: [{ contactId: BEN ?? '', role: 'Judge' }],
}
const name = (id: string) => `Name ${id}`
const find: FindContact = async (typed) =>
  typed === 'Eve' ? { id: 'e', name: 'Eve Ruiz' } : typed === 'Smith' ? 'several' : 'none'

/** What the browser sends of a form that shows this. */
function sent(typed: TypedMatter): FormData {
  const form = new FormData()
  const { related, another, responsibleId, ...single } = typed
  for (const [field, value] of Object.entries(single)) form.set(field, value.replace(/\n/g, '\r\n'))
  form.set('responsible', responsibleId)
  form.set('related', another)
  for (const { contactId, name, role } of related) {
    form.append('related.id', contactId)
    form.append('related.name', name)
    form.append('related.role', role)
  }
  return form
}

it('gives back exactly the matter that it shows', async () => {
  const typed = typedMatter(matter, name)
  expect(readTypedMatter(sent(typed))).toEqual(typed)
  expect(await understandMatter(typed, find)).toMatchObject({ kind: 'matter', matter })
})

it('looks up a name that was typed over a chosen client', async () => {
  const typed = { ...typedMatter(matter, name), client: 'Eve' }
  expect(await understandMatter(typed, find)).toMatchObject({
    kind: 'matter',
    matter: { clientId: 'e' },
    typed: { client: 'Eve Ruiz', clientName: 'Eve Ruiz' },
  })
})

it('adds a related contact that was typed and not chosen', async () => {
  const understood = await understandMatter({ ...typedMatter(matter, name), another: 'Eve' }, find)
  expect(understood).toMatchObject({ kind: 'matter', typed: { another: '' } })
  expect(understood.typed.related).toEqual([
    { contactId: 'b', name: 'Name b', role: 'Judge' },
    { contactId: 'e', name: 'Eve Ruiz', role: '' },
  ])
})

it.each([
  [{ client: 'Nobody' }, 'client', 'No contact is called “Nobody”'],
  [{ client: 'Smith' }, 'client', 'Several contacts match “Smith”'],
  [{ another: 'Nobody' }, 'related', 'No contact'],
] as const)('keeps %j as it was typed, and says what to do', async (more, field, message) => {
  const typed = { ...typedMatter(matter, name), ...more }
  const understood = await understandMatter(typed, find)
  expect(understood).toMatchObject({
    kind: 'faults',
    faults: [{ field, message: expect.stringContaining(message) }],
    typed: more,
  })
})

it('an emptied client is no client', async () => {
  const typed = { ...typedMatter(matter, name), client: ' ' }
  expect(await understandMatter(typed, find)).toMatchObject({ kind: 'matter', matter: { clientId: null } })
})
