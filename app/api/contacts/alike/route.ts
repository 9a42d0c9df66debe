// POST the contact form: contacts of the firm that look like what has been typed so far.
import { z } from 'zod'
import { readTyped } from '@/components/contacts/form/typed'
import { limited } from '@/lib/auth/limits'
import { watchingUser } from '@/lib/auth/session'
import { storable } from '@/lib/domains/text/storable'
import { alikeHere } from '@/lib/store/address-book/alike'

/** Longer text is not looked up. */
const MOST_CHARS = 2_000

export async function POST(request: Request): Promise<Response> {
  const user = await watchingUser()
  if (!user) return Response.json({ error: 'signed out' }, { status: 401 })
  const refused = await limited(request, 'search', user.userId)
  if (refused) return refused
  const form = await request.formData().catch(() => null)
  const id = z.uuid().safeParse(form?.get('id')).data
  if (!form || !id) return Response.json({ error: 'no form of a contact' }, { status: 400 })
  const { tags: _, ...typed } = readTyped(form)
  const short = ({ value }: { readonly value: string }) => value.trim() !== '' && value.length < MOST_CHARS
  const contact = storable({
    ...typed,
    birthday: null,
    emails: typed.emails.filter(short),
    phones: typed.phones.filter(short),
  })
  return Response.json(
    { alike: await alikeHere(user, id, contact) },
    { headers: { 'cache-control': 'no-store' } },
  )
}
