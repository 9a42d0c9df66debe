// The programs of two threads that open at the same moment do not disturb each other, and each is made once.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { threadProgram } from './program'

const main = (folder: string) => join(process.cwd(), 'lib', folder, 'thread-main.ts')

it('programs that are wanted at once are all made, each of them once', async () => {
  const folders = ['matching', 'import', 'matching'] as const
  const [matching, imports, again] = await Promise.all(folders.map((folder) => threadProgram(main(folder))))
  expect(matching).toContain('parentPort')
  expect(imports).toContain('parentPort')
  expect(imports).not.toBe(matching)
  expect(threadProgram(main('matching'))).toBe(threadProgram(main('matching')))
  expect(again).toBe(matching)
})

it('a program that could not be made is tried again', async () => {
  await expect(threadProgram(main('nowhere'))).rejects.toThrow('nowhere')
  await expect(threadProgram(main('matching'))).resolves.toContain('parentPort')
})
