// A setting that would decide waiting questions asks before it is saved; discarding a preview reports whether decisions are lost.

import { beforeEach, describe, expect, it } from 'vitest'
import { asSettings, DEFAULT_SETTINGS } from '@/lib/store/address-book/values'
import { hasAnswers } from '@/lib/store/review/preview'
import { type FirmRows, setFirm } from '@/testing/database/firm-rows'
import { owner, withDatabase } from '@/testing/database/test-database'
import { decideAsShown } from '@/testing/scenarios/as-shown'
import { NO_SETTINGS_EFFECT, saveSyncSettings } from './syncs'

withDatabase()

let ours: FirmRows
const newest = { ...DEFAULT_SETTINGS, onConflict: 'newest' } as const

beforeEach(async () => {
  ours = await setFirm(crypto.randomUUID().slice(0, 8))
})

/** How many answers it asks about; 0 once it is saved. */
const save = async (settings: Parameters<typeof saveSyncSettings>[2], answers = 0) =>
  (await saveSyncSettings(ours.actor, ours.sync, settings, { ...NO_SETTINGS_EFFECT, answers }))?.answers ?? 0
const saved = async () =>
  asSettings((await owner().sync.findUniqueOrThrow({ where: { id: ours.sync } })).settings)
const conflictWaits = () =>
  owner().change.update({ where: { id: ours.outdated }, data: { outdated: false, undecided: true } })

describe('a setting', () => {
  it('that would decide a waiting conflict is saved only after confirmation', async () => {
    await conflictWaits()
    const before = await saved()
    expect(await save(newest)).toBe(1)
    expect(await saved()).toEqual(before)
    expect(await save(newest, 1)).toBe(0)
    expect(await saved()).toEqual(newest)
  })

  it('needs another confirmation if more waits than was confirmed', async () => {
    await conflictWaits()
    await owner().change.update({ where: { id: ours.failed }, data: { state: 'waiting', undecided: true } })
    expect(await save(newest, 1)).toBe(2)
    expect((await saved()).onConflict).not.toBe('newest')
  })

  it.each([
    ['asks, as before', DEFAULT_SETTINGS],
    ['is about deletions alone', { ...DEFAULT_SETTINGS, onLocalDelete: 'delete' } as const],
  ])('that %s is saved at once', async (_, settings) => {
    await conflictWaits()
    expect(await save(settings)).toBe(0)
    expect(await saved()).toEqual(settings)
  })

  it('does not decide whether two are the same person, and is saved at once if only such questions wait', async () => {
    await owner().change.update({ where: { id: ours.question }, data: { state: 'waiting' } })
    expect(await save(newest)).toBe(0)
  })
})

it('a preview has decisions once one was made', async () => {
  expect(await hasAnswers(ours.actor, ours.run)).toBe(false)
  expect(await decideAsShown(ours.actor, ours.question, { samePerson: 'separate' })).toBe(true)
  expect(await hasAnswers(ours.actor, ours.run)).toBe(true)
})
