// Finds a Chromium for the browser tests: an installed one, otherwise Playwright's own download, otherwise Debian's package.
// The result is stored in a file for playwright.config.ts.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { chromium } from '@playwright/test'
import { SettingError, searchPath } from '@/lib/env'
import { BROWSER_FILE } from './browser-file'

/** Playwright's download is stopped after this time: it hangs if its host cannot be reached. */
const DOWNLOAD_MS = 180_000
const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

export function ensureBrowser(): void {
  if (isNoted()) return
  const found = findBrowser() ?? downloadBrowser() ?? installPackage()
  if (found === undefined) {
    throw new SettingError(
      'No Chromium could be had: install one (Debian: apt-get install chromium) and try again.',
    )
  }
  mkdirSync(dirname(BROWSER_FILE), { recursive: true })
  writeFileSync(BROWSER_FILE, found)
}

function isNoted(): boolean {
  if (!existsSync(BROWSER_FILE)) return false
  const noted = readFileSync(BROWSER_FILE, 'utf8').trim()
  return noted === '' ? hasPlaywrights() : existsSync(noted)
}

const hasPlaywrights = (): boolean => existsSync(chromium.executablePath()) && runs(chromium.executablePath())

/** The path of a browser; empty for Playwright's own. */
function findBrowser(): string | undefined {
  if (hasPlaywrights()) return ''
  const folders = searchPath().split(delimiter)
  return SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) =>
    existsSync(path),
  )
}

function downloadBrowser(): string | undefined {
  say('Downloading Chromium for the browser tests...')
  const cli = ['node_modules/@playwright/test/cli.js', 'install', 'chromium']
  const done = spawnSync(process.execPath, cli, { timeout: DOWNLOAD_MS, stdio: 'ignore' })
  return done.status === 0 && runs(chromium.executablePath()) ? '' : undefined
}

/** False if the system lacks a library that it needs; Debian's package includes those. */
const runs = (path: string): boolean => spawnSync(path, ['--version']).status === 0

function installPackage(): string | undefined {
  say('Installing the Debian package chromium...')
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  for (const args of [
    ['apt-get', 'update'],
    ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'],
  ]) {
    const [program = '', ...rest] = [...asRoot, ...args]
    const done = spawnSync(program, rest, { stdio: ['ignore', 'ignore', 'inherit'] })
    if (done.status !== 0) return undefined
  }
  return findBrowser()
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
