import { expect, test } from 'vitest'
import { migrationNames } from './migration-files'

/** Both were applied to databases under these names, so they keep them; the rest of their names gives them one order everywhere. */
const SHARED = ['20261126030000_lane_pace', '20261126030000_run_revision']

test('no two migrations have the same time, so that their order does not depend on their names', async () => {
  const names = (await migrationNames()).filter((name) => !SHARED.includes(name))
  const stamps = names.map((name) => name.split('_')[0] ?? '')
  expect(stamps.filter((stamp, at) => stamps.indexOf(stamp) !== at)).toEqual([])
  expect(stamps.filter((stamp) => !/^[0-9]{14}$/.test(stamp))).toEqual([])
  expect(stamps).not.toContain('20261126030000')
})
