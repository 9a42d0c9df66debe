// The state of a row after its values are erased. Ids, kinds, states and times stay, so that counts still add up.

import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { BODY_VERSION, type ChangeBody } from '@/lib/engine/change-body'
import { NOTHING_SAID } from '@/lib/engine/planned-change'
import { Prisma } from '@/lib/store/database/generated/client'

const BLANK_BODY: ChangeBody<never> = NOTHING_SAID

/** A contact without data, as JSON. */
export const BLANK_CONTACT = JSON.stringify(EMPTY_CONTACT)

/** For `update "Change" set`. Decisions stay: they contain choices and ids. */
export const blankChange = (now: Date): Prisma.Sql => Prisma.sql`
  body = ${JSON.stringify(BLANK_BODY)}::jsonb, "bodyVersion" = ${BODY_VERSION}, name = '', "sortKey" = '', search = '', "erasedAt" = ${now}, salt = null,
  error = case when error is not null
    then jsonb_build_object('kind', error->'kind', 'field', error->'field', 'message', '') end`

/** For `update "Contact" set`. */
export const blankContact = (now: Date): Prisma.Sql => Prisma.sql`
  value = ${BLANK_CONTACT}::jsonb, "sortKey" = '', search = '', "companyKey" = '', "purgedAt" = ${now}`
