// For *.pg.test.ts: firms with a row in every table, told apart by what stands in their rows, and a look at all they have.
import { EMPTY_CONTACT } from '@/lib/contacts/contact'
import type { Actor } from './actor'
import { owner, ownerPool } from './testing'
import { toJson } from './values'

const NOTHING = {
  local: null,
  remote: null,
  base: null,
  tombstone: null,
  conflicts: [],
  reasons: [],
  probability: null,
}

export type FirmStage = Awaited<ReturnType<typeof setFirm>>

/** A firm whose every text holds `mark`: one person who syncs one contact, with a preview that waits. */
export async function setFirm(mark: string) {
  const made = {
    firm: '',
    user: '',
    invitation: '',
    contact: '',
    upload: '',
    connection: '',
    sync: '',
    link: '',
    run: '',
  }
  const ids = { ...made, exclusion: '', question: '', failed: '' }
  for (const name of Object.keys(ids) as (keyof typeof ids)[]) ids[name] = crypto.randomUUID()
  const { firm: firmId, user: userId, contact: contactId, sync: syncId, run: runId } = ids
  const [remoteId, email, at] = [`people/${mark}`, `ana@${mark}.example.com`, new Date()]
  const contact = toJson({ ...EMPTY_CONTACT, firstName: 'Ana', lastName: mark })
  const texts = { name: mark, sortKey: mark, search: mark }
  const all = owner()
  await all.firm.create({ data: { id: firmId, name: mark } })
  await all.user.create({ data: { id: userId, firmId, subject: mark, email, name: mark, role: 'admin' } })
  await all.invitation.create({
    data: {
      id: ids.invitation,
      firmId,
      email: `ben@${mark}.example.com`,
      role: 'member',
      invitedById: userId,
    },
  })
  await all.contact.create({
    data: {
      id: contactId,
      firmId,
      kind: 'person',
      firstName: 'Ana',
      lastName: mark,
      sortKey: mark,
      search: mark,
    },
  })
  await all.contactEdit.create({
    data: { id: crypto.randomUUID(), firmId, contactId, version: 1, kind: 'create', to: contact },
  })
  const read = { contacts: [contact], problems: { lines: [], leftOut: [] } }
  await all.import.create({ data: { id: ids.upload, firmId, userId, fileName: mark, ...read } })
  const account = {
    provider: 'google',
    accountId: mark,
    accountEmail: email,
    accessToken: mark,
    refreshToken: mark,
  }
  await all.connection.create({ data: { id: ids.connection, firmId, userId, ...account } })
  await all.sync.create({
    data: {
      id: syncId,
      firmId,
      connectionId: ids.connection,
      kind: 'contacts',
      settings: {},
      cursorToken: mark,
    },
  })
  const seen = { version: '1', contact, raw: { mark }, seenAt: at }
  await all.entry.create({ data: { syncId, firmId, remoteId, ...seen } })
  await all.entry.create({ data: { syncId, firmId, remoteId: `${remoteId}-gone`, ...seen, deleted: true } })
  const base = { baseLocal: contact, baseRemote: contact, localVersion: 1, remoteVersion: '1', agreedAt: at }
  await all.link.create({
    data: {
      id: ids.link,
      firmId,
      syncId,
      contactId,
      remoteId,
      ...base,
      tombstone: 'remote',
      tombstoneAt: at,
    },
  })
  await all.exclusion.create({
    data: { id: ids.exclusion, firmId, syncId, remoteId: `${remoteId}-out`, name: mark, userId },
  })
  await all.separation.create({ data: { syncId, firmId, contactId, remoteId: `${remoteId}-other`, userId } })
  await all.run.create({
    data: { id: runId, firmId, syncId, kind: 'first', state: 'ready', full: true, userId, pageToken: mark },
  })
  const change = { firmId, syncId, runId, contactId, remoteId, body: NOTHING, ...texts }
  const error = { kind: 'rejected', field: mark, message: mark }
  await all.change.create({
    data: { ...change, id: ids.question, kind: 'question', group: 'decide', undecided: true },
  })
  await all.change.create({
    data: { ...change, id: ids.failed, kind: 'update', group: 'update', state: 'failed', error },
  })
  const actor: Actor = { userId, firmId, role: 'admin' }
  return { ...ids, mark, email, remoteId, actor, scope: { syncId, runId } }
}

/** Tables that hold no firm's rows, and why. */
const OF_NO_FIRM: Readonly<Record<string, string>> = {
  Lane: 'two firms may use one account at a provider, and then share its lane',
  _prisma_migrations: 'what was done to the database',
}

/** Every table of the catalogue that should hold rows of firms, with the column that names the firm. */
export async function tablesOfFirms(): Promise<readonly { readonly name: string; readonly firm: string }[]> {
  const { rows } = await ownerPool().query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
     order by relname`,
  )
  return rows
    .filter(({ name }) => !(name in OF_NO_FIRM))
    .map(({ name }) => ({ name, firm: name === 'Firm' ? 'id' : 'firmId' }))
}

/** All rows of the firm, by table. */
export async function wholeFirm(firmId: string): Promise<Readonly<Record<string, readonly object[]>>> {
  const whole: Record<string, readonly object[]> = {}
  for (const { name, firm } of await tablesOfFirms()) {
    const sql = `select to_jsonb(t) as row from "${name}" t where t."${firm}" = $1 order by to_jsonb(t)::text`
    const { rows } = await ownerPool().query<{ row: object }>(sql, [firmId])
    whole[name] = rows.map(({ row }) => row)
  }
  return whole
}
