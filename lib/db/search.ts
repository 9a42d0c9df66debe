// What a search box finds, as SQL over a search text that was derived when its row was written (lib/contacts/find.ts).
import { searchWords } from '@/lib/contacts/find'
import { Prisma } from './generated/client'

/** True of rows whose text holds exactly this part. */
export const holds = (text: Prisma.Sql, part: string): Prisma.Sql =>
  Prisma.sql`${text} like ${`%${part.replace(/[\\%_]/g, '\\$&')}%`}`

/** True of rows whose text holds every word of the query, in one of the ways it may be written. */
export function found(text: Prisma.Sql, query: string): Prisma.Sql {
  const words = searchWords(query).map((ways) =>
    Prisma.join(
      ways.map((way) => holds(text, way)),
      ' or ',
      '(',
      ')',
    ),
  )
  return words.length === 0 ? Prisma.sql`true` : Prisma.join(words, ' and ')
}
