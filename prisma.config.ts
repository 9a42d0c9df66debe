// Prisma's command line reads this; it is only ever asked to generate the client (migrations: lib/store/migrations/migrations.ts).
import { defineConfig } from 'prisma/config'

export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } })
