// Who in a firm has something to do, and which e-mails about it were sent. An e-mail is claimed in one statement before it is sent, so that of
// several workers one sends it; a worker that dies meanwhile has sent none or one, and none follows that day.
import { isMailDue, mailRetryAt, type NeedKind } from '@/lib/notify/mail-due'
import { db } from '@/lib/store/database/client'
import type { PersonMail } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { mustBeAdmin } from '@/lib/store/firm/rights'
import { openStates } from '@/lib/store/runs/run-sql'

interface Needy {
  readonly userId: string
  readonly provider: string
  readonly needs: readonly NeedKind[]
}

/** Moves the firm's next look on. False if another worker has done so. */
export async function claimLook(firmId: string, now: Date, next: Date): Promise<boolean> {
  const { count } = await db(firmId).firm.updateMany({
    where: { id: firmId, notifyAt: { lte: now } },
    data: { notifyAt: next },
  })
  return count > 0
}

/** The people whose syncs stand still or ask, unless they are paused: one statement, two index lookups for each sync. */
async function needyOf(firmId: string): Promise<readonly Needy[]> {
  return db(firmId).$queryRaw<Needy[]>`
    select "userId", min(provider) as provider, array_agg(distinct need order by need) as needs from (
      select k."userId", k.provider, case
        when coalesce(k."consentLostAt", case when s.kind = 'events' then k."calendarsLostAt" end) is not null then 'reconnect'
        when open."waitKind" in ('guard', 'others') then 'approve'
        when open.id is null and (
          select true from "Change" c where c."syncId" = s.id and c."firmId" = s."firmId" and c.state in ('waiting', 'failed', 'sent')
            and c.state = 'waiting' and (c.undecided or c.outdated) limit 1) then 'decide' end as need
      from "Sync" s join "Connection" k on k.id = s."connectionId" and k."disconnectedAt" is null
      join "User" u on u.id = k."userId" and u."removedAt" is null
      left join "Run" open on open."syncId" = s.id and open."firmId" = s."firmId" and open.state in (${openStates})
      where s."firmId" = ${firmId}::uuid and s."pausedAt" is null and (s.state = 'active' or open."waitKind" in ('guard', 'others'))
    ) found where need is not null group by "userId"`
}

const nameOf = (needs: readonly NeedKind[]): string => [...needs].sort().join(' ')

/** Notes what people are needed for, and returns those who are to get an e-mail now. */
export async function dueMails(firmId: string, now: Date, most: number): Promise<readonly DueMail[]> {
  const needy = await needyOf(firmId)
  const ours = db(firmId)
  // A person with nothing left to do starts anew; what was sent stays until a day has passed.
  await ours.$executeRaw`
    update "PersonMail" set need = '', problem = null, attempts = 0, "retryAt" = null
    where "firmId" = ${firmId}::uuid and need <> '' and not ("userId" = any(${needy.map(({ userId }) => userId)}::uuid[]))`
  const rows = needy.map(({ userId, needs }) => ({ userId, need: nameOf(needs) }))
  const states = await ours.$queryRaw<PersonMail[]>`
    insert into "PersonMail" ("userId", "firmId", need, since)
    select n."userId", ${firmId}::uuid, n.need, ${now} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) n ("userId" uuid, need text)
    on conflict ("userId") do update set need = excluded.need,
      since = case when "PersonMail".need = excluded.need then "PersonMail".since else excluded.since end
    returning *`
  const byUser = new Map(needy.map((one) => [one.userId, one]))
  return states
    .filter((state) => isMailDue(state, now))
    .slice(0, most)
    .flatMap((state) => {
      const one = byUser.get(state.userId)
      return one ? [{ ...one, state }] : []
    })
}

export interface DueMail extends Needy {
  readonly state: PersonMail
}

/** The person's name and address; null if another worker sends this e-mail, or the person was removed. */
export async function claimMail(
  firmId: string,
  { userId, state }: DueMail,
  now: Date,
): Promise<{ readonly name: string; readonly email: string } | null> {
  const { need, sentAt, retryAt, attempts } = state
  const { count } = await db(firmId).personMail.updateMany({
    where: { firmId, userId, need, sentAt, retryAt, attempts },
    data: { sentAt: now, sentNeed: need },
  })
  if (count === 0) return null
  return db(firmId).user.findFirst({
    where: { id: userId, firmId, removedAt: null },
    select: { name: true, email: true },
  })
}

export async function mailSent(firmId: string, { userId }: DueMail): Promise<void> {
  const data = { problem: null, failedAt: null, retryAt: null, attempts: 0 }
  await db(firmId).personMail.updateMany({ where: { firmId, userId }, data })
}

/** The server did not take it, so it counts as not sent. */
export async function mailFailed(
  firmId: string,
  { userId, state }: DueMail,
  problem: string,
  now: Date,
): Promise<void> {
  const attempts = state.attempts + 1
  const { sentAt, sentNeed } = state
  await db(firmId).personMail.updateMany({
    where: { firmId, userId },
    data: { sentAt, sentNeed, problem, attempts, failedAt: now, retryAt: mailRetryAt(attempts, now) },
  })
}

export interface MailTrouble {
  /** How many people did not get theirs. */
  readonly people: number
  readonly problem: string
  readonly at: Date
}

/** What Sync Status says of the mail server; null while it works. */
export async function mailTrouble(actor: Actor): Promise<MailTrouble | null> {
  mustBeAdmin(actor)
  const [row] = await db(actor.firmId).$queryRaw<(Omit<MailTrouble, 'at'> & { at: Date | null })[]>`
    select count(*)::int as people, max("failedAt") as at,
      (array_agg(problem order by "failedAt" desc))[1] as problem
    from "PersonMail" where "firmId" = ${actor.firmId}::uuid and problem is not null`
  return row?.at ? { ...row, at: row.at } : null
}
