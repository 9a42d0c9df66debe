// Prisma's own schema engine, as WebAssembly over node-postgres. It needs no native binary and uses the same `_prisma_migrations` table,
// so
// `prisma migrate deploy` works on the same database once it has the role of role.ts.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'
import { type ClientBase, Pool } from 'pg'
import { configuredIssuer } from '@/lib/env'
import { catalogueAdapter } from './catalogue-adapter'

// Missing in the package's own types of this entry.
type Glue = {
  readonly __wbg_set_wasm: (exports: WebAssembly.Exports) => void
  readonly SchemaEngine: typeof SchemaEngine
}

type EngineExports = WebAssembly.Exports & { readonly __wbindgen_start: () => void }

const { __wbg_set_wasm: setWasm, SchemaEngine: Engine } = glue as unknown as Glue

let loaded: Promise<void> | undefined

// The package's entry imports the .wasm as a module, which Node 20 cannot do, so it is instantiated here.
async function load(): Promise<void> {
  const require = createRequire(join(process.cwd(), 'package.json'))
  const folder = dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'))
  const bytes = await readFile(join(folder, 'schema_engine_bg.wasm'))
  const imports = { './schema_engine_bg.js': glue } as unknown as WebAssembly.Imports
  const instance = await WebAssembly.instantiate(await WebAssembly.compile(new Uint8Array(bytes)), imports)
  setWasm(instance.exports)
  ;(instance.exports as EngineExports).__wbindgen_start()
}

/** For the migration that gives people their issuer. The pool hands out a connection only after this. */
async function nameIssuer(client: ClientBase): Promise<void> {
  await client.query(`SELECT set_config('concord.issuer', $1, false)`, [configuredIssuer()])
}

/** Calls the callback with an engine that is connected to the database, and disconnects afterwards. */
export async function withSchemaEngine<T>(
  url: string,
  use: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  loaded ??= load()
  await loaded
  const pool = new Pool({ connectionString: url, max: 2, onConnect: nameIssuer })
  const adapter = bindMigrationAwareSqlAdapterFactory(catalogueAdapter(pool))
  const engine = await Engine.new({ datamodels: undefined }, () => undefined, adapter)
  try {
    return await use(engine)
  } finally {
    engine.free()
    await pool.end()
  }
}
