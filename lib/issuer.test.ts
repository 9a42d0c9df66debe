import { expect, it } from 'vitest'
import { issuerName } from '@/lib/issuer'

it.each([
  ['https://accounts.google.com', 'https://accounts.google.com'],
  ['https://firm.example/', 'https://firm.example'],
  ['https://firm.example:8443/realms/one/', 'https://firm.example:8443/realms/one'],
  ['https://firm.example/realms/One', 'https://firm.example/realms/One'],
  ['https://localhost.example:1', 'https://localhost.example:1'],
  ['http://127.0.0.1:4010', 'http://127.0.0.1'],
  ['http://127.0.0.1:4011/', 'http://127.0.0.1'],
  ['http://localhost:8080/realms/one', 'http://localhost/realms/one'],
  ['http://[::1]:4010', 'http://[::1]'],
  ['accounts.google.com', 'accounts.google.com'],
])('%s is known as %s', (issuer, name) => {
  expect(issuerName(issuer)).toBe(name)
  expect(issuerName(name)).toBe(name)
})
