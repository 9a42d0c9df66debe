// Two kinds of tests, told apart by their names: *.test.ts need nothing, *.pg.test.ts a real Postgres.
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') }
const exclude = ['**/node_modules/**', '.next/**', '.data/**']

export default defineConfig({
  test: {
    // One for each core: nothing else is under way meanwhile.
    maxWorkers: '100%',
    // Property tests run thousands of cases; on a busy machine they take seconds.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    projects: [
      {
        extends: true,
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...exclude, '**/*.pg.test.ts'],
          // None reads what another may have left behind, so that a worker reads the modules once for all of them.
          isolate: false,
        },
      },
      {
        extends: true,
        resolve: { alias },
        test: {
          name: 'pg',
          include: ['**/*.pg.test.ts'],
          exclude,
          globalSetup: 'testing/database/test-set-up.ts',
        },
      },
    ],
  },
})
