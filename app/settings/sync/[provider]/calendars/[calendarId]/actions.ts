'use server'
// **Sync Calendar**: what was chosen becomes a sync. An existing calendar that needs more access leads to the question about it first.
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { accountCalendars } from '@/lib/auth/consent/account-calendars'
import { isGranted } from '@/lib/auth/consent/purpose'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { calendarPage, syncPage } from '@/lib/http/sync-paths'
import type { Actor } from '@/lib/store/firm/actor'
import { startPreview } from '@/lib/store/runs/runs'
import { type CalendarSetUp, SCOPES, setUpCalendarSync } from '@/lib/store/sync/calendar-syncs'
import { type ConnectionView, connectionOf } from '@/lib/store/sync/connections'
import { providerNamed } from '../../provider'

const chosen = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('new'), name: z.string().trim().min(1).max(100), from: z.enum(SCOPES) }),
  z.object({ kind: z.literal('existing'), remote: z.string().min(1).max(1_000), from: z.enum(SCOPES) }),
])
type Chosen = z.infer<typeof chosen>

export async function syncCalendarAction(provider: string, calendar: string, form: FormData): Promise<void> {
  const { name } = providerNamed(provider)
  const calendarId = z.guid().parse(calendar)
  const user = await requireUser(calendarPage(name, calendarId))
  await limitRate('bulk', user)
  const choice = choiceOf(form)
  const back = (query: Readonly<Record<string, string>>) =>
    redirect(`${calendarPage(name, calendarId)}?${new URLSearchParams({ ...choice, ...query })}`)
  const connection = await connectionOf(user, name)
  if (!connection) redirect(syncPage(name))
  const other = otherChosen(form)
  if (other) return back({ remote: other, refused: 'both' })
  const { data } = chosen.safeParse(Object.fromEntries(form))
  if (!data) return back({ refused: 'choice' })
  const remote = await remoteOf(user, connection, data)
  if ('refused' in remote || 'ask' in remote) return back(remote)
  const done = await setUpCalendarSync(user, {
    connectionId: connection.id,
    calendarId,
    remote,
    from: data.from,
  })
  if (done.kind === 'done') await startPreview(user, done.syncId)
  if (done.kind === 'done' || done.kind === 'previewing') redirect(calendarPage(name, calendarId))
  // Who syncs it stands on the page itself.
  return back(done.kind === 'otherPerson' ? {} : { refused: done.kind })
}

/** Without script the list does not choose its radio button: who chose another calendar there may have meant that one. */
function otherChosen(form: FormData): string | null {
  const [remote, shown] = [form.get('remote'), form.get('shown')]
  const isOther = form.get('kind') === 'new' && typeof remote === 'string' && shown !== null
  return isOther && remote !== shown ? remote : null
}

/** What the page shows again. */
const choiceOf = (form: FormData): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ['remote', 'from'].flatMap((name) => {
      const value = form.get(name)
      return typeof value === 'string' && form.get('kind') === 'existing' ? [[name, value]] : []
    }),
  )

/** By the account's list of now: a role may have changed since the page was shown. */
async function remoteOf(
  user: Actor,
  connection: ConnectionView,
  data: Chosen,
): Promise<CalendarSetUp['remote'] | { readonly refused: string } | { readonly ask: string }> {
  if (data.kind === 'new') return { kind: 'new', name: data.name }
  const calendars = await accountCalendars(user, connection)
  if (!calendars) return { refused: 'list' }
  const found = calendars.find(({ id }) => id === data.remote)
  if (found?.kind !== 'open') return { refused: 'closed' }
  if (!isGranted(connection, found.needs)) return { ask: found.needs }
  return { kind: 'existing', id: found.id, name: found.name }
}
