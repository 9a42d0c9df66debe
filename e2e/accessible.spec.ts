// Every page in both schemes on a narrow screen: axe with its best practices, and nothing cut off.
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { test } from './fixtures/app'
import { SCENES, show } from './fixtures/states'

/** Pages looked at in one test. */
const FEW = 5

for (const { name, set, sights } of SCENES)
  for (let from = 0; from < sights.length; from += FEW) {
    const part = sights.slice(from, from + FEW)
    test(`${name}: ${part.map((sight) => sight.name).join(', ')} at 360 and 320 px`, async ({
      page,
      app,
    }) => {
      test.setTimeout(300_000)
      await set(page, app)
      for (const sight of part)
        await test.step(sight.name, async () => {
          await page.setViewportSize({ width: 360, height: 740 })
          await show(page, sight)
          await expectAccessible(page, ['best-practice'])
          await page.setViewportSize({ width: 320, height: 740 })
          await expectAccessible(page, ['best-practice'])
          await expectReflow(page)
        })
    })
  }
