import { describe, expect, it } from 'vitest'
import { type Exception, judge, readExceptions } from './audit-report'

const TODAY = '2026-11-25'
const hole = (severity: string, id = 'GHSA-aaaa-bbbb-cccc') => ({
  source: 1_099_999,
  name: 'leaky',
  dependency: 'leaky',
  title: 'Prototype pollution in leaky',
  url: `https://github.com/advisories/${id}`,
  severity,
  range: '<2.0.0',
})
/** In the format of npm 7 and newer: a package that only contains a vulnerable one names it. */
const report = (...via: readonly object[]) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: {
      leaky: { name: 'leaky', severity: 'high', via, effects: ['above'], nodes: ['node_modules/leaky'] },
      above: { name: 'above', severity: 'high', via: ['leaky'], effects: [], nodes: ['node_modules/above'] },
    },
    metadata: { vulnerabilities: { high: 1, total: 2 } },
  })
const kept = (until: string): Exception => ({ advisory: 'GHSA-aaaa-bbbb-cccc', reason: 'not reached', until })

describe('a known vulnerability', () => {
  it.each(['high', 'critical'])(
    'of severity %s is not accepted, and is reported with its address',
    (severity) => {
      expect(judge(report(hole(severity)), [], TODAY)).toEqual({
        kind: 'holes',
        lines: [
          `${severity}: leaky: Prototype pollution in leaky, https://github.com/advisories/GHSA-aaaa-bbbb-cccc`,
        ],
      })
    },
  )

  it('of lesser severity is counted', () => {
    expect(judge(report(hole('moderate')), [], TODAY)).toEqual({ kind: 'clean', lesser: 1, kept: [] })
  })

  it('that is listed is accepted until its last day, and not a day longer', () => {
    expect(judge(report(hole('high')), [kept(TODAY)], TODAY)).toMatchObject({ kind: 'clean' })
    expect(judge(report(hole('high')), [kept('2026-11-24')], TODAY)).toMatchObject({ kind: 'holes' })
  })

  it('beside a listed one is not accepted', () => {
    const both = report(hole('high'), hole('high', 'GHSA-dddd-eeee-ffff'))
    expect(judge(both, [kept('2027-01-01')], TODAY)).toMatchObject({
      kind: 'holes',
      lines: [expect.stringContaining('GHSA-dddd-eeee-ffff')],
    })
  })
})

it('without any vulnerability the packages are clean', () => {
  expect(judge('{"auditReportVersion":2,"vulnerabilities":{}}', [], TODAY)).toMatchObject({ kind: 'clean' })
})

it.each([
  ['nothing', ''],
  ['a page', '<html>Bad gateway</html>'],
  ['a refusal', '{"message":"405 Method Not Allowed","statusCode":405,"error":{"summary":""}}'],
])('a registry that answers with %s has said nothing about the packages', (_, output) => {
  expect(judge(output, [], TODAY)).toMatchObject({ kind: 'unknown' })
})

it.each([
  ['no last day', '[{"advisory":"GHSA-aaaa-bbbb-cccc","reason":"x"}]'],
  ['no reason', '[{"advisory":"GHSA-aaaa-bbbb-cccc","reason":"","until":"2026-12-31"}]'],
  ['no advisory', '[{"advisory":"leaky","reason":"x","until":"2026-12-31"}]'],
])('an exception with %s is refused', (_, json) => {
  expect(() => readExceptions(json)).toThrow()
})
