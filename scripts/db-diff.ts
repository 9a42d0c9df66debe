// `npm run db:diff`: prints the SQL that would bring the database to prisma/schema.prisma, nothing when they agree.
// `npm run db:diff -- --write NAME`: writes that SQL, reckoned from the migrations alone, as a new migration; a newest
// migration of that name is written anew, and what stands in it below the line of hand-written SQL is kept.
import { parseArgs } from 'node:util'
import { openDatabase } from '@/lib/store/database/open'
import { sqlToSchema } from '@/lib/store/migrations/migrations'
import { writeMigration } from './write-migration'

const { values } = parseArgs({ options: { write: { type: 'string' } } })
if (values.write) console.error(await writeMigration(values.write, new Date()))
else {
  const database = await openDatabase()
  process.stdout.write(await sqlToSchema(database.url))
  await database.leave()
}
// The schema engine leaves a timer of ten seconds behind; nothing is left to wait for.
process.exit(0)
