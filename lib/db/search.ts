// What a search box finds, as SQL over a search text that was derived when its row was written (lib/contacts/find.ts).
import { searchWords } from '@/lib/contacts/find'
import { Prisma } from './generated/client'

/** True of rows whose text holds every word of the query, in one of the ways it may be written. */
export function found(text: Prisma.Sql, query: string): Prisma.Sql {
  const words = searchWords(query).map((ways) =>
    Prisma.join(
      ways.map((way) => Prisma.sql`${text} like ${`%${way.replace(/[\\%_]/g, '\\$&')}%`}`),
      ' or ',
      '(',
      ')',
    ),
  )
  return words.length === 0 ? Prisma.sql`true` : Prisma.join(words, ' and ')
}
