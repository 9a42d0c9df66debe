// Which contacts a list shows, as SQL. How a contact stands in a sync is about the syncs of one person: what colleagues sync is theirs.
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import { db } from '@/lib/store/database/client'
import { firmOf, type View } from '@/lib/store/database/firm-pool'
import { Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { isClient } from '@/lib/store/matters/of-contacts'
import { restorableSince } from '@/lib/store/retention/rules'
import { found } from './search'

/** `synced`: an active sync of the person has it. `attention`: such a sync cannot write it, or waits for the person. */
export interface Standing {
  readonly kind: 'synced' | 'notSynced' | 'attention'
  /** What `activeContactSyncs` returns. */
  readonly syncIds: readonly string[]
}

/** Deleted contacts are those that can still be restored. */
export interface ContactFilter {
  readonly query: string
  readonly deleted: boolean
  readonly kind?: 'person' | 'company' | null
  readonly standing?: Standing | null
  /** Only clients of matters. */
  readonly clients?: boolean
  /** Only contacts with this tag. */
  readonly tagId?: string | null
  /** Region for phone numbers without a country code in the query. */
  readonly region?: Region
}

/** The person's syncs of contacts that are not stopped. */
export async function activeContactSyncs({ firmId, userId }: Actor): Promise<readonly string[]> {
  const rows = await db(firmId).sync.findMany({
    where: { firmId, kind: 'contacts', state: 'active', connection: { userId, disconnectedAt: null } },
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

/** True of the rows of "Contact" that the filter lets through. */
export function matching(view: View, filter: ContactFilter): Prisma.Sql {
  const firmId = firmOf(view)
  const { query, deleted, kind, standing, clients, tagId, region = null } = filter
  const conditions = [
    Prisma.sql`"firmId" = ${firmId}::uuid`,
    deleted
      ? Prisma.sql`"deletedAt" > ${restorableSince(new Date())} and "purgedAt" is null`
      : Prisma.sql`"deletedAt" is null`,
    ...(kind ? [KINDS[kind]] : []),
    ...(standing ? [standsAs(firmId, standing)] : []),
    ...(clients ? [isClient(firmId, Prisma.sql`"Contact".id`)] : []),
    ...(tagId
      ? [
          Prisma.sql`id in (select x."contactId" from "ContactTag" x where x."firmId" = ${firmId}::uuid and x."tagId" = ${tagId}::uuid)`,
        ]
      : []),
    found(Prisma.sql`search`, query, region),
  ]
  return Prisma.join(conditions, ' and ')
}

/** As in the index Contact_companies. */
const KINDS = {
  company: Prisma.sql`value->>'kind' = 'company'`,
  person: Prisma.sql`value->>'kind' is distinct from 'company'`,
} as const

function standsAs(firmId: string, { kind, syncIds }: Standing): Prisma.Sql {
  const ofSyncs = (table: Prisma.Sql) => Prisma.sql`
    ${table}."firmId" = ${firmId}::uuid and ${table}."syncId" = any(${[...syncIds]}::uuid[]) and ${table}."localId" = "Contact".id`
  const isSynced = Prisma.sql`exists (select from "Link" l where ${ofSyncs(Prisma.sql`l`)} and l.tombstone is null
    and not exists (select from "Exclusion" x where x."syncId" = l."syncId" and x."localId" = l."localId"))`
  switch (kind) {
    case 'synced':
      return isSynced
    case 'notSynced':
      return Prisma.sql`not ${isSynced}`
    case 'attention':
      return Prisma.sql`exists (select from "Change" h where ${ofSyncs(Prisma.sql`h`)}
        and h.state in ('waiting', 'failed') and (h.state = 'failed' or h.undecided or h.outdated))`
  }
}
