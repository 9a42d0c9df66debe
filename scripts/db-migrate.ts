// `npm run db:migrate`: applies the pending migrations.

import { openDatabase } from '@/lib/store/database/open'
import { applyMigrations } from '@/lib/store/migrations/migrations'

const database = await openDatabase()
const applied = await applyMigrations(database.url)
console.log(applied.length === 0 ? 'No migration is pending.' : `Applied: ${applied.join(', ')}`)
await database.leave()
// The schema engine leaves a timer of ten seconds; nothing else is running.
process.exit(0)
