import { expect, it } from 'vitest'
import { keyOf } from './keys'

const plain = { ctrlKey: false, metaKey: false, altKey: false }
const idle = { typing: false, singles: true, afterG: false }

it('Ctrl or Cmd and K opens the palette, also from a field and with single keys off', () => {
  const given = { ...idle, typing: true, singles: false }
  expect(keyOf({ ...plain, key: 'k', ctrlKey: true }, given)).toEqual({ kind: 'palette' })
  expect(keyOf({ ...plain, key: 'K', metaKey: true }, given)).toEqual({ kind: 'palette' })
})

it('other combinations belong to the browser', () => {
  expect(keyOf({ ...plain, key: 'c', ctrlKey: true }, { ...idle, afterG: true })).toBeNull()
  expect(keyOf({ ...plain, key: 'k', ctrlKey: true, altKey: true }, idle)).toBeNull()
  expect(keyOf({ ...plain, key: '/', altKey: true }, idle)).toBeNull()
})

it.each(['?', '/', 'g'])('%s does nothing while a person types or has turned single keys off', (key) => {
  expect(keyOf({ ...plain, key }, idle)).not.toBeNull()
  expect(keyOf({ ...plain, key }, { ...idle, typing: true })).toBeNull()
  expect(keyOf({ ...plain, key }, { ...idle, singles: false })).toBeNull()
})

it('G and a letter lead to a page; another letter leads nowhere', () => {
  expect(keyOf({ ...plain, key: 'm' }, { ...idle, afterG: true })).toEqual({ kind: 'go', href: '/matters' })
  expect(keyOf({ ...plain, key: 'x' }, { ...idle, afterG: true })).toBeNull()
  expect(keyOf({ ...plain, key: 'm' }, idle)).toBeNull()
})
