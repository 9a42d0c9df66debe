import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import {
  InsideTransaction,
  insideTransaction,
  isInsideTransaction,
  mustBeOutsideTransaction,
} from './transaction-scope'

const ask = () => mustBeOutsideTransaction('A query')

test('outside a transaction everything is allowed', () => {
  expect(ask).not.toThrow()
})

test('inside a transaction nothing else is allowed, at any depth', async () => {
  await insideTransaction(async () => {
    expect(ask).toThrow(InsideTransaction)
    await nextTurn()
    await Promise.all([1, 2].map(async () => expect(ask).toThrow('pass the transaction on')))
  })
})

test('code that outlives its transaction is free afterwards, and so is concurrent code', async () => {
  let over: () => void = () => undefined
  const end = new Promise<void>((resolve) => {
    over = resolve
  })
  let left: Promise<boolean> | undefined
  const open = insideTransaction(async () => {
    left = end.then(() => nextTurn()).then(isInsideTransaction)
  })
  expect(isInsideTransaction()).toBe(false)
  await open
  over()
  expect(await left).toBe(false)
})

test('a transaction that fails is over as well', async () => {
  await expect(insideTransaction(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(ask).not.toThrow()
})
