// `npm run db:diff`: prints the SQL that would bring the database to prisma/schema.prisma; nothing if they agree.
// `npm run db:diff -- --write NAME`: writes that SQL, computed from the migrations alone, as a new migration. If the newest migration has
// that name, it is replaced, and its text below the line of handwritten SQL is kept.
import { parseArgs } from 'node:util'
import { openDatabase } from '@/lib/store/database/open'
import { sqlToSchema } from '@/lib/store/migrations/migrations'
import { writeMigration } from './parts/write-migration'

const { values } = parseArgs({ options: { write: { type: 'string' } } })
if (values.write) console.error(await writeMigration(values.write, new Date()))
else {
  const database = await openDatabase()
  process.stdout.write(await sqlToSchema(database.url))
  await database.leave()
}
// The schema engine leaves a timer of ten seconds; nothing else is running.
process.exit(0)
