// Threads of all kinds together are few at once, urgent ones come first, and one that gives up leaves the queue.
import { EventEmitter, once } from 'node:events'
import { expect, it } from 'vitest'
import { MOST_THREADS, withThread } from './open'

const kind = { main: 'lib/matching/thread-main.ts', limits: { maxOldGenerationSizeMb: 64 } }

/** Work that goes on until the test ends it. */
function work() {
  const events = new EventEmitter()
  const run = async () => {
    const over = once(events, 'end')
    events.emit('start')
    await over
  }
  return { started: once(events, 'start'), end: () => events.emit('end'), run }
}

it('there are never more threads than the limit, and the others follow, urgent ones first', async () => {
  const order: string[] = []
  const held = Array.from({ length: MOST_THREADS }, work)
  const running = held.map(({ run }) => withThread(kind, run))
  await Promise.all(held.map(({ started }) => started))
  const next = (name: string, isUrgent: boolean) =>
    withThread({ ...kind, isUrgent }, async () => void order.push(name))
  const others = [next('background', false), next('another', false), next('page', true)]
  const wanted = new AbortController()
  const given = withThread({ ...kind, signal: wanted.signal }, async () => void order.push('given up'))
  wanted.abort(new Error('no longer wanted'))
  await expect(given).rejects.toThrow('no longer wanted')
  expect(order).toEqual([])
  held[0]?.end()
  await Promise.all(others)
  expect(order).toEqual(['page', 'background', 'another'])
  for (const { end } of held) end()
  await Promise.all(running)
})

it('a thread that fails gives its place back', async () => {
  for (let at = 0; at <= MOST_THREADS; at++)
    await expect(withThread(kind, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed')
  await withThread(kind, async (thread) => {
    thread.postMessage({ kind: 'match', within: true, region: null, separate: [] })
    const [answer] = await once(thread, 'message')
    expect(answer.kind).toBe('done')
  })
})
