import { describe, expect, it } from 'vitest'
import { contentPolicy, type Serving } from '@/lib/http/content-policy'

const serving: Serving = {
  nonce: 'abc',
  address: 'https://concord.example',
  issuer: 'https://accounts.google.com',
  development: false,
}
const directive = (name: string, more: Partial<Serving> = {}): string =>
  contentPolicy({ ...serving, ...more })
    .split('; ')
    .find((part) => part.startsWith(name)) ?? ''

describe('the content policy', () => {
  it('allows only scripts with the nonce, and scripts that those load', () => {
    expect(directive('script-src')).toBe("script-src 'self' 'nonce-abc' 'strict-dynamic'")
  })

  it('allows neither inline code nor eval in production', () => {
    expect(contentPolicy(serving)).not.toMatch(/unsafe|data:|\*/)
  })

  it('forbids everything that it does not name', () => {
    expect(directive('default-src')).toBe("default-src 'none'")
    expect(directive('base-uri')).toBe("base-uri 'none'")
    expect(directive('frame-ancestors')).toBe("frame-ancestors 'none'")
  })

  it('allows forms to lead to Concord and to the sign-in page', () => {
    expect(directive('form-action')).toBe("form-action 'self' https://accounts.google.com")
    expect(directive('form-action', { issuer: 'http://127.0.0.1:3901/x' })).toContain('http://127.0.0.1:3901')
  })

  it('allows what the development tools need', () => {
    expect(directive('script-src', { development: true })).toContain("'unsafe-eval'")
    expect(directive('style-src', { development: true })).not.toContain('nonce')
  })
})

it('requests are upgraded to https only if the public address uses https', () => {
  expect(contentPolicy(serving)).toContain('upgrade-insecure-requests')
  expect(contentPolicy({ ...serving, address: 'http://localhost:3000' })).not.toContain('upgrade')
})
