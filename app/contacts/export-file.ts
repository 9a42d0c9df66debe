// GET gives all contacts that the person sees, POST those that were selected in the list.
// What every export of contacts has in common: who may, how often, and a file that is sent while it is read.
import { Readable } from 'node:stream'
import { selectedIds } from '@/app/contacts/selected'
import { limited } from '@/lib/auth/limits'
import { requireUser } from '@/lib/auth/session'
import { allContacts, someContacts } from '@/lib/store/address-book/contact-list'
import { recordAlone } from '@/lib/store/audit/record'
import { tagsOfContacts } from '@/lib/store/tags/contact-tags'

const BATCH = 500

/** Reads the contacts from the beginning, some at a time. */
export type Batches = () => ReturnType<typeof allContacts>

/** The names of the tags of these contacts, by id. */
export type TagsOf = (
  rows: readonly { readonly id: string }[],
) => Promise<(row: { readonly id: string }) => readonly string[]>

interface Format {
  /** Media type, without the character set: it is UTF-8. */
  readonly type: string
  readonly extension: string
  readonly write: (batches: Batches, tags: TagsOf) => AsyncGenerator<string>
}

export async function exportFile(request: Request, { type, extension, write }: Format): Promise<Response> {
  const user = await requireUser('/contacts')
  const refused = await limited(request, 'export', user.userId)
  if (refused) return refused
  const ids = request.method === 'POST' ? await selected(request) : null
  if (ids?.length === 0) return new Response('Select at least one contact first.', { status: 400 })
  const { firmId, userId } = user
  const detail = { what: 'contacts', format: extension, ...(ids && { selected: ids.length }) }
  await recordAlone(firmId, { kind: 'export', userId, detail })
  const day = new Date().toISOString().slice(0, 10)
  const tagsOf: TagsOf = async (rows) => {
    const tags = await tagsOfContacts(
      user,
      rows.map(({ id }) => id),
    )
    return ({ id }) => (tags.get(id) ?? []).map(({ name }) => name)
  }
  const text = Readable.from(write(() => (ids ? someContacts(user, ids) : allContacts(user, BATCH)), tagsOf))
  return new Response(Readable.toWeb(text) as ReadableStream, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="concord-contacts-${day}.${extension}"`,
      'cache-control': 'no-store',
    },
  })
}

async function selected(request: Request): Promise<readonly string[]> {
  const form = await request.formData().catch(() => null)
  return selectedIds.safeParse(form?.getAll('id')).data ?? []
}
