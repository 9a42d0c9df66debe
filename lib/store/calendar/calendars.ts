// The calendars of a firm as one person may see them: the firm's own, theirs, and those that colleagues share with them.
import { recordAudit } from '@/lib/store/audit/record'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import { type CalendarKind, type CalendarRole, Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { stopSyncsOfCalendar } from '@/lib/store/sync/syncs'
import { asColor, COLORS, type Color } from './colors'

/** What a person may do with a calendar. `owner`: also name, share and delete it. The other three are the roles of a share. */
export type Access = 'owner' | CalendarRole

export interface SeenCalendar {
  readonly id: string
  readonly kind: CalendarKind
  readonly name: string
  readonly color: Color
  readonly access: Access
  /** Null for the firm's calendar. */
  readonly ownerId: string | null
}

export const mayWrite = (access: Access): boolean => access === 'owner' || access === 'editor'

/** Calendars of the firm have this name until an administrator changes it. */
const FIRM_CALENDAR = 'Firm'

interface Row {
  readonly id: string
  readonly kind: CalendarKind
  readonly name: string
  readonly color: string
  readonly ownerId: string | null
  readonly role: CalendarRole | null
}

/** The firm's first, then the person's own, then those shared with them; each group by name. The first call creates the first two. */
export async function calendarsOf(actor: Actor): Promise<readonly SeenCalendar[]> {
  const found = await visible(actor)
  const isComplete =
    found.some(({ kind }) => kind === 'firm') &&
    found.some((one) => one.kind === 'person' && isOwn(actor, one))
  if (isComplete) return found
  await createFirst(actor)
  return visible(actor)
}

/** One of them; null where there is none, or the person may not see it. */
export async function calendarOf(actor: Actor, id: string): Promise<SeenCalendar | null> {
  return (await calendarsOf(actor)).find((one) => one.id === id) ?? null
}

const isOwn = (actor: Actor, { ownerId }: Pick<SeenCalendar, 'ownerId'>) => ownerId === actor.userId

/** All that the person may see; more conditions may follow. */
const visibleTo = ({ firmId, userId }: Actor) => Prisma.sql`
  select c.id, c.kind, c.name, c.color, c."ownerId", s.role
  from "Calendar" c left join "CalendarShare" s
    on s."firmId" = c."firmId" and s."calendarId" = c.id and s."userId" = ${userId}::uuid
  where c."firmId" = ${firmId}::uuid and c."deletedAt" is null
    and (c.kind = 'firm' or c."ownerId" = ${userId}::uuid or s.role is not null)`

async function visible(actor: Actor): Promise<readonly SeenCalendar[]> {
  const { firmId, userId } = actor
  const rows = await db(firmId).$queryRaw<Row[]>`
    ${visibleTo(actor)}
    order by c.kind <> 'firm', c."ownerId" is distinct from ${userId}::uuid, c.kind <> 'person', lower(c.name), c.id`
  return rows.map((row) => ({ ...row, color: asColor(row.color), access: accessTo(actor, row) }))
}

/** Everyone in the firm may change events of the firm's calendar; administrators also rename it. */
function accessTo(actor: Actor, { kind, ownerId, role }: Omit<Row, 'id' | 'name' | 'color'>): Access {
  if (kind === 'firm') return actor.role === 'admin' ? 'owner' : 'editor'
  return ownerId === actor.userId ? 'owner' : (role ?? 'busy')
}

/** Two requests at once create them once: unique indexes see to it. */
async function createFirst({ firmId, userId }: Actor): Promise<void> {
  await db(firmId).$executeRaw`
    insert into "Calendar" (id, "firmId", kind, "ownerId", name, color)
    select gen_random_uuid(), ${firmId}::uuid, 'firm'::"CalendarKind", null::uuid, ${FIRM_CALENDAR}, 'blue'
    union all
    select gen_random_uuid(), u."firmId", 'person'::"CalendarKind", u.id, u.name, 'green' from "User" u
    where u."firmId" = ${firmId}::uuid and u.id = ${userId}::uuid
    on conflict do nothing`
}

export interface CalendarForm {
  readonly name: string
  readonly color: Color
}

/** `id` is made together with the form: sent twice, it is created once. */
export async function createCalendar(
  { firmId, userId }: Actor,
  id: string,
  { name, color }: CalendarForm,
): Promise<void> {
  await withTransaction(firmId, async (tx) => {
    const { count } = await tx.calendar.createMany({
      data: { id, firmId, kind: 'other', ownerId: userId, name, color },
      skipDuplicates: true,
    })
    if (count > 0) await recordCalendar(tx, { firmId, userId }, id, 'created', { name })
  })
}

/** The color of the least used, so that a new calendar stands out. */
export function nextColor(calendars: readonly Pick<SeenCalendar, 'color'>[]): Color {
  const uses = (color: Color) => calendars.filter((one) => one.color === color).length
  return COLORS.reduce((least, color) => (uses(color) < uses(least) ? color : least))
}

/** False where the person may not. */
export async function saveCalendar(actor: Actor, id: string, form: CalendarForm): Promise<boolean> {
  return owned(actor, id, async (tx) => {
    const where = { firmId: actor.firmId, id }
    const before = await tx.calendar.findFirstOrThrow({ where })
    await tx.calendar.updateMany({ where, data: form })
    if (before.name !== form.name)
      await recordCalendar(tx, actor, id, 'renamed', { name: before.name, into: form.name })
    return true
  })
}

/** Only a calendar that its person made with **New Calendar**. Its events go with it, and its sync stops: the account keeps its events. */
export async function deleteCalendar(actor: Actor, id: string): Promise<boolean> {
  return owned(actor, id, async (tx) => {
    const { count } = await tx.calendar.updateMany({
      where: { firmId: actor.firmId, id, kind: 'other', deletedAt: null },
      data: { deletedAt: new Date() },
    })
    if (count > 0) {
      await stopSyncsOfCalendar(tx, actor, id)
      const { name } = await tx.calendar.findFirstOrThrow({ where: { firmId: actor.firmId, id } })
      await recordCalendar(tx, actor, id, 'deleted', { name })
    }
    return count > 0
  })
}

/** In the audit. `subjectId`: the person that it is shared with. */
const recordCalendar = (
  tx: Tx,
  { firmId, userId }: Pick<Actor, 'firmId' | 'userId'>,
  calendarId: string,
  what: string,
  value: { readonly name: string; readonly into?: string },
  subjectId: string | null = null,
): Promise<void> =>
  recordAudit(tx, firmId, {
    ...{ kind: 'settings.calendar', userId, subjectId, detail: { what, calendarId }, value },
  })

export interface Share {
  readonly userId: string
  readonly role: CalendarRole
}

export interface ShareRow {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly role: CalendarRole | null
}

/** Everyone in the firm but its owner, with what they may do; null where the person may not share it. */
export async function sharesOf(actor: Actor, id: string): Promise<readonly ShareRow[] | null> {
  const { firmId } = actor
  const calendar = await calendarOf(actor, id)
  if (calendar?.access !== 'owner' || calendar.kind === 'firm') return null
  return db(firmId).$queryRaw<ShareRow[]>`
    select u.id as "userId", u.name, u.email, s.role
    from "User" u left join "CalendarShare" s
      on s."firmId" = u."firmId" and s."calendarId" = ${id}::uuid and s."userId" = u.id
    where u."firmId" = ${firmId}::uuid and u."removedAt" is null and u.id <> ${calendar.ownerId}::uuid
    order by lower(u.name), u.id`
}

/** Who is not named has no access from now on. False where the person may not share it. */
export async function saveShares(actor: Actor, id: string, shares: readonly Share[]): Promise<boolean> {
  const { firmId } = actor
  return owned(actor, id, async (tx, kind) => {
    if (kind === 'firm') return false
    const people = await tx.user.findMany({
      where: { firmId, removedAt: null, id: { in: shares.map(({ userId }) => userId), not: actor.userId } },
      select: { id: true },
    })
    const known = new Set(people.map((person) => person.id))
    const wanted = shares.filter(({ userId }) => known.has(userId))
    const of = { firmId, calendarId: id }
    const before = await tx.calendarShare.findMany({ where: of, select: { userId: true, role: true } })
    await tx.calendarShare.deleteMany({ where: of })
    await tx.calendarShare.createMany({ data: wanted.map((one) => ({ ...one, ...of })) })
    await recordShares(tx, actor, id, before, wanted)
    return true
  })
}

/** One entry for each person whose access changed. */
async function recordShares(
  tx: Tx,
  actor: Actor,
  id: string,
  before: readonly Share[],
  after: readonly Share[],
): Promise<void> {
  const { name } = await tx.calendar.findFirstOrThrow({ where: { firmId: actor.firmId, id } })
  const [was, is] = [before, after].map((all) => new Map(all.map(({ userId, role }) => [userId, role])))
  for (const userId of new Set([...before, ...after].map((one) => one.userId))) {
    const role = is?.get(userId)
    if (role === was?.get(userId)) continue
    await recordCalendar(tx, actor, id, role ? `shared as ${role}` : 'no longer shared', { name }, userId)
  }
}

/** Runs `work` while the calendar is locked, if the person may manage it. */
async function owned(
  actor: Actor,
  id: string,
  work: (tx: Tx, kind: CalendarKind) => Promise<boolean>,
): Promise<boolean> {
  return withTransaction(actor.firmId, async (tx) => {
    const access = await lockedAccess(tx, actor, id)
    return access?.access === 'owner' ? work(tx, access.kind) : false
  })
}

/** What the person may do with the calendar, which stays so until the transaction ends; null where they may not see it. */
export async function lockedAccess(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<{ readonly kind: CalendarKind; readonly access: Access } | null> {
  const [row] = await tx.$queryRaw<Row[]>`${visibleTo(actor)} and c.id = ${id}::uuid for share of c`
  return row ? { kind: row.kind, access: accessTo(actor, row) } : null
}
