// `npm run docs:matching`: writes docs/matching.md from what the matcher answers.
import { writeFile } from 'node:fs/promises'
import { matchingPage } from './parts/matching-page'

await writeFile('docs/matching.md', matchingPage())
console.log('docs/matching.md is written.')
