// Excluding the same contact again, from any page, leaves one exclusion.

import { beforeAll, describe, expect, it } from 'vitest'
import { withTransaction } from '@/lib/store/database/client'
import { migrationNames } from '@/lib/store/migrations/migration-files'
import { applyMigrations } from '@/lib/store/migrations/migrations'
import { saveItems } from '@/lib/store/sync/items'
import { type FirmRows, setFirm } from '@/testing/database/firm-rows'
import { owner, ownerPool, withDatabase } from '@/testing/database/test-database'
import { excludeAsShown, includeAsShown } from '@/testing/scenarios/as-shown'
import { contactsIn } from '@/testing/scenarios/kind'

const database = withDatabase()
let firm: FirmRows
beforeAll(async () => {
  firm = await setFirm('ours')
})

const now = new Date('2026-11-27T12:00:00Z')
const waiting = () => ({ syncId: firm.sync, runId: null })
const exclusions = () =>
  owner().exclusion.findMany({ where: { syncId: firm.sync, remoteId: 'people/twice' } })

/** Two runs each left a change of the same remote contact, which has no contact here. */
async function twice(): Promise<readonly string[]> {
  const found = await owner().change.findUniqueOrThrow({ where: { id: firm.outdated } })
  const { error: _, ...like } = found
  const ids = [crypto.randomUUID(), crypto.randomUUID()]
  for (const id of ids)
    await owner().change.create({
      data: { ...like, id, localId: null, remoteId: 'people/twice', body: {}, answers: {} },
    })
  return ids
}

const exclude = (ids: readonly string[]) =>
  excludeAsShown(firm.actor, waiting(), { kind: 'ids', ids }, crypto.randomUUID(), now)

describe('one end without the other', () => {
  it('is excluded once, at once or one after the other, and taking one back frees it', async () => {
    const [first = '', second = ''] = await twice()
    expect(await exclude([first])).toBe(1)
    expect(await exclude([second])).toBe(1)
    expect(await exclusions()).toHaveLength(1)
    expect(await includeAsShown(firm.actor, waiting(), { ids: [first] })).toBe(1)
    expect(await exclusions()).toEqual([])
    const both = await twice()
    expect(await exclude(both)).toBe(2)
    expect(await exclusions()).toHaveLength(1)
    expect(await includeAsShown(firm.actor, waiting(), { ids: both })).toBe(2)
    expect(await exclusions()).toEqual([])
  })

  it('cannot stand twice, whoever writes it', async () => {
    const row = { firmId: firm.firm, syncId: firm.sync, userId: firm.user, name: 'Ana', at: now }
    const add = (ends: { localId?: string; remoteId?: string }) =>
      owner().exclusion.create({ data: { ...row, ...ends, id: crypto.randomUUID() } })
    await add({ remoteId: 'people/a' })
    await expect(add({ remoteId: 'people/a' })).rejects.toThrow()
    await add({ localId: firm.contact })
    await expect(add({ localId: firm.contact })).rejects.toThrow()
    await add({ localId: firm.contact, remoteId: 'people/a' })
    await expect(add({ localId: firm.contact, remoteId: 'people/a' })).rejects.toThrow()
  })

  it('follows a contact that got another name in the account, also where that one is excluded already', async () => {
    const row = { firmId: firm.firm, syncId: firm.sync, userId: firm.user, name: 'Ben', at: now }
    for (const remoteId of ['people/old', 'people/new'])
      await owner().exclusion.create({ data: { ...row, id: crypto.randomUUID(), remoteId } })
    const like = await owner().item.findFirstOrThrow({ where: { syncId: firm.sync } })
    const item = {
      ...{ id: 'people/new', version: '1', value: like.value as never, deleted: false, key: null },
      ...{ changedAt: null, raw: null, previousIds: ['people/old'] },
    }
    const kind = contactsIn({ id: firm.sync, firmId: firm.firm })
    await withTransaction(firm.firm, (tx) => saveItems(tx, kind, [item], { at: now, runId: null }))
    const left = await owner().exclusion.findMany({ where: { syncId: firm.sync, name: 'Ben' } })
    expect(left.map(({ remoteId }) => remoteId)).toEqual(['people/new'])
  })
})

it('what stood twice before stands once, the latest', async () => {
  await ownerPool().query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  const names = await migrationNames()
  const at = names.findIndex((name) => name.endsWith('exclusion_once'))
  await applyMigrations(database.url(), names.slice(0, at))
  const id = (text: string) => `md5('${text}')::uuid`
  await ownerPool().query(`
    insert into "Firm" (id, name) values (${id('firm')}, 'Firm');
    insert into "User" (id, "firmId", subject, email, name, role)
      values (${id('user')}, ${id('firm')}, 'subject', 'ana@example.com', 'Ana', 'admin');
    insert into "Connection" (id, "firmId", "userId", provider, "accountId", "accountEmail")
      values (${id('connection')}, ${id('firm')}, ${id('user')}, 'google', 'a', 'ana@example.com');
    insert into "Sync" (id, "firmId", "connectionId", account, kind, state, settings)
      values (${id('sync')}, ${id('firm')}, ${id('connection')}, 'google:a', 'contacts', 'idle', '{}');
    insert into "Exclusion" (id, "firmId", "syncId", "contactId", "remoteId", name, "userId", at)
      select md5(ends || n)::uuid, ${id('firm')}, ${id('sync')}, case when ends <> 'there' then ${id('contact')} end,
        case when ends <> 'here' then 'people/1' end, ends || n, ${id('user')}, now() + n * interval '1 minute'
      from generate_series(1, 3) n, unnest(array['here', 'there']) ends`)
  await applyMigrations(database.url())
  const { rows } = await ownerPool().query('select name from "Exclusion" order by name')
  expect(rows.map(({ name }) => name)).toEqual(['here3', 'there3'])
})
