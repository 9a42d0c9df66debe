// Asks the package registry for known vulnerabilities of the installed packages. A severe one fails `npm test`, unless known-holes.json
// lists it with a reason and a last day. If the registry does not answer, nothing fails, since that says nothing about the packages.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { judge, readExceptions } from './audit-report'

const EXCEPTIONS = 'scripts/parts/known-holes.json'

/** Whether no unacceptable vulnerability is known. */
export function auditPackages(): boolean {
  const verdict = judge(askRegistry(), readExceptions(readFileSync(EXCEPTIONS, 'utf8')), today())
  switch (verdict.kind) {
    case 'clean':
      for (const line of verdict.kept) console.log(`Kept for now: ${line}`)
      console.log(`No grave hole is known in the installed packages; ${verdict.lesser} lesser.`)
      return true
    case 'unknown':
      console.log(`NOT CHECKED: the package registry gave no list of known holes (${verdict.why}).`)
      return true
    case 'holes':
      console.log(`Known holes:\n${verdict.lines.join('\n')}`)
      console.log(`Update the package, or keep it for a while with a reason and a last day in ${EXCEPTIONS}.`)
      return false
  }
}

function askRegistry(): string {
  const patience = ['--fetch-retries=0', '--fetch-timeout=20000']
  const { stdout } = spawnSync('npm', ['audit', '--json', ...patience], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 64 * 1024 * 1024,
  })
  return stdout ?? ''
}

const today = () => new Date().toISOString().slice(0, 10)
