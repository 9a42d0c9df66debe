import { describe, expect, test } from 'vitest'
import { AddressRefused, checkedAddresses, isPublicAddress, readWebhookUrl } from './address'

test.each([
  ...([
    '127.0.0.1',
    '10.1.2.3',
    '172.20.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
  ] as const),
  ...(['224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fc00::1', 'ff02::1'] as const),
  ...([
    '::ffff:10.0.0.1',
    '::ffff:127.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    '2001:db8::1',
    'name',
  ] as const),
])('%s is not public', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})
test.each(['8.8.8.8', '93.184.216.34', '2606:4700::1111'])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

describe('the address of a webhook', () => {
  const fault = (typed: string, own = false) => {
    const read = readWebhookUrl(typed, own)
    return 'fault' in read ? read.fault : null
  }
  test.each([
    'http://example.com/',
    'ftp://example.com/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://0x7f000001/',
    'https://2130706433/',
    'https://localhost/',
    'https://169.254.169.254/latest/meta-data',
    'https://ana:secret@example.com/',
    'example.com',
  ])('%s is refused', (typed) => {
    expect(fault(typed)).not.toBeNull()
  })
  test('is public and https, unless the app itself is for this machine only', () => {
    expect(readWebhookUrl('https://example.com/hook?a=1#b', false)).toEqual({
      url: 'https://example.com/hook?a=1',
    })
    expect(fault('http://localhost:8080/hook', true)).toBeNull()
    expect(fault('http://192.168.1.1/', true)).not.toBeNull()
  })
})

describe('a name is resolved, and', () => {
  const resolving =
    (...addresses: string[]) =>
    () =>
      Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })))
  test('refused if any of its addresses is private', async () => {
    await expect(checkedAddresses('a.example', false, resolving('8.8.8.8', '10.0.0.1'))).rejects.toThrow(
      AddressRefused,
    )
    await expect(checkedAddresses('a.example', true, resolving('127.0.0.1'))).rejects.toThrow(AddressRefused)
    await expect(checkedAddresses('a.example', false, resolving())).rejects.toThrow(AddressRefused)
  })
  test('its addresses are those that are called', async () => {
    expect(await checkedAddresses('a.example', false, resolving('8.8.8.8'))).toEqual([
      { address: '8.8.8.8', family: 4 },
    ])
    expect(await checkedAddresses('127.0.0.1', true)).toHaveLength(1)
  })
})
