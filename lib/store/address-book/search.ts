// Search as SQL over a search text that is derived when a row is written (lib/domains/contacts/value/find.ts).

import type { Region } from '@/lib/domains/contacts/text/phone-key'
import { searchWords } from '@/lib/domains/contacts/value/find'
import { Prisma } from '@/lib/store/database/generated/client'
import { containing } from '@/lib/store/database/like'

/** True of rows whose text contains exactly this part. */
export const holds = (text: Prisma.Sql, part: string): Prisma.Sql =>
  Prisma.sql`${text} like ${containing(part)}`

/**
 * True of rows whose text contains every word of the query, in one of its spellings. `region` applies to phone numbers without a country
 * code.
 */
export function found(text: Prisma.Sql, query: string, region: Region = null): Prisma.Sql {
  const words = searchWords(query, region).map((ways) =>
    Prisma.join(
      ways.map((way) => holds(text, way)),
      ' or ',
      '(',
      ')',
    ),
  )
  return words.length === 0 ? Prisma.sql`true` : Prisma.join(words, ' and ')
}
