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
  it('lets scripts run by nonce alone, and what those load', () => {
    expect(directive('script-src')).toBe("script-src 'self' 'nonce-abc' 'strict-dynamic'")
  })

  it('allows nothing inline and nothing evaluated in production', () => {
    expect(contentPolicy(serving)).not.toMatch(/unsafe|data:|\*/)
  })

  it('leaves what is not named to nobody', () => {
    expect(directive('default-src')).toBe("default-src 'none'")
    expect(directive('base-uri')).toBe("base-uri 'none'")
    expect(directive('frame-ancestors')).toBe("frame-ancestors 'none'")
  })

  it('lets forms lead to us and to the sign-in page, wherever that is', () => {
    expect(directive('form-action')).toBe("form-action 'self' https://accounts.google.com")
    expect(directive('form-action', { issuer: 'http://127.0.0.1:3901/x' })).toContain('http://127.0.0.1:3901')
  })

  it('lets the tools of development work', () => {
    expect(directive('script-src', { development: true })).toContain("'unsafe-eval'")
    expect(directive('style-src', { development: true })).not.toContain('nonce')
  })
})

it('what a page loads is asked for by https where people reach us by https, and nowhere else', () => {
  expect(contentPolicy(serving)).toContain('upgrade-insecure-requests')
  expect(contentPolicy({ ...serving, address: 'http://localhost:3000' })).not.toContain('upgrade')
})
