// Where a thread begins (open.ts): Node reads our sources through tsx, which a thread has to ask for by itself.
import { pathToFileURL } from 'node:url'
import { workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
await import(pathToFileURL(workerData.main).href)
