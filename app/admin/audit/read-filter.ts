// The filter that an address of the audit asks for, of the page and of the file alike.
import {
  type AuditProblems,
  type AuditTyped,
  contactIdIn,
  filterOf,
  problemsIn,
  typedFilter,
  withContactName,
} from '@/components/admin/audit/audit-filter'
import type { Zone } from '@/components/ui/time/moment'
import type { Query } from '@/lib/http/query'
import { contactName } from '@/lib/store/audit/beside'
import type { AuditFilter } from '@/lib/store/audit/entries'
import type { Actor } from '@/lib/store/firm/actor'
import { everyUser } from '@/lib/store/firm/user-names'

interface ReadFilter {
  readonly typed: AuditTyped
  readonly people: Awaited<ReturnType<typeof everyUser>>
  readonly problems: AuditProblems
  /** Null if it cannot be read. */
  readonly filter: AuditFilter | null
}

export async function readFilter(user: Actor, query: Query, zone: Zone): Promise<ReadFilter> {
  const asked = typedFilter(query)
  const id = contactIdIn(asked)
  const [name, people] = await Promise.all([id && contactName(user, id), everyUser(user.firmId)])
  const typed = id ? withContactName(asked, id, name) : asked
  const problems = problemsIn(
    typed,
    people.map((one) => one.id),
  )
  return { typed, people, problems, filter: Object.keys(problems).length > 0 ? null : filterOf(typed, zone) }
}
