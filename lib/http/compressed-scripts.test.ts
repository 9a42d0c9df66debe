import { expect, it } from 'vitest'
import { compressedFor } from '@/lib/http/compressed-scripts'

const files = new Set(['a1.js', 'b2.css', 'c3.map'])
const at = (name: string) => `/_next/static/chunks/${name}`

it.each([
  ['a script', at('a1.js'), 'gzip, deflate, br, zstd', at('a1.js.br')],
  ['a style', at('b2.css'), 'br', at('b2.css.br')],
  ['a script with a query', at('a1.js?dpl=7'), 'gzip, br;q=0.8', at('a1.js.br?dpl=7')],
])('%s that was compressed is sent so to a browser that takes Brotli', (_, url, accepts, sent) => {
  expect(compressedFor(url, accepts, files)?.url).toBe(sent)
})

it.each([
  ['a browser that does not take Brotli', at('a1.js'), 'gzip, deflate'],
  ['a browser that refuses Brotli', at('a1.js'), 'gzip, br;q=0'],
  ['a request that names no encoding', at('a1.js'), undefined],
  ['a file that was not compressed', at('z9.js'), 'br'],
  ['a file of another kind', at('c3.map'), 'br'],
  ['a page', '/contacts/a1.js', 'br'],
  ['a request without an address', undefined, 'br'],
])('%s gets what is there', (_, url, accepts) => {
  expect(compressedFor(url, accepts, files)).toBeNull()
})

it('the type is that of the original', () => {
  expect(compressedFor(at('a1.js'), 'br', files)?.type).toBe('application/javascript; charset=UTF-8')
  expect(compressedFor(at('b2.css'), 'br', files)?.type).toBe('text/css; charset=UTF-8')
})
